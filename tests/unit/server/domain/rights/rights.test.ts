import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { roles } from '../../../../../server/contract/people.ts';
import { rolesInProcedure } from '../../../../../server/domain/rights/facts.ts';
import { has, mayDoStep, type Right, rights, rightsOf } from '../../../../../server/domain/rights/rights.ts';
import { rightsMatrix } from '../../../../support/rights-matrix.ts';
import { shipped, sopWith, stepWith } from '../../../../support/sops.ts';

const file = new URL('../../../../fixtures/rights/matrix.txt', import.meta.url);

/** `UPDATE_RIGHTS=1 npm test -- tests/unit/server/domain/rights` writes it anew; the change is then read as a diff. */
it('everybody may what the reviewed table says, and nothing else', () => {
  const matrix = rightsMatrix();
  if (process.env.UPDATE_RIGHTS === '1') writeFileSync(file, matrix);
  expect(matrix).toBe(readFileSync(file, 'utf8'));
});

it('every role of the office has its line, and no line is of anybody else', () => {
  expect(Object.keys(rightsOf).sort()).toEqual([...roles, 'wallboard', 'report_token'].sort());
});

it('a role that nobody knows has no right, whatever the facts', () => {
  const facts = (role: string) => ({
    case: { agentId: 'me', officialId: 'me', live: true, roles: new Set([role]) },
    step: { actor: role, with: [role], heldBy: null, leadsTo: [] },
    owner: role,
    talk: { agentId: 'me' },
    outside: { roles: new Set([role]) },
    alert: { personId: 'me', actor: role, heardBy: ['me'] },
    alarm: { personId: 'other' },
    answer: { writers: [] },
    figures: { report: 'calls', listed: new Set(['calls']), byName: false },
    procedure: new Set([role]),
  });
  const unknown = fc.oneof(fc.string(), fc.constantFrom('Agent', 'agent ', '__proto__', 'constructor', 'toString', ''));
  fc.assert(
    fc.property(unknown, fc.constantFrom(...rights), (role, right) => {
      fc.pre(!Object.hasOwn(rightsOf, role));
      expect(has({ userId: 'me', role }, right, facts(role))).toBe(false);
      expect(mayDoStep({ userId: 'me', role }, facts(role))).toBe(false);
    }),
  );
});

it('without the facts it asks for, no condition holds', () => {
  for (const role of [...roles, 'wallboard', 'report_token'] as const)
    for (const right of rights) {
      const condition = (rightsOf[role] as Partial<Record<Right, string>>)[right];
      expect([role, right, has({ userId: 'me', role }, right)]).toEqual([role, right, condition === 'always']);
    }
});

it.each([
  ['semarang', 'discuss', 'head'],
  ['bandungan', 'clarify', 'official'],
  ['bandungan', 'follow_up', 'secretary'],
])('in %s the step %s is done by the %s too, who is named in it', (name, step, role) => {
  const { actor, with: others } = shipped(name).steps.find(({ id }) => id === step) ?? stepWith({});
  const free = { agentId: null, officialId: null, live: false, roles: new Set<string>() };
  expect(actor).not.toBe(role);
  const may = (named: readonly string[]) =>
    mayDoStep({ userId: 'me', role }, { case: free, step: { actor, with: named, heldBy: null, leadsTo: ['head'] } });
  expect([may(others), may([])]).toEqual([true, false]);
});

it('a role works in a procedure when it is named, does a step, takes part in one, or is told of its lateness', () => {
  const escalate = [{ to: ['coordinator'] }] as never;
  const sop = sopWith([stepWith({ actor: 'agent', with: ['head'] }), stepWith({ id: 'b', actor: 'agent', escalate })]);
  expect([...rolesInProcedure(sop)].sort()).toEqual(['agent', 'coordinator', 'head']);
  // The chief information officer has a column in Depok's table, and no step.
  expect([...rolesInProcedure(shipped('depok'))]).toContain('information_officer');
});
