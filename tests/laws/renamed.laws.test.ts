import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { openClosings, type Reach } from '../../server/domain/case/action-form.ts';
import { actionsFor, type CaseAction } from '../../server/domain/case/actions.ts';
import { applyCaseEvent, type CaseState, newCase } from '../../server/domain/case/case.ts';
import { decideAction } from '../../server/domain/case/decide-action.ts';
import type { CaseEvent } from '../../server/domain/case/events.ts';
import { inWrapUp, waitingOf } from '../../server/domain/case/waiting.ts';
import { parseCatalogue } from '../../server/domain/fields/catalogue.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { parseSop } from '../../server/domain/sop/parse.ts';
import { nextDeadline } from '../../server/domain/sop/step.ts';
import type { Channel } from '../../server/domain/sop/terms.ts';
import { wallClock } from '../../server/domain/sop/timekeeper.ts';
import { verdictOf } from '../../server/domain/sop/verdict.ts';
import { graphOf, mermaidOf } from '../../server/domain/sop-print/diagram.ts';
import { printedTable } from '../../server/domain/sop-print/table.ts';
import { renamed } from '../support/renamed-sop.ts';
import { sopNames, sopText } from '../support/sops.ts';
import { allPapers } from '../support/step-papers.ts';

/**
 * Names and numbers of steps are the document's and nobody else's: under other ones the same case is offered the same, is
 * timed the same and reads the same.
 */

const civil = parseCatalogue(
  readFileSync(new URL('../../server/catalogues/civil-registry.yaml', import.meta.url), 'utf8'),
  'civil-registry.yaml',
);
const catalogue = (name: string) => civil.lists.get(name) ?? [];
const someone = '00000000-0000-4000-8000-000000000001';

/** What is done next: which of all that is possible, and how long after. */
const course = fc.array(
  fc.record({ pick: fc.nat(997), waitMs: fc.constantFrom(0, 1_000, 61_000, 900_000, 90_000_000) }),
  {
    minLength: 12,
    maxLength: 40,
  },
);

interface Played {
  readonly sop: SopDefinition;
  readonly fieldName: (name: string) => string;
  state: CaseState;
  /** Everything that a person is shown, after each happening. */
  readonly shown: object[];
}

/** What the exchange, the citizen or the clock may bring next, by what has been. */
function outside(sop: SopDefinition, state: CaseState, past: readonly string[]): readonly string[] {
  const { channels } = sop;
  if (past.length === 0)
    return channels.map((channel) => (channel === 'phone' ? 'call.arrived' : `report.received ${channel}`));
  const has = (type: string) => past.some((one) => one.startsWith(type));
  const last = (...types: string[]) => past.findLast((one) => types.some((type) => one.startsWith(type)));
  const call = has('call.arrived') && !has('call.ended');
  return [
    ...(has('ticket.numbered') ? [] : ['ticket.numbered']),
    ...(call && !has('call.queued') ? ['call.queued'] : []),
    ...(call && has('call.queued') && !state.sop.answered && last('call.offered', 'offer.lapsed') !== 'call.offered'
      ? ['call.offered']
      : []),
    ...(call && last('call.offered', 'offer.lapsed', 'call.answered') === 'call.offered'
      ? ['offer.lapsed', 'call.answered', 'call.answered']
      : []),
    ...(state.sop.live ? [state.sop.held ? 'call.resumed' : 'call.held'] : []),
    ...(call ? ['call.ended'] : []),
    ...(state.sop.awaiting ? ['citizen.replied'] : []),
    'timer',
  ];
}

function eventOf(what: string, id: string, at: number): CaseEvent {
  const [type = '', channel] = what.split(' ');
  const offerId = 'offer';
  const data: Record<string, object> = {
    'report.received': { channel: channel as Channel, complaint: 'Lampu padam', agentId: null },
    'call.queued': { queue: 'hotline' },
    'call.offered': { offerId, agentId: someone },
    'offer.lapsed': { offerId, reason: 'no-answer', agentId: someone },
    'call.answered': { offerId, agentId: someone },
    'call.ended': { endedBy: 'caller' },
    'citizen.replied': { fields: {} },
  };
  return { id, type, at, data: data[type] ?? {} } as CaseEvent;
}

/** Every field of the form filled in, such as somebody might. */
function written({ fields, event }: CaseAction, state: CaseState, sop: SopDefinition, seed: number) {
  return Object.fromEntries(
    fields.map(({ field, only }) => {
      const choices = field.catalogue === null ? field.choices : catalogue(field.catalogue);
      const open = choices.filter(({ code }) => only === null || only.includes(code));
      const ways = event === 'case.ended' ? openClosings(sop, state).map(({ as }) => as as string) : [];
      const value: Readonly<Record<string, string>> = {
        choice: (ways[seed % Math.max(1, ways.length)] ?? open[seed % Math.max(1, open.length)]?.code) || '',
        person: someone,
        phone: '081234567890',
        nik: '3578010101900001',
        date: '2026-11-20',
        number: String(field.min ?? 1),
        yesno: seed % 2 === 0 ? 'yes' : 'no',
      };
      return [field.name, value[field.type] ?? `Isi ${seed}`] as const;
    }),
  );
}

