import {
  type Actor,
  mayAcknowledge,
  mayAcknowledgeAlarm,
  mayAct,
  mayCall,
  mayList,
  mayOpen,
  mayOpenForReason,
  mayReadDrafts,
  mayReadProcedure,
  mayRecordBasis,
  mayReveal,
  maySee,
  maySeeRecordings,
  mayWorkOn,
  mayWrite,
  sharedTopics,
} from '../../server/app/people/policies.ts';
import type { CaseRecord } from '../../server/app/ports/cases.ts';
import { api } from '../../server/contract/api.ts';
import { roles as people } from '../../server/contract/people.ts';
import type { RouteContract } from '../../server/contract/route.ts';
import type { CaseAction } from '../../server/domain/case/actions.ts';
import { newCase } from '../../server/domain/case/case.ts';
import { has, type Right, rights, rightsOf } from '../../server/domain/rights/rights.ts';
import { sopWith, stepWith } from './sops.ts';

/** A role that nobody knows stands beside all others: it is what a mistyped row of the database would be. */
const columns = [...Object.keys(rightsOf), 'made_up'] as const;
const worker = 'agency';

const short = (role: string) =>
  role
    .replace('assistant_information_officer', 'asst_info')
    .replace('privacy_officer', 'privacy')
    .replace('information_', 'info_');

