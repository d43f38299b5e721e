import {
  type Actor,
  isTopic,
  mayAcknowledge,
  mayAct,
  mayOpen,
  maySee,
  mayWorkOn,
  sharedTopics,
} from '../../../../server/app/people/policies.ts';
import type { CaseRecord } from '../../../../server/app/ports/cases.ts';
import { type Role, roles } from '../../../../server/contract/people.ts';
import type { CaseAction } from '../../../../server/domain/case/actions.ts';
import { newCase } from '../../../../server/domain/case/case.ts';
import { actors as sopActors } from '../../../../server/domain/sop/terms.ts';
import { sopWith, stepWith } from '../../../support/sops.ts';

const state = { ...newCase, agentId: 'mine', officialId: 'mine' };
const record = { caseId: 'case', state } as unknown as CaseRecord;
const nobodys = { caseId: 'case', state: newCase } as unknown as CaseRecord;

/** They do no step of a procedure. */
const stepless = (role: Role): role is 'admin' | 'privacy_officer' => role === 'admin' || role === 'privacy_officer';
type Worker = CaseAction['actor'];
const done = 'recommendation.made';
/** Its proposals are judged by the head. */
const office = sopWith([stepWith({ id: 'judgement', actor: 'head' })]);

/** The person the case is with (`mine`), and another of the same role (`other`). */
const actors = (role: Role): [Actor, Actor] => [
  { userId: 'mine', role },
  { userId: 'other', role },
];