/** One more happening, the same for both. @returns whether anything could be done */
function play(
  one: Played,
  what: string,
  fields: Readonly<Record<string, string>>,
  id: string,
  at: number,
  reach: Reach,
) {
  const { sop } = one;
  const take = (event: CaseEvent) => {
    const result = applyCaseEvent(sop, one.state, event, at, wallClock);
    one.state = result.state;
    return result.alerts;
  };
  const alerts = [];
  let refused: unknown = null;
  if (what.startsWith('do ')) {
    const decision = decideAction(
      sop,
      one.state,
      { event: what.slice(3), fields },
      {
        ...{ by: { userId: someone, role: 'supervisor' }, id, messageId: `${id}:m`, at, reach, catalogue },
        ...{ sealed: new Set(['phone']), papers: allPapers(sop), isPerson: () => true },
      },
    );
    if (decision.ok) {
      for (const event of decision.events) alerts.push(...take(event));
      const { telling } = decision;
      if (telling)
        alerts.push(
          ...take({ id: `${id}:m:sent`, type: telling.happens.type, at, data: telling.happens.data } as CaseEvent),
        );
    } else refused = decision;
  } else alerts.push(...take(eventOf(what, id, at)));
  const { state } = one;
  one.shown.push({
    what,
    refused,
    alerts,
    actions: actionsFor(sop, state, reach).map(({ step, fields: form, ...action }) => ({
      ...action,
      step: step && { number: step.number, name: step.name, source: step.source },
      form: form.map(({ field, ...asked }) => ({ ...asked, ...field })),
    })),
    waiting: waitingOf(sop, state).map(({ step, ...waiting }) => ({
      ...waiting,
      step: step?.number,
      name: step?.name,
    })),
    verdict: verdictOf(sop, state.sop),
    due: nextDeadline(sop, state.sop),
    wrapUp: inWrapUp(sop, state),
    state,
  });
}

describe.each(sopNames)('%s under other names and numbers', (name) => {
  const other = renamed(sopText(name));
  const before = parseSop(sopText(name), name);
  const after = parseSop(other.text, name);

  it('is the same table and the same drawing, but for the numbers', () => {
    for (const language of ['id', 'en'] as const) {
      expect(other.asBefore(printedTable(after, language))).toEqual(printedTable(before, language));
      expect(other.asBefore(graphOf(after, language))).toEqual(graphOf(before, language));
      expect(other.asBefore(mermaidOf(after, language))).toBe(mermaidOf(before, language));
    }
    const numbers = after.steps.filter(({ kind }) => kind !== 'total').map(({ number }) => number);
    expect(numbers.every((number) => number > 7000)).toBe(true);
  });

  it('offers, times and says the same in every course', () => {
    const done = new Set<string>();
    fc.assert(
      fc.property(course, fc.boolean(), (choices, reachable) => {
        const reach: Reach = { message: reachable, call: false };
        const same = { state: newCase, shown: [] as object[] };
        const one: Played = { ...same, sop: before, fieldName: (field) => field, shown: [] };
        const two: Played = { ...same, sop: after, fieldName: other.fieldName, shown: [] };
        const past: string[] = [];
        let at = Date.UTC(2026, 10, 23, 2, 0);
        choices.forEach(({ pick, waitMs }, index) => {
          at += waitMs;
          const actions = actionsFor(before, one.state, reach);
          // Work is likelier than the telephone, and ending before the time is rare.
          const work = actions.filter(({ step }) => step !== null);
          const possible = [
            ...outside(before, one.state, past),
            ...[...work, ...work, ...work].map(({ event }) => `do ${event}`),
            ...actions.filter(({ step }) => step === null).map(({ event }) => `do ${event}`),
          ];
          const what = possible[pick % possible.length] as string;
          const action = actions.find(({ event }) => `do ${event}` === what);
          const fields = action ? written(action, one.state, before, pick) : {};
          for (const played of [one, two]) {
            const given = Object.entries(fields).map(([field, value]) => [played.fieldName(field), value] as const);
            play(played, what, Object.fromEntries(given), `e${index}`, at, reach);
          }
          past.push(what);
          if (one.shown.at(-1) && (one.shown.at(-1) as { refused: unknown }).refused === null) done.add(what);
        });
        const shown = other.asBefore(two.shown);
        // Texts are compared faster, and objects are told better.
        if (JSON.stringify(shown) !== JSON.stringify(one.shown))
          expect(shown).toEqual(JSON.parse(JSON.stringify(one.shown)));
      }),
      { numRuns: 40, seed: 5 },
    );
    // The courses are worth something: most of what its steps wait for has been done in some of them.
    const work = before.steps.filter(({ scope }) => scope === 'case').flatMap(({ ends }) => ends);
    const reached = work.filter((event) => done.has(`do ${event}`) || done.has(event));
    expect(reached.length).toBeGreaterThan(work.length / 2);
  });
});
