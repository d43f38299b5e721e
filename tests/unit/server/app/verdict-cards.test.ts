import { changeCase } from '../../../../server/app/cases/case-writer.ts';
import { verdictCards } from '../../../../server/app/cases/verdict-cards.ts';
import type { CaseRecord } from '../../../../server/app/ports/cases.ts';
import { newCase } from '../../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../../server/domain/case/events.ts';
import type { StepDefinition } from '../../../../server/domain/sop/step-definition.ts';
import { type Timekeeper, wallClock } from '../../../../server/domain/sop/timekeeper.ts';
import { hotlineUnder, sopWith, stepWith } from '../../../support/sops.ts';

const directory = { nameOf: (id: string | null) => id && `Bu ${id}` };
const happened = (type: string, at: number, data: object = {}) =>
  ({ id: `${type} ${at}`, type, at, data }) as CaseEvent;

/** What is said of a case after these events, each by Sari unless it is the exchange's, at `now`. */
function said(
  steps: readonly StepDefinition[],
  events: readonly CaseEvent[],
  now: number,
  time: Timekeeper = wallClock,
) {
  const sop = sopWith(steps);
  const sops = hotlineUnder(sop, time);
  const blank = { caseId: 'c', serviceId: 'hotline', sopId: 'p', sopVersion: '1', version: 0, state: newCase };
  let record = blank as CaseRecord;
  const history = events.flatMap((event) => {
    const change = changeCase(sops, record, [event], event.type.startsWith('call.') ? null : 'Sari', event.at);
    record = change.record;
    return change.events;
  });
  return verdictCards({ record, sop, time, history, directory, now });
}

describe('the verdicts of a case, for people', () => {
  it('say who ended a step by what, how long it took and of how much', () => {
    const { runs, verdict } = said([stepWith({})], [happened('go', 100), happened('done', 900)], 5_000);
    expect(runs).toMatchObject([
      { step: 'a', verdict: 'met', overdue: false, corrected: false, elapsed: 800, budget: 1_000, unit: 'ms' },
    ]);
    expect(runs[0]).toMatchObject({ actor: { en: 'agent' }, endedBy: { type: 'done', name: 'Bu Sari' } });
    expect(verdict).toMatchObject({ verdict: 'met', startedAt: 100, endedAt: 900, met: 1, skipped: [] });
  });

  it('name the agent whose telephone it was, of what the exchange told', () => {
    const steps = [stepWith({ ends: ['call.answered'] })];
    const { runs } = said(steps, [happened('go', 0), happened('call.answered', 10, { agentId: 'Budi' })], 20);
    expect(runs[0]?.endedBy).toEqual({ type: 'call.answered', name: 'Bu Budi' });
  });

  it('count what still runs until now, and say when it should have ended', () => {
    const still = (now: number, ...more: CaseEvent[]) => said([stepWith({})], [happened('go', 0), ...more], now);
    expect(still(700).runs[0]).toMatchObject({ verdict: 'running', overdue: false, elapsed: 700, endedBy: null });
    const late = still(1_500, happened('timer', 1_001));
    expect(late.runs[0]).toMatchObject({ verdict: 'running', overdue: true, elapsed: 1_500 });
    expect(late.verdict).toMatchObject({ verdict: 'breached', running: 1, breached: 0 });
  });

  it('count working days where the procedure does, and name the steps it never came to', () => {
    const days: Timekeeper = {
      dueAt: (_clock, from, amount) => from + amount * 10,
      spent: (_clock, from, to) => (to - from) / 10,
    };
    const steps = [
      stepWith({ budget: { clock: 'workday', amount: 3 }, warnPercents: [] }),
      stepWith({ id: 'b', number: 2, starts: [{ on: 'never' }] }),
    ];
    const { runs, verdict } = said(steps, [happened('go', 0), happened('done', 20)], 99, days);
    expect(runs).toMatchObject([{ elapsed: 2, budget: 3, unit: 'workdays', verdict: 'met' }]);
    expect(verdict.skipped).toEqual([{ number: 2, name: { id: 'A', en: 'A' } }]);
  });

  it('promise nothing where the procedure does not', () => {
    const { runs } = said([stepWith({ budget: null })], [happened('go', 0), happened('off', 7)], 9);
    expect(runs).toMatchObject([{ budget: null, elapsed: 7, verdict: 'cancelled', dueAt: null }]);
  });
});
