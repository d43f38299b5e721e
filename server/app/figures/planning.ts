import { setImmediate as others } from 'node:timers/promises';
import { officeDay, startOfOfficeDay } from '../../domain/calendar/office-day.ts';
import { intervalsOf, type Period } from '../../domain/figures/period.ts';
import { errorOf, type ForecastError, foreseen, patienceOf, pointsOff } from '../../domain/planning/forecast.ts';
import { agentsNeeded, type Callers, type Goal, type Modelled, modelled } from '../../domain/planning/staffing.ts';
import type { CallFigures, FigureStore } from '../ports/figures.ts';
import type { Clock } from '../ports/ports.ts';

export interface PlanAsked extends Omit<Period, 'interval'> {
  readonly serviceId?: string | undefined;
  readonly goal: Goal;
  /** Of how many weeks before the same weekday is looked at. */
  readonly weeks: number;
}

/** From what the models are fed. */
export interface Basis {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Mean of talk, hold and wrap-up, ms; null: nobody was answered. */
  readonly handleMs: number | null;
  /** Mean, ms; null: nobody gave up, so that it is not known. */
  readonly patienceMs: number | null;
}

export interface PlannedInterval {
  /** Half an hour from then on, epoch ms. */
  readonly at: number;
  /** Calls; null: of none of the weeks before anything is known. */
  readonly forecast: number | null;
  readonly weeks: number;
  /** Agents by each model, for the forecast; null: there is no forecast or no handling time. */
  readonly needed: { readonly c: number | null; readonly a: number | null } | null;
  /** Null: it is not over, or lies before anything is known. `agents` were there on average. */
  readonly happened:
    | (Pick<CallFigures, 'offered' | 'answered' | 'inTime'> & {
        readonly abandoned: number;
        readonly waitMs: number | null;
        readonly agents: number;
      })
    | null;
  /** What the models say of the calls that came and the agents who were there; null: nobody called. */
  readonly model: Modelled | null;
}

type Points = ReturnType<typeof pointsOff>;

export interface Plan {
  /** Office day of the first call of which anything is known; null: of none. */
  readonly since: string | null;
  readonly before: Basis;
  readonly period: Basis;
  /** Those in which something was foreseen, or happened, or somebody was there. */
  readonly intervals: readonly PlannedInterval[];
  readonly error: ForecastError;
  /** Models beside what happened, weighted by calls. */
  readonly replay: { readonly c: Points; readonly a: Points; readonly abandoned: Points };
}

export interface PlanningDeps {
  readonly store: Pick<FigureStore, 'calls' | 'planning'>;
  readonly clock: Clock;
}

const intervalMs = 1_800_000;
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** So many intervals are modelled before others have their turn: calls go before planning. */
const atOnce = 24;

