import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { isNeed, needEvents, workEventOf, workEvents } from '../../../../../server/domain/sop/work-events.ts';
import { shipped, sopNames } from '../../../../support/sops.ts';
import { told } from './sop-text.ts';

interface Step {
  readonly id: string;
  readonly actor: string;
  readonly starts: string;
  readonly ends: string;
  readonly next: readonly string[];
  readonly more?: string;
}

/** A procedure of an office's own, for what comes to its counter. */
const procedure = (...steps: readonly Step[]) => `id: own
version: "1"
issuer: Kelurahan
document: { file: own.pdf, number: null, created: null, revised: null }
title: { id: Aduan, en: Complaint }
channels: [walk_in]
roles:
  agent: { id: Petugas, en: Officer }
  official: { id: Lurah, en: Head of the ward }
fields:
  verdict: { type: choice, label: { id: Putusan, en: Verdict }, choices: [{ code: fine, id: Baik, en: Fine }, { code: void, id: Batal, en: Void }] }
  why: { type: line, label: { id: Mengapa, en: Why } }
steps:
${steps.map(stepText).join('')}`;
const stepText = ({ id, actor, starts, ends, next, more = '' }: Step, index: number) => `  - number: ${index + 1}
    id: ${id}
    name: { id: ${id}, en: ${id} }
    actor: ${actor}
    starts: [${starts}]
    ends: [${ends}]
    repeat: true
${more && `    ${more}\n`}    next:
${next.map((branch) => `      - { ${branch} }\n`).join('')}    source: { line: 1 }
`;

const take = { id: 'take', actor: 'agent', ends: 'intake.saved', next: ['to: judge, on: intake.saved'] };
const judge = { id: 'judge', actor: 'official', starts: 'intake.saved' };
/** The head of the ward sends it back by an event of the office's choice. */
const sentBack = (event: string, more = '', by = 'official') =>
  procedure(
    { ...take, starts: `report.received, ${event}` },
    {
      ...judge,
      actor: by,
      ends: `action.done, ${event}`,
      next: ['to: end, on: action.done', `to: take, on: ${event}`],
      more,
    },
  );
/** The head of the ward ends it by a choice. */
const closed = (event: string, more: string) =>
  procedure(
    { ...take, starts: 'report.received' },
    { ...judge, ends: event, next: [`to: end, on: ${event}`], more: more.replaceAll('EVENT', event) },
  );

describe('a way back to whoever had the case before', () => {
  it.each(['report.logged', 'consultation.asked', 'recommendation.approved', 'case.archived', 'case.dispatched'])(
    'by %s, which says nothing of why, is refused, and its line named',
    (event) => {
      const text = sentBack(event);
      const line = text.split('\n').findIndex((one) => one.includes(`to: take, on: ${event}`)) + 1;
      expect(told(text)).toEqual([
        `${line} steps.1.next.1: "${event}" sends the ticket back and says no reason. Use case.returned, or add reason to the "requires" of its form.`,
      ]);
    },
  );

  it.each([
    ['case.returned', ''],
    ['confirmation.refused', ''],
    ['report.logged', 'forms: { report.logged: { requires: [reason] } }'],
    ['report.logged', 'forms: { report.logged: { requires: [why] } }'],
  ])('by %s with %j says why', (event, more) => {
    expect(parseSop(sentBack(event, more)).id).toBe('own');
  });

  it.each(['forms: { report.logged: { asks: [reason] } }', 'forms: { report.logged: { requires: [verdict] } }'])(
    'is not said why by what may be left out, or is only chosen: %s',
    (more) => {
      expect(told(sentBack('report.logged', more))).toHaveLength(1);
    },
  );

  it('is no return where the case does not come here again', () => {
    const filed = procedure(
      { ...take, starts: 'report.received', next: ['to: judge, on: intake.saved', 'to: keep, on: intake.saved'] },
      {
        ...take,
        id: 'keep',
        starts: 'intake.saved, report.logged',
        ends: 'case.archived',
        next: ['to: end, on: case.archived'],
      },
      { ...judge, ends: 'report.logged', next: ['to: keep, on: report.logged'] },
    );
    expect(parseSop(filed).id).toBe('own');
  });

  it('to one’s own step is nobody’s return', () => {
    expect(parseSop(sentBack('report.logged', '', 'agent')).id).toBe('own');
  });
});

