import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Response } from '../../../../server/contract/api.ts';
import {
  columnsTyped,
  type ErlangModel,
  numberTyped,
  type RosterColumn,
  type RosterRow,
  rosterDays,
  rosterOf,
} from '../../model/roster.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';

/** What a planner has typed. It outlives the dialog, so that a press of Escape costs nobody a day's roster. */
export interface RosterDraft {
  /** Null: the one that is planned first. */
  readonly day: string | null;
  readonly model: ErlangModel;
  /** By {@link nameOf}; what is not in it stands as proposed. */
  readonly typed: Readonly<Record<string, string>>;
  /** Seconds. Null: as measured. */
  readonly handle: number | null;
  readonly patience: number | null;
}

export const emptyRoster: RosterDraft = { day: null, model: 'c', typed: {}, handle: null, patience: null };

export interface RosterAsked {
  readonly plan: Response<'planning'>;
  /** Its id; empty: all. */
  readonly service: string;
  /** Per cent. */
  readonly goal: number;
  /** Seconds. */
  readonly threshold: number;
  readonly draft: RosterDraft;
}

export interface RosterLine {
  /** Epoch ms at which the half hour begins. */
  readonly at: number;
  /** As it stands in its cell. */
  readonly text: Readonly<Record<RosterColumn, string>>;
  /** Null: what stands there is no number that can be taken. */
  readonly value: Readonly<Record<RosterColumn, number | null>>;
  /** Null: it is not told yet. */
  readonly told: Response<'whatIf'>['rows'][number] | null;
}

/** Under which name a cell is kept: another service's roster is another one. */
export const nameOf = (service: string, at: number, column: RosterColumn) => `${service} ${at} ${column}`;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
/** How long nobody types before the server is asked, ms. */
const restMs = 400;

/** A day's half hours as they stand, and what the server says of them once the fingers rest. */
export function useRoster({ plan, service, goal, threshold, draft }: RosterAsked) {
  const language = useLanguage();
  const { rest } = useWorkplace().desk;
  const { days, first } = rosterDays(plan.intervals, plan.zone);
  const day = draft.day !== null && days.includes(draft.day) ? draft.day : first;
  const basis = plan.before.handleMs === null ? plan.period : plan.before;
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);
  const measured = { handle: seconds(basis.handleMs), patience: seconds(basis.patienceMs) };
  // Erlang A says nothing as long as nobody knows how patient callers are.
  const model = (draft.patience ?? measured.patience) === null ? 'c' : draft.model;
  const rows = day === null ? [] : rosterOf(plan.intervals, { zone: plan.zone, day, model });

  const cellOf = ({ at, ...proposed }: RosterRow, column: RosterColumn, typed: RosterDraft['typed']) => {
    const text = typed[nameOf(service, at, column)];
    if (text !== undefined) return { text, value: numberTyped(text, column) };
    const value = proposed[column];
    // Without points between thousands: what stands here is typed on.
    const plain = value === null ? '' : String(Math.round(value * 10) / 10);
    return { text: language === 'id' ? plain.replace('.', ',') : plain, value: value ?? 0 };
  };
  const linesOf = ({ typed }: RosterDraft) =>
    rows.map((row) => {
      const [calls, agents] = columnsTyped.map((column) => cellOf(row, column, typed));
      return {
        at: row.at,
        text: { calls: calls?.text ?? '', agents: agents?.text ?? '' },
        value: { calls: calls?.value ?? null, agents: agents?.value ?? null },
      };
    });
  /** Null: a cell holds no number, or how long a call takes is not known. */
  const bodyOf = (of: RosterDraft) => {
    const handleSeconds = of.handle ?? measured.handle;
    const numbers = linesOf(of).flatMap(({ value: { calls, agents } }) =>
      calls === null || agents === null ? [] : [{ calls, agents }],
    );
    if (handleSeconds === null || numbers.length === 0 || numbers.length < rows.length) return null;
    return { threshold, goal, handleSeconds, patienceSeconds: of.patience ?? measured.patience, rows: numbers };
  };

  const [settled] = useDebouncedValue(draft, restMs);
  const asked = bodyOf(settled);
  const answer = useQuery({
    queryKey: ['what-if', asked],
    queryFn: async () => (asked === null ? null : { asked, told: await rest.call('whatIf', { body: asked }) }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: asked !== null,
  });
  const { asked: of, told } = (answer.error === null && answer.data) || { asked: null, told: null };
  const wanted = bodyOf(draft);
  const settings = (body: typeof wanted) => body && { ...body, rows: [] };
  // A row is told by its own numbers alone: those that nobody touches keep theirs while others are typed.
  const known = of !== null && same(settings(of), settings(wanted ?? asked));
  const lines = linesOf(draft).map(
    (line, row): RosterLine => ({
      ...line,
      told: (known && same(of.rows[row], line.value) && told?.rows[row]) || null,
    }),
  );
  return {
    ...{ days, day, lines, measured, model, error: answer.error },
    /** Of all that stands there now; null: it is not told yet, or nobody calls. */
    whole: (wanted !== null && same(of, wanted) && told?.whole) || null,
  };
}
