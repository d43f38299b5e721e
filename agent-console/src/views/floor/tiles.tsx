import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountersCard } from '../../../../server/contract/floor.ts';
import {
  type StepTile,
  stepOfTile,
  type TileName,
  type Tile as TileOf,
  tileNames,
  usualTiles,
} from '../../../../server/contract/wallboard-tiles.ts';
import type { FloorFigures } from '../../model/floor.ts';
import { clockOf, wholeNumber } from '../../model/format.ts';
import { useLanguage } from '../shared/context.tsx';
import { type BoardCards, useBoardTiles } from './board-tiles.ts';
import styles from './floor.module.css';
import { Tile, type TileContent } from './tile.tsx';

interface Props {
  /** Those of a screen; absent: the usual ones. */
  readonly names?: readonly TileOf[];
  readonly figures: FloorFigures;
  readonly counters: CountersCard | null;
  readonly board: BoardCards;
  /** Epoch ms by the server's clock. */
  readonly now: number;
}

/** What stands large at the top of the floor, always in the same order: people look where it stood yesterday. */
export function Tiles({ names = usualTiles, figures, counters, board, now }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = (value: number | undefined): string => (value === undefined ? '–' : wholeNumber(value, language));
  const { messages, ages, step } = useBoardTiles(board, now);
  const offered = counters?.offered ?? 0;
  const ofOffered = t('floor.ofOffered', { count: offered });
  const content: Record<TileName, TileContent> = {
    waiting: { value: count(figures.waiting) },
    longest: { value: figures.longestWaitMs === null ? '–' : clockOf(figures.longestWaitMs) },
    talking: { value: count(figures.talking) },
    ready: { value: count(figures.ready) },
    inTarget: { value: count(counters?.answeredInTarget), note: ofOffered },
    serviceLevel: {
      value: offered === 0 ? '–' : `${Math.floor((100 * (counters?.answeredInTarget ?? 0)) / offered)} %`,
      note: ofOffered,
    },
    abandoned: {
      value: count(counters?.abandoned),
      note: t('floor.shortOf', { count: counters?.shortAbandoned ?? 0 }),
    },
    breaches: {
      value: count(counters?.breaches),
      note: t('floor.warnings', { count: counters?.warnings ?? 0 }),
      grave: (counters?.breaches ?? 0) > 0,
    },
    ...{ messages, ages },
  };
  const shown = tileNames.filter((name) => names.includes(name));
  const steps = names.filter((name): name is StepTile => stepOfTile(name) !== null);
  // The ages are several figures and take two places.
  const places = shown.length + steps.length + (shown.includes('ages') ? 1 : 0);
  return (
    <dl className={styles.tiles} data-steps={steps.length > 0} style={{ '--tiles': String(places) } as CSSProperties}>
      {shown.map((name) => (
        <Tile key={name} name={t(`floor.${name}`)} {...content[name]} testId={`tile-${kebab(name)}`} />
      ))}
      {steps.map((tile) => (
        <Tile key={tile} {...step(tile)} testId={`tile-${tile}`} />
      ))}
    </dl>
  );
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
