import fc from 'fast-check';
import { changeCase } from '../../server/app/cases/case-writer.ts';
import type { Actor } from '../../server/app/people/policies.ts';
import type { CaseRecord } from '../../server/app/ports/cases.ts';
import { outcomeOf } from '../../server/domain/call/call.ts';
import { newCase } from '../../server/domain/case/case.ts';
import type { ActionData } from '../../server/domain/case/events.ts';
import { nextDeadline } from '../../server/domain/sop/step.ts';
import type { CallEvent } from '../../telephony/events.ts';
import { createDesk, type Desk, surabaya } from '../support/scenario-desk.ts';
import { hotlineUnder } from '../support/sops.ts';

const rina: Actor = { userId: 'rina', role: 'supervisor' };
const hadi: Actor = { userId: 'hadi', role: 'official' };

/** What somebody does; `types`: the first word of a form. */
interface Act {
  readonly who: Actor;
  readonly event: string;
  readonly fields?: Readonly<Record<string, string>>;
}
const acts: readonly Act[] = [
  { who: rina, event: 'types' },
  { who: rina, event: 'intake.saved', fields: { callerName: 'Bu Ana', category: 'ktp_el', complaint: 'rusak' } },
  { who: rina, event: 'case.corrected', fields: { complaint: 'rusak berat', callerName: 'Bu Ani' } },
  { who: rina, event: 'analysis.saved', fields: { problemFrame: 'frame' } },
  { who: rina, event: 'solution.saved', fields: { solution: 'come by' } },
  { who: rina, event: 'solution.not_found' },
  { who: rina, event: 'case.dispatched', fields: { dispatchNote: 'please look' } },
  { who: rina, event: 'case.forwarded', fields: { assigneeId: 'hadi' } },
  { who: hadi, event: 'case.returned', fields: { reason: 'not mine' } },
  { who: hadi, event: 'solution.given', fields: { solution: 'deleted' } },
  { who: rina, event: 'confirmation.saved' },
  { who: rina, event: 'confirmation.another' },
  { who: rina, event: 'confirmation.refused', fields: { reason: 'still wrong' } },
  { who: rina, event: 'answer.sent', fields: { via: 'message' } },
  { who: rina, event: 'answer.sent', fields: { via: 'letter', proof: 'receipt 12' } },
  { who: rina, event: 'contact.failed' },
  ...['resolved', 'dispatched', 'information', 'prank'].map((disposition) => {
    return { who: rina, event: 'recap.saved', fields: { disposition, recapSummary: 'sum' } };
  }),
  ...['junk', 'unreachable'].map((endedAs) => {
    return { who: rina, event: 'case.ended', fields: { endedAs, reason: 'why' } };
  }),
];
const act = (name: string) =>
  acts.find(({ event, fields }) => `${event} ${fields?.disposition ?? ''}`.trim() === name) as Act;

const of = { callId: 'call', at: 0 };
const leg = (offerId: string) => ({ offerId, extension: offerId });
const told: readonly CallEvent[] = [
  { ...of, id: 'queued', type: 'call.queued', queue: 'hotline' },
  ...['o1', 'o2'].flatMap((offer): CallEvent[] => [
    { ...of, ...leg(offer), id: `offered ${offer}`, type: 'call.offered', queue: 'hotline' },
    { ...of, ...leg(offer), id: `lapsed ${offer}`, type: 'offer.lapsed', reason: 'no-answer' },
    { ...of, ...leg(offer), id: `answered ${offer}`, type: 'call.answered' },
  ]),
  { ...of, id: 'held', type: 'call.held' },
  { ...of, id: 'resumed', type: 'call.resumed' },
];
const ended: CallEvent = { ...of, id: 'ended', type: 'call.ended', endedBy: 'caller' };

