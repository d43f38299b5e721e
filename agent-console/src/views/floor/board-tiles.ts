import { useTranslation } from 'react-i18next';
import type { LateStepCard, OpenAgesCard, WaitingMessagesCard } from '../../../../server/contract/floor.ts';
import { ageBounds, type StepTile, stepTile, type Tile } from '../../../../server/contract/wallboard-tiles.ts';
import { clockOf, wholeNumber } from '../../model/format.ts';
import { slowMs, spanOf } from '../../model/span.ts';
import { stepTileName } from '../../model/step-tile.ts';
import type { Level } from '../../model/tile-level.ts';
import { useLanguage } from '../shared/context.tsx';
import type { TileContent } from './tile.tsx';

/** What the live view tells of these tiles; null where it has not told of it yet. */
export interface BoardCards {
  readonly messages: WaitingMessagesCard | null;
  readonly ages: OpenAgesCard | null;
  readonly steps: readonly LateStepCard[];
}

export interface BoardTiles {
  readonly messages: TileContent;
  readonly ages: TileContent;
  step(tile: StepTile): TileContent & { readonly name: string };
}

/**
 * What stands on the tiles that a screen has beside the day's counts. All of them are looked at each time, whichever are
 * shown: a page that is turned back to is as it would have been.
 * @param level how a tile stands with this figure, in its unit
 * @param now epoch ms by the server's clock
 */
export function useBoardTiles(
  { messages, ages, steps }: BoardCards,
  level: (tile: Tile, value: number | null) => Level,
  now: number,
): BoardTiles {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = (value: number | undefined): string => (value === undefined ? '–' : wholeNumber(value, language));
  const ageText = (ms: number): string =>
    ms < slowMs
      ? clockOf(ms)
      : spanOf(-ms)
          .parts.map(({ unit, count: n }) => t(`work.${unit}`, { count: n }))
          .join(' ');
  const waited = messages?.oldestAt == null ? null : Math.max(0, now - messages.oldestAt);
  const oldest = ages?.counts.at(-1) ?? null;
  const told = new Map<string, { readonly card: LateStepCard; readonly level: Level }>(
    steps.map((card) => {
      const tile = stepTile(card);
      return [tile, { card, level: level(tile, card.now) }] as const;
    }),
  );
  return {
    messages: {
      value: count(messages?.messages),
      ...(messages !== null && {
        note: waited === null ? t('floor.noMessages') : t('floor.oldestMessage', { age: ageText(waited) }),
      }),
      level: level('messages', waited && waited / 60_000),
    },
    ages: {
      value: '–',
      ...(ages !== null && {
        parts: ages.counts.map((cases, nth) => ({ label: ageLabel(nth), value: count(cases) })),
      }),
      note: t('floor.agesBy'),
      level: level('ages', oldest),
    },
    step: (tile) => {
      const found = told.get(tile);
      if (found === undefined) return { name: t('floor.stepLoading'), value: '–' };
      const { card } = found;
      const { procedure, name, number } = card;
      const today = t('floor.stepToday', { count: card.today });
      return {
        name: name === null ? t('floor.stepUnknown') : stepTileName(procedure, number ?? 0, name[language]),
        // Nobody comes to it any more: no number is no good news, and is not told as one.
        value: card.gone && card.now === 0 ? '–' : count(card.now),
        note: card.gone ? `${t('floor.stepGone')} ${today}` : today,
        level: found.level,
      };
    },
  };
}

/** In whole working days: `< 1`, `1–2`, `3–4`, `≥ 5`. */
function ageLabel(nth: number): string {
  const [from, to] = [ageBounds[nth - 1], ageBounds[nth]];
  if (from === undefined) return `< ${to}`;
  return to === undefined ? `≥ ${from}` : `${from}–${to - 1}`;
}
