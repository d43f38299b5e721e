import type { CaseDetail } from '../../../server/contract/views.ts';
import { type Played, play, withoutChance } from '../../support/player.ts';
import { type Course, owed, plays } from '../../support/plays.ts';
import { openProcedureOffice, type ProcedureOffice } from '../../support/procedure-office.ts';
import { type Renamed, renamed, renumbered } from '../../support/renamed-sop.ts';
import { people } from '../../support/server-people.ts';
import { type SopName, shipped, sopNames, sopText } from '../../support/sops.ts';

/** The six procedures over REST as their roles, beside the same under names and numbers made here. */

const others = new Map(sopNames.map((name) => [name, renamed(sopText(name))]));
const otherOf = (name: SopName) => others.get(name) as Renamed;
const called = (name: SopName) => /^id: (.*)$/m.exec(otherOf(name).text)?.[1] ?? '';

let usual: ProcedureOffice;
/** The same office, whose procedures have other names and numbers. */
let other: ProcedureOffice;
beforeAll(async () => {
  const files = Object.fromEntries(sopNames.map((name) => [`sops/${name}.yaml`, otherOf(name).text]));
  [usual, other] = await Promise.all([
    openProcedureOffice({ stands: true }),
    openProcedureOffice({ stands: true, files, called }),
  ]);
});
afterAll(() => Promise.all([usual?.close(), other?.close()]));

const inBoth = (course: Course) => Promise.all([play(usual, course), play(other, course)]);

/** What ended each step, by its number: once, or each time that it ran. */
const endsOf = ({ runs }: CaseDetail): Course['ends'] => {
  const all = new Map<number, string[]>();
  for (const { number, endedBy, verdict } of runs)
    all.set(number, [...(all.get(number) ?? []), endedBy?.type ?? verdict]);
  return Object.fromEntries(
    [...all].map(([number, events]) => [number, events.length === 1 ? events[0] : events]),
  ) as never;
};

/** Who ended a step of somebody's work without having it by the document. */
function strangersIn({ end }: Played, name: SopName): readonly string[] {
  const roleOf = (displayName: string) => Object.values(people).find((one) => one.displayName === displayName)?.role;
  return end.runs.flatMap(({ number, step, endedBy, verdict }) => {
    const { actor, with: others } = shipped(name).steps.find(({ id }) => id === step) ?? {};
    const role = endedBy?.name && roleOf(endedBy.name);
    const of: readonly unknown[] = [
      actor,
      ...(others ?? []),
      ...(actor === 'citizen' || actor === 'system' ? ['agent'] : []),
    ];
    return !role || verdict === 'cancelled' || of.includes(role) ? [] : [`${number} by ${role}`];
  });
}

describe.each(sopNames)('%s, played by its roles', (name) => {
  it.each(plays[name].map((course, index) => [index + 1, course] as const))(
    'ends each step by what really happened, and shows everybody the same under other names and numbers (play %i)',
    async (_, course) => {
      const [first, second] = await inBoth(course);
      expect(endsOf(first.end)).toEqual(course.ends);
      expect(first.end).toMatchObject({ status: 'closed', sop: { id: name }, waitsFor: [], actions: [] });
      expect(strangersIn(first, name)).toEqual([]);
      expect(second.end.sop.id).toBe(called(name));
      expect(second.end.runs.every(({ number }) => number === 0 || number > 7_000)).toBe(true);
      const before = withoutChance(first);
      const after = otherOf(name).asBefore(withoutChance(second));
      // Texts are compared faster, and objects are told better.
      if (JSON.stringify(after) !== JSON.stringify(before)) expect(after).toEqual(before);
    },
  );
});

describe('what the office owes for a period, played by its roles', () => {
  beforeAll(() => {
    for (const { server } of [usual, other]) server.clock.move(8 * 86_400_000);
  });

  it.each(owed.map((course) => [Object.keys(course.ends).join(' and '), course] as const))(
    'ends by what really happened, under other names and numbers too (steps %s)',
    async (_, course) => {
      const [first, second] = await inBoth(course);
      const numbers = Object.entries(course.ends).map(([number, events]) => [renumbered(Number(number)), events]);
      expect(endsOf(first.end)).toEqual(course.ends);
      expect(endsOf(second.end)).toEqual(Object.fromEntries(numbers));
      expect([first.end.status, second.end.status, second.did]).toEqual(['closed', 'closed', first.did]);
    },
  );
});

it.each(sopNames)('every step of %s that is anybody’s work is ended in one of the plays', (name) => {
  const { steps } = shipped(name);
  const played = [...plays[name], ...owed].flatMap(({ ends }) => Object.keys(ends).map(Number));
  const unplayed = steps.filter(
    ({ kind, shares, number }) => kind === 'step' && shares === null && !played.includes(number),
  );
  expect(unplayed.map(({ number }) => number)).toEqual([]);
});
