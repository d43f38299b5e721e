import type { CSSProperties } from 'react';
import {
  type StepTile,
  stepOfTile,
  type Tile as TileOf,
  tileNames,
} from '../../../../server/contract/wallboard-tiles.ts';
import styles from './floor.module.css';
import { Tile } from './tile.tsx';
import type { NamedTile } from './tile-contents.ts';

interface Props {
  readonly names: readonly TileOf[];
  readonly of: (tile: TileOf) => NamedTile;
  /** Names of steps are long: all pages of a screen leave room for them where one has such tiles. */
  readonly tall: boolean;
  /** It is one page of several. */
  readonly turns: boolean;
}

/** What stands large at the top of the floor, always in the same order: people look where it stood yesterday. */
export function Tiles({ names, of, tall, turns }: Props) {
  const shown = tileNames.filter((name) => names.includes(name));
  const steps = names.filter((name): name is StepTile => stepOfTile(name) !== null);
  // The ages are several figures and take two places.
  const places = shown.length + steps.length + (shown.includes('ages') ? 1 : 0);
  return (
    <dl
      className={styles.tiles}
      data-steps={tall}
      data-turns={turns}
      style={{ '--tiles': String(places) } as CSSProperties}
    >
      {shown.map((name) => (
        <Tile key={name} {...of(name)} testId={`tile-${kebab(name)}`} />
      ))}
      {steps.map((tile) => (
        <Tile key={tile} {...of(tile)} testId={`tile-${tile}`} />
      ))}
    </dl>
  );
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
