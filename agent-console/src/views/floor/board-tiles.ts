import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LateStepCard, OpenAgesCard, WaitingMessagesCard } from '../../../../server/contract/floor.ts';
import { ageBounds, type StepTile, stepTile } from '../../../../server/contract/wallboard-tiles.ts';
import { clockOf, wholeNumber } from '../../model/format.ts';
import { slowMs, spanOf } from '../../model/span.ts';
import { createLevels, type LevelLimits } from '../../model/tile-level.ts';
import { useLanguage } from '../shared/context.tsx';
import type { TileContent } from './tile.tsx';

/** What the live view tells of these tiles; null where it has not told of it yet. */
export interface BoardCards {
  readonly messages: WaitingMessagesCard | null;
  readonly ages: OpenAgesCard | null;
  readonly steps: readonly LateStepCard[];
}

/** A message that waits half an hour is grave; shown calm again when the oldest waits less than 25 minutes. */
const messageLimits: LevelLimits = { rise: 30 * 60_000, fall: 25 * 60_000 };
/** One is too many, and none is calm. */
const anyLimits: LevelLimits = { rise: 1, fall: 1 };

export interface BoardTiles {
  readonly messages: TileContent;
  readonly ages: TileContent;
  step(tile: StepTile): TileContent & { readonly name: string };
}

/**
 * What stands on the tiles that a screen has beside the day's counts. All of them are looked at each time, whichever are
 * shown: a page that is turned back to is as it would have been.
 * @param now epoch ms by the server's clock
 */
export function useBoardTiles({ messages, ages, steps }: BoardCards, now: number): BoardTiles {
  const { t } = useTranslation();
  const language = useLanguage();
  const [levels] = useState(createLevels);
  const count = (value: number | undefined): string => (value === undefined ? '–' : wholeNumber(value, language));
  const ageText = (ms: number): string =>
    ms < slowMs
      ? clockOf(ms)
      : spanOf(-ms)
          .parts.map(({ unit, count: n }) => t(`work.${unit}`, { count: n }))
          .join(' ');
  const waited = messages?.oldestAt == null ? null : Math.max(0, now - messages.oldestAt);
  const oldest = ages?.counts.at(-1) ?? null;
  const told = new Map(
    steps.map((card) => {
      const tile = stepTile(card);
      return [tile, { card, grave: levels.grave(tile, card.now, anyLimits, now) }] as const;
    }),
  );
  return {
    messages: {
      value: count(messages?.messages),
      ...(messages !== null && {
        note: waited === null ? t('floor.noMessages') : t('floor.oldestMessage', { age: ageText(waited) }),
      }),
      grave: levels.grave('messages', waited, messageLimits, now),
    },
    ages: {
      value: '–',
      ...(ages !== null && {
        parts: ages.counts.map((cases, nth) => ({ label: ageLabel(nth), value: count(cases) })),
      }),
      note: t('floor.agesBy'),
      grave: levels.grave('ages', oldest, anyLimits, now),
    },
    step: (tile) => {
      const found = told.get(tile);
      if (found === undefined) return { name: t('floor.stepLoading'), value: '–' };
      const { card, grave } = found;
      const { title, name, number } = card;
      const today = t('floor.stepToday', { count: card.today });
      return {
        name: name === null ? t('floor.stepUnknown') : `${number}. ${name[language]} – ${title?.[language] ?? ''}`,
        // Nobody comes to it any more: no number is no good news, and is not told as one.
        value: card.gone && card.now === 0 ? '–' : count(card.now),
        note: card.gone ? `${t('floor.stepGone')} ${today}` : today,
        grave,
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