/** Forecast, need and replay of a period, half hour by half hour. Throws when the database is away. */
export function createPlanning({ store, clock }: PlanningDeps) {
  return async (asked: PlanAsked): Promise<Plan> => {
    const { goal, serviceId, zone } = asked;
    const now = clock.now();
    const period: Period = { ...asked, interval: '30m' };
    const start = startOfOfficeDay(asked.from, zone);
    const past: Period = {
      ...period,
      from: officeDay(start - asked.weeks * weekMs, zone),
      to: officeDay(start - dayMs, zone),
    };
    const [told, waitedBefore, waited, there, since] = await Promise.all([
      store.calls({ ...past, to: asked.to, by: 'queue', serviceId, thresholdMs: goal.seconds * 1_000 }),
      store.planning.waits(past, serviceId),
      store.planning.waits(period, serviceId),
      store.planning.there(period, serviceId, now),
      store.planning.since(serviceId),
    ]);
    const basisOf = (of: (at: number) => boolean, waits: typeof waited): Basis => {
      const figures = told.byInterval.filter(({ at }) => of(at)).map((one) => one.figures);
      const sum = (what: (of: CallFigures) => number) => figures.reduce((total, one) => total + what(one), 0);
      const answered = sum((one) => one.answered);
      const handled = sum(({ talkMs, heldMs, wrapUpMs }) => talkMs + heldMs + wrapUpMs);
      const patience = patienceOf({ waitedSeconds: waits.waitedMs / 1_000, abandoned: waits.abandoned });
      return {
        ...{ offered: sum((one) => one.offered), answered, abandoned: waits.abandoned },
        handleMs: answered === 0 || handled <= 0 ? null : Math.round(handled / answered),
        patienceMs: patience === null ? null : Math.round(patience * 1_000),
      };
    };
    const before = basisOf((at) => at < start, waitedBefore);
    const within = basisOf((at) => at >= start, waited);
    const first = since === null ? null : startOfOfficeDay(officeDay(since, zone), zone);
    const known = (at: number) => first !== null && at >= first && at + intervalMs <= now;
    const callsAt = new Map(told.byInterval.map(({ at, figures }) => [at, figures]));
    const agentsAt = new Map(there.map(({ at, ms }) => [at, ms / intervalMs]));

    const intervals: PlannedInterval[] = [];
    for (const [index, at] of intervalsOf(period).entries()) {
      if (index % atOnce === 0) await others();
      const weeks = Array.from({ length: asked.weeks }, (_, n) => at - (n + 1) * weekMs).filter(known);
      const forecast = foreseen(weeks.map((week) => callsAt.get(week)?.offered ?? 0));
      const callers = forecast === null ? null : callersOf(forecast, before.handleMs === null ? within : before);
      const happened = known(at) ? happenedOf(callsAt.get(at), agentsAt.get(at) ?? 0) : null;
      const came = happened && callersOf(happened.offered, within.handleMs === null ? before : within);
      if (!forecast && !happened?.offered && !happened?.agents) continue;
      intervals.push({
        ...{ at, forecast, weeks: weeks.length, happened },
        needed: callers && agentsNeeded(callers, goal),
        model: came && came.callsPerSecond > 0 ? modelled(happened.agents, came, goal.seconds) : null,
      });
    }
    return {
      since: since === null ? null : officeDay(since, zone),
      ...{ before, period: within, intervals, ...comparedOf(intervals) },
    };
  };
}

export type Planning = ReturnType<typeof createPlanning>;

/** Null: how long a call takes is not known. */
function callersOf(calls: number, { handleMs, patienceMs }: Basis): Callers | null {
  if (handleMs === null) return null;
  return {
    callsPerSecond: (calls * 1_000) / intervalMs,
    handleSeconds: handleMs / 1_000,
    patienceSeconds: patienceMs === null ? null : patienceMs / 1_000,
  };
}

function happenedOf(figures: CallFigures | undefined, agents: number) {
  const { offered = 0, answered = 0, inTime = 0, abandoned = 0, shortAbandoned = 0 } = figures ?? {};
  return {
    ...{ offered, answered, inTime, abandoned: abandoned + shortAbandoned, agents },
    waitMs: figures?.answer.mean ?? null,
  };
}

function comparedOf(intervals: readonly PlannedInterval[]): Pick<Plan, 'error' | 'replay'> {
  const told = intervals.flatMap(({ forecast, happened }) =>
    forecast === null || happened === null ? [] : [{ foreseen: forecast, happened: happened.offered }],
  );
  const points = (of: (model: Modelled) => number | undefined, really: 'inTime' | 'abandoned') =>
    pointsOff(
      intervals.flatMap(({ model, happened }) => {
        const told = model ? of(model) : undefined;
        if (told === undefined || !happened) return [];
        return [{ calls: happened.offered, told, happened: happened[really] / happened.offered }];
      }),
    );
  return {
    error: errorOf(told),
    replay: {
      c: points(({ c }) => c.inTime, 'inTime'),
      a: points(({ a }) => a?.inTime, 'inTime'),
      abandoned: points(({ a }) => a?.abandoned, 'abandoned'),
    },
  };
}
