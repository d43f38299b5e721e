import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountersCard } from '../../../../server/contract/floor.ts';
import type { BoardLimits } from '../../../../server/contract/wallboard-limits.ts';
import { type StepTile, stepOfTile, type Tile, type TileName } from '../../../../server/contract/wallboard-tiles.ts';
import type { FloorFigures } from '../../model/floor.ts';
import { clockOf, wholeNumber } from '../../model/format.ts';
import { createLevels, levelOf } from '../../model/tile-level.ts';
import { useLanguage } from '../shared/context.tsx';
import { type BoardCards, useBoardTiles } from './board-tiles.ts';
import type { TileContent } from './tile.tsx';

export interface TileFigures {
  readonly figures: FloorFigures;
  readonly counters: CountersCard | null;
  readonly board: BoardCards;
}

export type NamedTile = TileContent & { readonly name: string };

/**
 * What stands on each tile and how it stands by the screen's limits. All are looked at each time, also those of pages
 * that are not shown: they are named there when they are grave.
 * @param now epoch ms by the server's clock
 */
export function useTileContents(
  { figures, counters, board }: TileFigures,
  limits: BoardLimits,
  now: number,
): (tile: Tile) => NamedTile {
  const { t } = useTranslation();
  const language = useLanguage();
  const [levels] = useState(createLevels);
  const level = (tile: Tile, value: number | null) => levelOf(levels, tile, value, limits, now);
  const { messages, ages, step } = useBoardTiles(board, level, now);
  const count = (value: number | undefined): string => (value === undefined ? '–' : wholeNumber(value, language));
  const offered = counters?.offered ?? 0;
  const ofOffered = t('floor.ofOffered', { count: offered });
  const served = offered === 0 ? null : Math.floor((100 * (counters?.answeredInTarget ?? 0)) / offered);
  const { waiting, longestWaitMs, talking, ready } = figures;
  const content: Record<TileName, TileContent> = {
    waiting: { value: count(waiting), level: level('waiting', waiting) },
    longest: {
      value: longestWaitMs === null ? '–' : clockOf(longestWaitMs),
      level: level('longest', longestWaitMs && longestWaitMs / 1000),
    },
    talking: { value: count(talking) },
    ready: { value: count(ready), level: level('ready', ready) },
    inTarget: { value: count(counters?.answeredInTarget), note: ofOffered },
    serviceLevel: {
      value: served === null ? '–' : `${served} %`,
      note: ofOffered,
      level: level('serviceLevel', served),
    },
    abandoned: {
      value: count(counters?.abandoned),
      note: t('floor.shortOf', { count: counters?.shortAbandoned ?? 0 }),
      level: level('abandoned', counters?.abandoned ?? null),
    },
    breaches: {
      value: count(counters?.breaches),
      note: t('floor.warnings', { count: counters?.warnings ?? 0 }),
      level: level('breaches', counters?.breaches ?? null),
    },
    ...{ messages, ages },
  };
  return (tile) =>
    stepOfTile(tile) === null
      ? { name: t(`floor.${tile as TileName}`), ...content[tile as TileName] }
      : step(tile as StepTile);
}