const move = fc.record({
  afterMs: fc.oneof(fc.integer({ min: 0, max: 8_000 }), fc.integer({ min: 0, max: 600_000 })),
  lateMs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_000 }) },
  ),
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...told) },
    { weight: 6, arbitrary: fc.constantFrom(...acts) },
    { weight: 2, arbitrary: fc.constantFrom('gateway takes' as const, 'gateway refuses' as const) },
    { weight: 1, arbitrary: fc.constant(ended) },
  ),
  ticket: fc.integer({ min: 1, max: 2 }),
});
type Move = typeof move extends fc.Arbitrary<infer Of> ? Of : never;

/** How a call often goes; a story has more or less of it, and anything between and after. */
const find = (id: string) => told.find((event) => event.id === id) as CallEvent;
const usual: readonly Move[] = [
  find('queued'),
  find('offered o1'),
  find('answered o1'),
  ...['intake.saved', 'solution.not_found', 'case.dispatched'].map(act),
  ended,
  ...['recap.saved dispatched', 'case.forwarded', 'solution.given', 'answer.sent'].map(act),
  'gateway takes' as const,
].map((what) => ({ afterMs: 2_000, lateMs: 0, what, ticket: 1 }));
const between = fc.array(fc.option(move, { freq: 2 }), { minLength: usual.length, maxLength: usual.length });
const story: fc.Arbitrary<readonly Move[]> = fc
  .tuple(fc.integer({ min: 0, max: usual.length }), between, fc.array(move, { maxLength: 30, size: 'max' }))
  .map(([begun, others, moves]) => [
    ...usual.slice(0, begun).flatMap((one, index) => [one, others[index] ?? []].flat()),
    ...moves,
  ]);

/** A call that arrives at 0 and goes as the moves say, as far as they are allowed. */
function play(moves: readonly Move[], twice = false): Desk {
  const desk = createDesk();
  let now = 0;
  desk.exchange({ ...of, id: 'arrived', type: 'call.arrived', ani: '081234567890', dnis: '1500000' }, null, 0);
  desk.numbered(0, 0);
  const passUntil = (moment: number) => {
    for (let at = desk.next(); at !== null && at <= moment; at = desk.next()) desk.raise(at);
  };
  moves.forEach(({ afterMs, lateMs, what, ticket }, index) => {
    now += afterMs;
    passUntil(now);
    for (let time = 0; time < (twice ? 2 : 1); time += 1) {
      if (typeof what === 'string') {
        if (time === 0) desk.gateway(ticket, what === 'gateway takes', now);
      } else if ('callId' in what) desk.exchange({ ...what, at: Math.max(0, now - lateMs) }, 'siti', now);
      else if (what.event === 'types') desk.type(what.who, ticket, `act ${index}`, now);
      else desk.act(what.who, ticket, what.event, what.fields ?? {}, `act ${index}`, now);
    }
  });
  return desk;
}

/** The cases without the ids of their alerts, made anew from the log as the database would give it back. */
function replayed(desk: Desk) {
  const sops = hotlineUnder(surabaya);
  return desk.cases.map(({ caseId, ...rest }) => {
    let record: CaseRecord = { ...rest, caseId, state: newCase, version: 0 };
    const log = JSON.parse(JSON.stringify(desk.log)) as typeof desk.log;
    const raised: unknown[] = [];
    for (const { event, recordedAt } of log.filter((entry) => entry.caseId === caseId)) {
      const change = changeCase(sops, record, [event], null, recordedAt);
      record = change.record;
      raised.push(...change.alerts.map(({ alertId: _, ...alert }) => alert));
    }
    return { record, raised };
  });
}

/** Whether the citizen heard the last answer after it was given, read from the log alone; null: none was given. */
function heardIn(log: Desk['log']): boolean | null {
  let answer: string | null = null;
  let heard = false;
  for (const { event } of log) {
    const { fields = {} } = event.data as ActionData;
    if (event.type === 'solution.saved' || event.type === 'solution.given') {
      heard = heard && answer === fields.solution;
      answer = fields.solution ?? answer;
    }
    if (/^confirmation\.(saved|another)$/.test(event.type)) heard = answer !== null;
    if (event.type === 'answer.sent') heard = true;
  }
  return answer === null ? null : heard;
}