describe('a choice that closes the ticket', () => {
  const closes = 'closes: { field: verdict, values: [void] }';
  it.each([
    ['report.accepted', `forms: { EVENT: { asks: [verdict] } }\n    ${closes}`],
    ['report.accepted', `requires: [verdict, complaint]\n    ${closes}`],
    [
      'report.accepted',
      `forms: { EVENT: { requires: [verdict], needs: { verdict: { fine: [reason] } } } }\n    ${closes}`,
    ],
    ['case.forwarded', `forms: { EVENT: { requires: [verdict], asks: [forwardNote] } }\n    ${closes}`],
    // What the citizen says is no reason of the office's.
    ['report.accepted', `requires: [verdict, reply]\n    ${closes}`],
    // One of the ways to close it has its reason, and the other has none.
    [
      'report.accepted',
      'forms: { EVENT: { asks: [verdict], needs: { verdict: { void: [reason] } } } }\n    closes: { field: verdict, values: [void, fine] }',
    ],
    // Asked of some cases only: the others close in silence.
    ['report.accepted', `requires: [verdict, { field: why, channels: [walk_in] }]\n    ${closes}`],
    ['report.accepted', `requires: [verdict, { field: why, unless: report.logged }]\n    ${closes}`],
    ['report.accepted', `requires: [{ field: verdict, channels: [walk_in] }]\n    ${closes}`],
  ])('by %s with %j says no reason, and is refused', (event, more) => {
    expect(told(closed(event, more))).toEqual([
      expect.stringContaining(` steps.1.closes: "${event}" closes the ticket and says no reason.`),
    ]);
  });

  it.each([
    ['report.accepted', `forms: { EVENT: { requires: [verdict, why] } }\n    ${closes}`],
    ['report.accepted', `forms: { EVENT: { asks: [verdict], needs: { verdict: { void: [reason] } } } }\n    ${closes}`],
    ['action.done', `forms: { EVENT: { asks: [verdict] } }\n    ${closes}`],
    ['report.accepted', `requires: [verdict, { field: why }]\n    ${closes}`],
    // Nobody chooses by the first word that is typed, or by what happens outside.
    ['intake.started', `requires: [verdict]\n    ${closes}`],
    ['call.ended', `requires: [verdict]\n    ${closes}`],
    // The step cannot end by it with the choice.
    ['report.accepted', closes],
  ])('by %s with %j has its reason', (event, more) => {
    expect(parseSop(closed(event, more)).id).toBe('own');
  });
});

describe('what rejects, returns or ends by its nature', () => {
  const decides = (event: string) =>
    /\.(returned|rejected|refused|not_possible|not_needed|ended|passed_on)$/.test(event);
  const all = [...workEvents, ...needEvents, 'case.ended', 'case.passed_on'] as const;

  it('asks for a reason, under every procedure', () => {
    const found = all.filter(decides);
    expect(found).toHaveLength(8);
    for (const event of found) expect([event, workEventOf(event)?.fields?.reason]).toEqual([event, true]);
  });

  it('is all that the shipped procedures send a case back by', () => {
    const back = sopNames.flatMap((name) => {
      const { steps } = shipped(name);
      const ids = steps.map(({ id }) => id);
      return steps.flatMap(({ id, next }) =>
        next.flatMap(({ to, on }) => (ids.includes(to) && ids.indexOf(to) < ids.indexOf(id) ? [on] : [])),
      );
    });
    expect(back.length).toBeGreaterThan(4);
    expect(back.filter((event) => !decides(event) && !isNeed(event))).toEqual([]);
  });
});

it('where a procedure begins is no way back, wherever it stands in the file', () => {
  const begins = `${sentBack('case.returned')}  - { number: 9, id: mulai, kind: start, name: { id: M, en: S }, next: [{ to: take, on: report.received }, { to: judge, on: intake.saved }], source: { line: 1 } }
`;
  const back = begins.replace('      - { to: end, on: action.done }', '      - { to: mulai, on: action.done }');
  expect(back).not.toBe(begins);
  expect(parseSop(back).id).toBe('own');
});
