import type {
  AgentFigures,
  CallFigures,
  CaseFigures,
  HeatFigures,
  MessageFigures,
  OpenFigures,
  StepFigures,
} from './figures.ts';
import type { IkmFigures, QuestionFigures, StepCost } from './surveys.ts';

/**
 * What is read off figures, in the order of their columns: the console's tables, spreadsheets and papers have the same.
 * It is loaded with the page of figures, and not with the routes.
 */

/** A column of a table of figures. `ms` is a length, `share` is told in per cent, `mean` with decimals; null: nothing to be told of. */
export interface Column<Figures> {
  readonly name: string;
  readonly as: 'count' | 'ms' | 'share' | 'mean';
  readonly of: (figures: Figures) => number | null;
  /** It is read off ends, of which some may be estimated. */
  readonly byEnds?: true;
}

/** Whether what a column tells of these figures rests on ends that nobody heard: it is told with `≈`. */
export const isEstimate = <F>({ byEnds }: Pick<Column<F>, 'byEnds'>, figures: object | null): boolean =>
  byEnds === true && Number((figures as { estimated?: number } | null)?.estimated ?? 0) > 0;

const byEnds = <F>(...columns: readonly Column<F>[]): Column<F>[] =>
  columns.map((column) => ({ ...column, byEnds: true }));

/** A part of a whole; null: of nothing. */
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const each = (ms: number, times: number): number | null => (times === 0 ? null : ms / times);

const count = <F>(name: keyof F & string): Column<F> => ({ name, as: 'count', of: (figures) => Number(figures[name]) });

/** Service level has three definitions in the field; all of them are shown, each by its name. */
export const callColumns: readonly Column<CallFigures>[] = [
  ...(['arrived', 'offered'] as const).map((name) => count<CallFigures>(name)),
  ...byEnds(
    ...(['answered', 'abandoned', 'shortAbandoned'] as const).map((name) => count<CallFigures>(name)),
    { name: 'ofOffered', as: 'share', of: ({ inTime, offered }) => share(inTime, offered) },
    { name: 'ofAnsweredAndAbandoned', as: 'share', of: (f) => share(f.inTime, f.answered + f.abandoned) },
    { name: 'ofAnswered', as: 'share', of: ({ inTime, answered }) => share(inTime, answered) },
    { name: 'answerMean', as: 'ms', of: ({ answer }) => answer.mean },
    { name: 'answerMedian', as: 'ms', of: ({ answer }) => answer.median },
    { name: 'answerP90', as: 'ms', of: ({ answer }) => answer.p90 },
    { name: 'talk', as: 'ms', of: ({ talkMs, answered }) => each(talkMs, answered) },
    { name: 'held', as: 'ms', of: ({ heldMs, answered }) => each(heldMs, answered) },
    { name: 'wrapUp', as: 'ms', of: ({ wrapUpMs, answered }) => each(wrapUpMs, answered) },
    { name: 'handling', as: 'ms', of: (f) => each(f.talkMs + f.heldMs + f.wrapUpMs, f.answered) },
  ),
  { name: 'netOffered', as: 'count', of: ({ offered, pranks }) => offered - pranks.offered },
  ...byEnds<CallFigures>(
    { name: 'netAnswered', as: 'count', of: ({ answered, pranks }) => answered - pranks.answered },
    { name: 'netInTime', as: 'share', of: (f) => share(f.inTime - f.pranks.inTime, f.offered - f.pranks.offered) },
  ),
  { name: 'placed', as: 'count', of: ({ placed }) => placed },
  ...byEnds(count<CallFigures>('reached')),
  { name: 'estimated', as: 'count', of: ({ estimated }) => estimated },
];

/** One of these stands in a table of weekdays and hours. */
export const heatMeasures: readonly Column<HeatFigures>[] = [
  count<HeatFigures>('arrived'),
  ...byEnds(
    count<HeatFigures>('inTime'),
    { name: 'ofOffered', as: 'share', of: ({ inTime, offered }) => share(inTime, offered) },
    count<HeatFigures>('abandoned'),
    { name: 'answerMedian', as: 'ms', of: ({ answer }) => answer.median },
  ),
];

export const caseColumns: readonly Column<CaseFigures>[] = [
  ...(['opened', 'repeats', 'closed', 'abandoned', 'otherwise', 'answered', 'handedOver'] as const).map((name) =>
    count<CaseFigures>(name),
  ),
  { name: 'firstContact', as: 'share', of: ({ firstContact, answered }) => share(firstContact, answered) },
  ...(['pranks', 'follows'] as const).map((name) => count<CaseFigures>(name)),
  { name: 'lengthMedian', as: 'ms', of: ({ length }) => length.median },
  { name: 'lengthP90', as: 'ms', of: ({ length }) => length.p90 },
];