describe.each(roles)('the policy for role %s', (role) => {
  const [mine, other] = actors(role);

  const sees: Readonly<Record<Role, readonly [boolean, boolean]>> = {
    agent: [true, false],
    dispatcher: [false, false],
    official: [true, false],
    supervisor: [true, true],
    coordinator: [true, true],
    head: [true, true],
    analyst: [false, false],
    agency: [true, false],
    secretary: [false, false],
    information_officer: [false, false],
    assistant_information_officer: [false, false],
    privacy_officer: [false, false],
    admin: [false, false],
  };
  it('says who sees what is in them', () => {
    expect([maySee(mine, record, sopWith([])), maySee(other, record, sopWith([]))]).toEqual(sees[role]);
  });

  const also: Readonly<Partial<Record<Role, readonly string[]>>> = {
    supervisor: ['floor', 'inbox:agent', 'inbox:dispatcher'],
    coordinator: ['floor'],
    head: ['floor', 'inbox:official', 'inbox:forwarded'],
    analyst: ['floor'],
    admin: ['floor', 'alarms'],
    privacy_officer: ['alarms'],
  };
  it('says which live views open: one’s own desk always, that of another never', () => {
    const topics = ['desk:mine', 'desk:other', ...sharedTopics, 'inbox:admin', ''];
    const expected = ['desk:mine', ...(also[role] ?? []), ...(stepless(role) ? [] : [`inbox:${role}`])];
    expect(topics.filter((topic) => mayOpen(mine, topic)).sort()).toEqual(expected.sort());
  });

  const may = (actor: Actor, of: CaseRecord, action: Partial<CaseAction> = {}) =>
    sopActors.filter((step) =>
      mayAct(
        actor,
        { ...{ actor: step as Worker, with: [], heldBy: null, event: done, step: null }, ...action },
        of,
        office,
      ),
    );
  const workers = sopActors.filter((actor) => actor !== 'citizen' && actor !== 'system');
  const only = (which: readonly string[]) => workers.filter((actor) => which.includes(actor));
  const standsIn: Readonly<Partial<Record<Role, readonly string[]>>> = {
    supervisor: ['agent', 'dispatcher'],
    head: ['official'],
  };
  const own = stepless(role) ? [] : [role, ...(standsIn[role] ?? [])];
  const forwarded = role === 'official' || role === 'agency';
  const live = { ...record, state: { ...state, sop: { ...state.sop, live: true } } };

  it('says who may do a step: whoever has it, and who stands in for agents, dispatchers and officials', () => {
    expect(may(mine, record)).toEqual(only(own));
    expect(may(other, nobodys)).toEqual(only(own));
    expect(may(other, record)).toEqual(forwarded ? [] : only(own));
    expect(may(other, live)).toEqual(role === 'agent' || forwarded ? [] : only(own));
  });

  it('leaves to one agent what is that agent’s alone, such as the recap, but for the supervisor', () => {
    expect(may(mine, record, { heldBy: 'mine' })).toEqual(only(own));
    expect(may(other, nobodys, { heldBy: 'mine' })).toEqual(role === 'agent' ? [] : only(own));
  });

  it('lets nobody answer for an official what the same person judges next', () => {
    const stepOfOfficials = stepWith({ actor: 'official', next: [{ to: 'judgement', on: done }] });
    const judged = may(mine, nobodys, { step: stepOfOfficials });
    expect(judged.includes('official')).toBe(role === 'official');
  });

  it('says who may say who is calling: the agent of the call, any agent after it, and the supervisor', () => {
    const which = [mayWorkOn(mine, live), mayWorkOn(other, live), mayWorkOn(other, record)];
    if (role === 'agent') expect(which).toEqual([true, false, true]);
    else expect(which).toEqual(role === 'supervisor' ? [true, true, true] : [false, false, false]);
  });

  it('says who sees the cases of a procedure in which the role has a step', () => {
    const sop = sopWith([
      stepWith({ id: 'a', actor: stepless(role) ? 'agent' : role }),
      stepWith({ id: 'b', with: stepless(role) ? [] : [role] }),
    ]);
    const ran = (step: string) =>
      ({
        ...nobodys,
        state: { ...newCase, status: 'closed', closedAt: 1, sop: { ...newCase.sop, runs: [{ step }] } },
      }) as unknown as CaseRecord;
    // Nearly every case has a step of the agents': for them that alone is no reason.
    const alone = !stepless(role) && role !== 'agent';
    expect([ran('a'), ran('b')].map((of) => maySee(mine, of, sop))).toEqual([alone, alone]);
  });

  const overAlerts: readonly Role[] = ['supervisor', 'coordinator', 'head'];
  it('says who takes note of alerts', () => {
    const all = overAlerts.includes(role);
    // Whoever looks after the machine has no step, and no alert of it.
    const concerned = !stepless(role);
    expect(mayAcknowledge(mine, { personId: 'mine', actor: 'agent', heardBy: null })).toBe(concerned);
    expect(mayAcknowledge(other, { personId: 'mine', actor: role, heardBy: null })).toBe(all);
    // One that is nobody's in person is every one's who does that work.
    expect(mayAcknowledge(mine, { personId: null, actor: role, heardBy: null })).toBe(concerned);
    expect(mayAcknowledge(mine, { personId: null, actor: 'citizen', heardBy: null })).toBe(all);
    // An escalation is for those it went to, not for the one who is late.
    expect(mayAcknowledge(mine, { personId: 'other', actor: role, heardBy: ['mine'] })).toBe(concerned);
    expect(mayAcknowledge(mine, { personId: 'mine', actor: role, heardBy: ['other'] })).toBe(all);
  });
});

it.each([
  ['floor', true],
  ['inbox:dispatcher', true],
  ['inbox:official', true],
  ['desk:0190a7c4-0000-7000-8000-000000000001', true],
  ['desk:', false],
  ['desk:siti', false],
  ['desk:0190a7c4-0000-7000-8000-000000000001 ', false],
  ['desk:0190A7C4-0000-7000-8000-000000000001', false],
  ['inbox:agent', true],
  ['inbox:secretary', true],
  ['inbox:forwarded', true],
  ['inbox:admin', false],
  ['inbox:', false],
  ['floor\n', false],
  ['', false],
  ['person:0190a7c4-0000-7000-8000-000000000001', false],
])('whether %j is a live view: %s', (topic, is) => {
  expect(isTopic(topic)).toBe(is);
});