describe('whatever happens to a call and its cases', () => {
  it('the log, replayed with the moments at which it was written, rebuilds every case and every alert', () => {
    fc.assert(
      fc.property(story, (moves) => {
        const desk = play(moves);
        for (const [index, { record, raised }] of replayed(desk).entries()) {
          expect(record).toEqual(desk.cases[index]);
          const own = desk.alerts.filter(({ caseId }) => caseId === record.caseId);
          expect(raised).toEqual(own.map(({ alertId: _, ...alert }) => alert));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a state that went through the database is the same state', () => {
    fc.assert(
      fc.property(story, (moves) => {
        const { cases, call } = play(moves);
        expect(JSON.parse(JSON.stringify({ cases, call }))).toEqual({ cases, call });
      }),
    );
  });

  it('what the exchange tells twice happens once', () => {
    fc.assert(
      fc.property(story, (moves) => {
        const [once, twice] = [play(moves), play(moves, true)];
        expect(twice.cases).toEqual(once.cases);
        expect(twice.call).toEqual(once.call);
        expect(twice.alerts).toEqual(once.alerts);
      }),
    );
  });

  it('no two alerts have one id, and no threshold of a run has two alerts', () => {
    let alerts = 0;
    fc.assert(
      fc.property(story, (moves) => {
        const desk = play(moves);
        const ids = desk.alerts.map(({ alertId }) => alertId);
        const thresholds = desk.alerts.map(
          ({ caseId, runId, kind, percent }) => `${caseId} ${runId} ${kind} ${percent}`,
        );
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(thresholds).size).toBe(thresholds.length);
        alerts += ids.length;
      }),
      { numRuns: 200 },
    );
    expect(alerts).toBeGreaterThan(100);
  });

  it('a call ends one way, and its case is abandoned exactly if nobody answered', () => {
    const outcomes = new Set<string | null>();
    fc.assert(
      fc.property(story, (moves) => {
        const { call, cases } = play(moves);
        const outcome = call && outcomeOf(call);
        outcomes.add(outcome);
        const [first] = cases;
        expect(first?.state.status === 'abandoned').toBe(outcome === 'abandoned' || outcome === 'shortAbandoned');
        expect(outcome === 'answered').toBe(Boolean(call?.ended && call.answered));
      }),
      { numRuns: 200 },
    );
    expect(outcomes).toEqual(new Set([null, 'answered', 'abandoned', 'shortAbandoned']));
  });

  it('a case that is over has nothing to wait for, and has an end that somebody gave it; no answer went unheard', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(story, (moves) => {
        const { cases, log } = play(moves);
        for (const { state, caseId } of cases) {
          expect(state.closedAt !== null).toBe(state.status === 'closed' || state.status === 'abandoned');
          if (state.closedAt === null) continue;
          ends.add(`${state.status} ${state.endedAs ?? state.disposition}`);
          expect(state.sop.runs.filter(({ verdict }) => verdict === 'running')).toEqual([]);
          expect(nextDeadline(surabaya, state.sop)).toBeNull();
          const own = log.filter((entry) => entry.caseId === caseId);
          const recapped = own.some(({ event }) => event.type === 'recap.saved');
          expect(recapped || state.endedAs !== null).toBe(state.status === 'closed');
          if (state.endedAs !== null) continue;
          if (state.disposition === 'dispatched') expect(heardIn(own)).toBe(true);
          if (state.disposition !== 'resolved') continue;
          expect(state.solution).not.toBeNull();
          // One that the agent writes with the recap was said on the call.
          expect(heardIn(own)).not.toBe(false);
        }
      }),
      { numRuns: 2_000, seed: 11 },
    );
    const ways = ['abandoned null', 'closed prank', 'closed resolved', 'closed dispatched', 'closed junk'];
    expect([...ends]).toEqual(expect.arrayContaining(ways));
  });
});
