import fc from 'fast-check';
import type { CallState } from '../../server/domain/call/call.ts';
import { anonymousEvent, anonymousState } from '../../server/domain/case/anonymise.ts';
import { applyCaseEvent, newCase } from '../../server/domain/case/case.ts';
import type { CaseEvent } from '../../server/domain/case/events.ts';
import { type CaseFacts, caseFacts } from '../../server/domain/fact/case-facts.ts';
import { ringsOf } from '../../server/domain/fact/rings.ts';
import { stepOf } from '../../server/domain/sop/thresholds.ts';
import { wallClock } from '../../server/domain/sop/timekeeper.ts';
import { courseOf, story } from '../support/courses.ts';
import { shipped, sopNames } from '../support/sops.ts';

const runs = { numRuns: 60 };

describe.each(sopNames)('whatever happens to a case under %s', (name) => {
  const sop = shipped(name);
  const of = { caseId: 'c', callId: null, linkedTo: null, serviceId: 's', sopId: sop.id, sopVersion: sop.version };

  it('its facts are the same whether they are made as it happens or from the whole history', () => {
    let ended = 0;
    fc.assert(
      fc.property(story, (one) => {
        const { log } = courseOf(sop, one);
        const told = log.map((event) => ({ event, personId: 'sari' }));
        const kept = new Map<string, CaseFacts['steps'][number]>();
        let state = newCase;
        let end: CaseFacts['end'] = null;
        for (const [index, event] of log.entries()) {
          state = applyCaseEvent(sop, state, event, event.at, wallClock).state;
          const facts = caseFacts({ ...of, openedAt: 0, state }, sop, told.slice(index, index + 1), wallClock);
          for (const fact of facts.steps) {
            // A step that has ended is told of once.
            expect(kept.has(fact.runId)).toBe(false);
            kept.set(fact.runId, fact);
          }
          end = facts.end;
        }
        const whole = caseFacts({ ...of, openedAt: 0, state }, sop, told, wallClock);
        expect(new Set(whole.steps)).toEqual(new Set(kept.values()));
        expect(whole.end).toEqual(end);
        expect(whole.end === null).toBe(state.closedAt === null);
        // Whoever is erased is counted as before.
        const without = told.map(({ event, personId }) => ({ event: anonymousEvent(sop, event), personId }));
        const erased = { ...of, openedAt: 0, state: anonymousState(sop, state) };
        expect(caseFacts(erased, sop, without, wallClock)).toEqual(whole);
        ended += whole.steps.length;
        expect(whole.steps).toHaveLength(state.sop.runs.filter(({ verdict }) => verdict !== 'running').length);
      }),
      runs,
    );
    expect(ended).toBeGreaterThan(runs.numRuns);
  });

  it('each step has what its clock spent and how long it stood, and nothing more', () => {
    fc.assert(
      fc.property(story, (one) => {
        const { log, state } = courseOf(sop, one);
        const told = log.map((event) => ({ event, personId: null }));
        for (const fact of caseFacts({ ...of, openedAt: 0, state }, sop, told, wallClock).steps) {
          expect(fact.wallMs).toBe(fact.endedAt - fact.startedAt);
          expect(fact.pausedMs).toBeGreaterThanOrEqual(0);
          expect(fact.pausedMs).toBeLessThanOrEqual(fact.wallMs);
          if (fact.clock === null || fact.clock === 'workday') continue;
          expect(fact.spent + fact.pausedMs).toBe(fact.wallMs);
          if (fact.verdict === 'met') expect(fact.spent).toBeLessThanOrEqual(fact.budget ?? 0);
          if (fact.verdict === 'breached') expect(fact.spent).toBeGreaterThan(fact.budget ?? 0);
          expect(stepOf(sop, fact.step).actor).toBe(fact.actor);
        }
      }),
      runs,
    );
  });
});

const offerIds = ['a', 'b', 'c'];
const types = [
  ...['call.offered', 'offer.lapsed', 'call.answered', 'call.held', 'call.resumed', 'call.released', 'call.transfer'],
] as const;
const happening = fc.record({
  type: fc.constantFrom(...types),
  offerId: fc.constantFrom(...offerIds),
  afterMs: fc.nat({ max: 60_000 }),
});

describe('the rings and talks of a call, whatever its history says and leaves out', () => {
  const endsAt = 300_000;
  const callOf = (answered: CallState['answered']): CallState => ({
    ...{ callId: 'k', dnis: '1', arrivedAt: 0, queue: 'q', queuedAt: 0, offers: [], answered, heldSince: null },
    ended: { at: endsAt, by: 'caller' },
  });
  const course = fc.array(happening, { maxLength: 30 }).map((list) => {
    let at = 0;
    return list.map(({ type, offerId, afterMs }, index): CaseEvent => {
      at += afterMs;
      const data = { offerId, agentId: `agent ${offerId}`, reason: 'no-answer', step: 'done' };
      return { id: `e${index}`, type, at, data } as never;
    });
  });

  it('each ring is told of once, within the call, and nobody talks to two at once', () => {
    fc.assert(
      fc.property(course, (events) => {
        const { rings } = ringsOf(callOf(null), events);
        const told = new Set(
          events
            .flatMap(({ data, type }) => (/offer|answered/.test(type) ? data : []))
            .map((data) => (data as { offerId: string }).offerId),
        );
        expect(rings.map(({ offerId }) => offerId).sort()).toEqual([...told].sort());
        let talked = 0;
        for (const { offeredAt, answeredAt, endedAt, result, talkMs, heldMs } of rings) {
          expect([offeredAt, answeredAt ?? offeredAt, endedAt].every((at) => at >= 0 && at <= endsAt)).toBe(true);
          expect(endedAt).toBeGreaterThanOrEqual(answeredAt ?? offeredAt);
          expect(Math.min(talkMs, heldMs)).toBeGreaterThanOrEqual(0);
          expect(answeredAt !== null).toBe(result === 'answered');
          if (answeredAt === null) expect(talkMs + heldMs).toBe(0);
          talked += talkMs + heldMs;
        }
        const first = Math.min(endsAt, ...rings.flatMap(({ answeredAt }) => answeredAt ?? []));
        expect(talked).toBeLessThanOrEqual(endsAt - first);
      }),
    );
  });

  it('an answer that no history has is a talk until the end', () => {
    const { rings } = ringsOf(callOf({ offerId: 'a', extension: '101', at: 1_000 }), []);
    expect(rings).toEqual([
      {
        ...{ offerId: 'a', agentId: null, offeredAt: 1_000, answeredAt: 1_000, endedAt: endsAt, result: 'answered' },
        ...{ talkMs: endsAt - 1_000, heldMs: 0 },
      },
    ]);
  });
});