export const openColumns: readonly Column<OpenFigures>[] = [
  ...(['open', 'underOneDay', 'underThreeDays', 'underSevenDays', 'underThirtyDays', 'older'] as const).map((name) =>
    count<OpenFigures>(name),
  ),
  { name: 'ageMedian', as: 'ms', of: ({ age }) => age.median },
  { name: 'ageP90', as: 'ms', of: ({ age }) => age.p90 },
  { name: 'oldest', as: 'ms', of: ({ age }) => age.longest },
];

export const messageColumns: readonly Column<MessageFigures>[] = [
  ...(['received', 'turns', 'replied'] as const).map((name) => count<MessageFigures>(name)),
  { name: 'unreplied', as: 'count', of: ({ turns, replied }) => turns - replied },
  { name: 'replyMean', as: 'ms', of: ({ reply }) => reply.mean },
  { name: 'replyMedian', as: 'ms', of: ({ reply }) => reply.median },
  { name: 'replyP90', as: 'ms', of: ({ reply }) => reply.p90 },
  ...(['sent', 'delivered', 'failed', 'queued', 'parts'] as const).map((name) => count<MessageFigures>(name)),
];

const inMs = (value: number | null, clock: string | null) => (clock === 'workday' ? null : value);

/** Steps by working days have no length in ms; what they were kept to is told all the same. */
export const stepColumns: readonly Column<StepFigures>[] = [
  { name: 'budget', as: 'ms', of: ({ budget, clock }) => inMs(budget, clock) },
  ...byEnds(
    ...(['met', 'breached'] as const).map((name) => count<StepFigures>(name)),
    { name: 'kept', as: 'share', of: ({ met, breached }) => share(met, met + breached) },
    { name: 'spentMedian', as: 'ms', of: ({ spent, clock }) => inMs(spent.median, clock) },
    { name: 'spentP90', as: 'ms', of: ({ spent, clock }) => inMs(spent.p90, clock) },
    { name: 'longest', as: 'ms', of: ({ spent, clock }) => inMs(spent.longest, clock) },
  ),
  ...(['cancelled', 'corrected', 'estimated'] as const).map((name) => count<StepFigures>(name)),
];

const busy = (f: AgentFigures) => f.reservedMs + f.talkingMs + f.wrapUpMs;

export const agentColumns: readonly Column<AgentFigures>[] = [
  ...(['rung', 'answered', 'missed', 'refused'] as const).map((name) => count<AgentFigures>(name)),
  { name: 'talk', as: 'ms', of: ({ talkMs, answered }) => each(talkMs, answered) },
  { name: 'held', as: 'ms', of: ({ heldMs, answered }) => each(heldMs, answered) },
  { name: 'ready', as: 'ms', of: ({ readyMs }) => readyMs },
  { name: 'talking', as: 'ms', of: ({ talkingMs }) => talkingMs },
  { name: 'inWrapUp', as: 'ms', of: ({ wrapUpMs }) => wrapUpMs },
  { name: 'notReady', as: 'ms', of: ({ notReadyMs }) => notReadyMs },
  { name: 'occupancy', as: 'share', of: (figures) => share(busy(figures), busy(figures) + figures.readyMs) },
];

/** How one question was answered: from 1, the worst, to 4. Of a single agent and of few answers only how many there are is told. */
export const satisfactionColumns: readonly Column<QuestionFigures>[] = [
  { name: 'answers', as: 'count', of: ({ count: answers }) => answers },
  { name: 'meanValue', as: 'mean', of: ({ mean }) => mean },
  ...([1, 2, 3, 4] as const).map(
    (value): Column<QuestionFigures> => ({
      ...{ name: `value${value}`, as: 'count' },
      of: ({ counts }) => counts?.[value - 1] ?? null,
    }),
  ),
];

const elements = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'] as const;

/** The index of citizens' satisfaction: who answered, of how many, what they gave to each element, and what it comes to. */
export const ikmColumns: readonly Column<IkmFigures>[] = [
  { name: 'index', as: 'mean', of: ({ index }) => index },
  ...(['respondents', 'sample', 'population'] as const).map((name) => count<IkmFigures>(name)),
  ...elements.map(
    (code): Column<IkmFigures> => ({
      ...{ name: code, as: 'mean' },
      of: (figures) => figures.elements?.find((one) => one.code === code)?.mean ?? null,
    }),
  ),
];

/** How cases were rated in which a step was late, beside those in which it was not. */
export const stepCostColumns: readonly Column<StepCost>[] = [
  { name: 'lateRated', as: 'count', of: ({ late }) => late.count },
  { name: 'lateMean', as: 'mean', of: ({ late }) => late.mean },
  { name: 'inTimeRated', as: 'count', of: ({ inTime }) => inTime.count },
  { name: 'inTimeMean', as: 'mean', of: ({ inTime }) => inTime.mean },
  { name: 'cost', as: 'mean', of: ({ cost }) => cost },
];