function table(title: string, rows: readonly (readonly [name: string, cell: (role: string) => string])[]): string {
  const head = ['', ...columns.map(short)];
  const lines = [head, ...rows.map(([name, cell]) => [name, ...columns.map(cell)])];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${title}\n\n${text.join('\n')}\n`;
}
const yes = (is: boolean) => (is ? 'x' : '-');

/** Whose a case is, and where the citizen is. */
const cases = {
  'own, citizen on the line': { agentId: 'me', officialId: 'me', live: true },
  'own, call over': { agentId: 'me', officialId: 'me', live: false },
  'another’s, citizen on the line': { agentId: 'other', officialId: 'other', live: true },
  'another’s, call over': { agentId: 'other', officialId: 'other', live: false },
  'nobody’s': { agentId: null, officialId: null, live: false },
} as const;

/** A procedure of two steps: the first is the asked role's or names it, the second is somebody else's. */
const sopFor = (role: string, how: 'does' | 'takes part' | 'not named') =>
  sopWith([
    stepWith({
      id: 'first',
      actor: (how === 'does' ? role : worker) as never,
      with: (how === 'takes part' ? [role] : []) as never,
    }),
    stepWith({ id: 'second', actor: 'coordinator' }),
  ]);

const recordOf = (of: (typeof cases)[keyof typeof cases], running = false): CaseRecord =>
  ({
    caseId: 'case',
    state: {
      ...newCase,
      agentId: of.agentId,
      officialId: of.officialId,
      status: 'open',
      sop: {
        ...newCase.sop,
        live: of.live,
        runs: [
          { step: 'first', ownerId: of.agentId, verdict: running ? 'running' : 'met' },
          { step: 'second', verdict: 'running' },
        ],
      },
    },
  }) as unknown as CaseRecord;

/** What an official proposes goes to the head. */
const judged = stepWith({ id: 'proposal', actor: 'official', next: [{ to: 'judgement', on: 'recommendation.made' }] });
const office = sopWith([judged, stepWith({ id: 'judgement', actor: 'head' })]);
const actionOf = (role: string, of: Partial<CaseAction>) =>
  ({ actor: role as never, with: [], heldBy: null, event: 'recommendation.made', step: null, ...of }) as const;

const outside = (listed: readonly string[]) => ({ outside: { roles: new Set(listed) } });
const me = (role: string) => ({ userId: 'me', role }) as Actor;

const mayAsk = ({ roles: allowed, token }: RouteContract, role: string): boolean => {
  if (allowed === 'public') return true;
  if (role === 'report_token') return token !== undefined;
  if (allowed === 'wallboard') return role === allowed;
  return (allowed === 'any' ? people : allowed).includes(role as never);
};

/** All that anybody may do, as text to be read and compared. */
export function rightsMatrix(): string {
  const routes = Object.entries(api) as [string, RouteContract][];
  const topics = [
    'desk:me',
    'desk:00000000-0000-4000-8000-000000000001',
    ...sharedTopics,
    'inbox:admin',
    'inbox:made_up',
  ];
  const seen = (['does', 'takes part', 'not named'] as const).flatMap((how) =>
    Object.entries(cases).flatMap(([whose, of]) =>
      (
        [
          ['read', maySee],
          ['reveal', mayReveal],
        ] as const
      ).map(
        ([what, may]) =>
          [
            `${what} · ${whose} · ${how}`,
            (role: string) => yes(may(me(role), recordOf(of), sopFor(role, how))),
          ] as const,
      ),
    ),
  );
  const tied = Object.entries(cases).flatMap(([whose, of]) =>
    (
      [
        ['waits for the role', true, { writes: false, tied: false }],
        ['its citizen wrote', false, { writes: true, tied: false }],
        ['tied to it', false, { writes: false, tied: true }],
      ] as const
    ).map(
      ([how, running, ties]) =>
        [
          `read · ${whose} · ${how}`,
          (role: string) => yes(maySee(me(role), recordOf(of, running), sopFor(role, 'does'), ties)),
        ] as const,
    ),
  );
  const worked = Object.entries(cases).flatMap(([whose, of]) => {
    const record = recordOf(of);
    const done = (of: Partial<CaseAction>) => (role: string) =>
      yes(mayAct(me(role), actionOf(role, of), record, office));
    return [
      [`do own step · ${whose}`, done({})],
      [`do own step, which is another’s alone · ${whose}`, done({ heldBy: 'other' })],
      [`do step taking part · ${whose}`, (role: string) => done({ actor: worker, with: [role as never] })(role)],
      [`do an agent’s step · ${whose}`, done({ actor: 'agent' })],
      [`do a secretary’s step · ${whose}`, done({ actor: 'secretary' })],
      [`do an official’s step · ${whose}`, done({ actor: 'official' })],
      [`do an official’s step that the head judges · ${whose}`, done({ actor: 'official', step: judged })],
      [`say who calls · ${whose}`, (role: string) => yes(mayWorkOn(me(role), record))],
      [`call citizen · ${whose}`, (role: string) => yes(mayCall(me(role), record))],
      [`write to citizen · ${whose}`, (role: string) => yes(mayWrite(me(role), record))],
      [`note the legal basis · ${whose}`, (role: string) => yes(mayRecordBasis(me(role), record))],
      [`see recordings · ${whose}`, (role: string) => yes(maySeeRecordings(me(role), record))],
    ] as const;
  });
  const alert = (personId: string | null, actor: string, heardBy: readonly string[] | null) => (role: string) =>
    yes(mayAcknowledge(me(role), { personId, actor: actor === 'role' ? role : actor, heardBy }));
  return [
    table(
      'Role → right → condition. What is empty is not allowed.',
      rights.map((right: Right) => [
        right,
        (role) => (rightsOf as Record<string, Record<string, string>>)[role]?.[right] ?? '',
      ]),
    ),
    table(
      'Routes: who may call them at all. What is done to which case is below.',
      routes.map(([name, contract]) => [name, (role) => yes(mayAsk(contract, role))]),
    ),
    table(
      'Live views.',
      topics.map((topic) => [topic, (role) => yes(mayOpen(me(role), topic))]),
    ),
    table('Cases: whose, and whether a step of it that has begun is the role’s.', seen),
    table('Cases: read by those to whom they are tied otherwise.', [
      ...tied,
      ['open for a reason', (role) => yes(mayOpenForReason(me(role)))],
    ]),
    table('Cases: what is done.', worked),
    table('Alerts: acknowledging.', [
      ['my own step', alert('me', 'role', null)],
      ['another’s step', alert('other', 'role', null)],
      ['my role’s step', alert(null, 'role', null)],
      ['the citizen’s step', alert(null, 'citizen', null)],
      ['an escalation to me', alert('other', 'role', ['me'])],
      ['an escalation about me', alert('me', 'role', ['other'])],
    ]),
    table('Alarms about people: acknowledging.', [
      ['about another', (role) => yes(mayAcknowledgeAlarm(me(role), { personId: 'other' }))],
      ['about nobody we know', (role) => yes(mayAcknowledgeAlarm(me(role), { personId: null }))],
      ['about me', (role) => yes(mayAcknowledgeAlarm(me(role), { personId: 'me' }))],
    ]),
    table('Callers: handing on.', [
      ['whom one talks to', (role) => yes(has(me(role), 'hand on', { talk: { agentId: 'me' } }))],
      ['whom another talks to', (role) => yes(has(me(role), 'hand on', { talk: { agentId: 'other' } }))],
      ['the recording of one’s talk', (role) => yes(has(me(role), 'pause recording', { talk: { agentId: 'me' } }))],
      ['the recording of another’s', (role) => yes(has(me(role), 'pause recording', { talk: { agentId: 'other' } }))],
      ['outside, listed for the role', (role) => yes(has(me(role), 'hand on outside', outside([role])))],
      ['outside, listed for another role', (role) => yes(has(me(role), 'hand on outside', outside(['else'])))],
    ]),
    table('Supervision.', [
      ...(['listen in', 'take over', 'serve first', 'move callers', 'force state', 'give help'] as const).map(
        (right) => [right, (role: string) => yes(has(me(role), right))] as const,
      ),
      ['ask for help on one’s own talk', (role) => yes(has(me(role), 'ask for help', { talk: { agentId: 'me' } }))],
      ['on another’s', (role) => yes(has(me(role), 'ask for help', { talk: { agentId: 'other' } }))],
    ]),
    table('Lists and procedures.', [
      ['the list of tickets', (role) => yes(mayList(me(role)))],
      ['a procedure with a step of the role', (role) => yes(mayReadProcedure(me(role), sopFor(role, 'does')))],
      ['one in which it takes part', (role) => yes(mayReadProcedure(me(role), sopFor(role, 'takes part')))],
      [
        'one that does not name it',
        (role) => yes(mayReadProcedure(me(role), sopWith([stepWith({ actor: 'citizen' })]))),
      ],
      ['drafts', (role) => yes(mayReadDrafts(me(role)))],
    ]),
  ].join('\n');
}
