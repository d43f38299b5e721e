import { applyCaseEvent, type CaseState, newCase } from '../../../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../../../server/domain/case/events.ts';
import { wallClock } from '../../../../../server/domain/sop/timekeeper.ts';
import { surabaya } from '../../../../support/scenario-desk.ts';

type Happening = { readonly type: CaseEvent['type']; readonly data?: object };
const at = 5_000;
const become = (before: Partial<CaseState>, of: Happening): CaseState =>
  applyCaseEvent(
    surabaya,
    { ...newCase, status: 'open', ...before },
    { id: 'e', at, data: {}, ...of } as CaseEvent,
    at,
    wallClock,
  ).state;
const written = (type: CaseEvent['type'], fields: object = {}, more: object = {}) => ({
  type,
  data: { fields, ...more },
});

const report = { channel: 'sms', agentId: null, callerName: null, address: null, complaint: null };
const known = { agentId: 'siti', callerName: 'Bu Ani', address: 'Jl. Tunjungan', complaint: 'Air mati' };
const told = { basis: 'izin', version: '2', kind: 'consent', without: 'answer' } as const;
const basis = { ...told, toldAt: 1, answer: 'given' } as const;
const waits = { event: 'answer.sent', fields: { solution: 'Sudah' } } as const;
const draft = { 'intake.saved': { callerName: 'Si', complaint: 'a' }, 'recap.saved': { recapSummary: 'b' } };

/** What happens to a case of which so much is known; what is different of it afterwards. */
const rows: readonly [string, Partial<CaseState>, Happening, Partial<CaseState>][] = [
  [
    'a report opens it',
    { status: 'waiting' },
    { type: 'report.received', data: report },
    { status: 'open', channel: 'sms' },
  ],
  ['a report that says less takes nothing away', known, { type: 'report.received', data: report }, known],
  ['a report says who and what', {}, { type: 'report.received', data: { ...report, ...known } }, known],
  ...(['facilities.due', 'daily_report.due', 'monthly_report.due'] as const).map((type): (typeof rows)[number] => [
    `${type} opens it`,
    { status: 'waiting' },
    { type },
    { status: 'open' },
  ]),
  [
    'another ticket of the call is open from the start',
    { status: 'waiting' },
    { type: 'case.linked', data: { live: true, agentId: 'siti', caller: {} } },
    { status: 'open', agentId: 'siti' },
  ],
  ['it is taken on', { agentId: 'budi' }, { type: 'case.taken', data: { agentId: 'siti' } }, { agentId: 'siti' }],
  [
    'an answered call moves it on',
    { status: 'waiting' },
    { type: 'call.answered', data: { agentId: 'siti' } },
    { status: 'open', agentId: 'siti' },
  ],
  [
    'whoever takes a caller over leaves it where it stands',
    { status: 'forwarded', agentId: 'siti' },
    { type: 'call.answered', data: { agentId: null } },
    { status: 'forwarded', agentId: 'siti' },
  ],

  ['the basis is told', {}, { type: 'basis.told', data: told }, { basis: { ...told, toldAt: at, answer: null } }],
  [
    'told again, an answer to the same words holds',
    { basis },
    { type: 'basis.told', data: told },
    { basis: { ...basis, toldAt: at } },
  ],
  [
    'of other words nothing was answered',
    { basis },
    { type: 'basis.told', data: { ...told, version: '3' } },
    { basis: { ...basis, version: '3', toldAt: at, answer: null } },
  ],
  [
    'of another basis nothing was answered',
    { basis },
    { type: 'basis.told', data: { ...told, basis: 'lain' } },
    { basis: { ...basis, basis: 'lain', toldAt: at, answer: null } },
  ],
  ...(['given', 'refused', 'withdrawn'] as const).map((answer): (typeof rows)[number] => [
    `consent is ${answer}`,
    { basis: { ...basis, answer: null } },
    { type: `consent.${answer}` },
    { basis: { ...basis, answer } },
  ]),

  [
    'words that wait are no half-written form',
    { drafts: draft },
    { type: 'telling.queued', data: { messageId: 'm1', event: 'intake.saved', fields: { callerName: 'Siti' } } },
    {
      callerName: 'Siti',
      telling: { m1: { event: 'intake.saved', fields: { callerName: 'Siti' } } },
      drafts: { 'recap.saved': draft['recap.saved'] },
    },
  ],
  [
    'words that failed wait no more',
    { telling: { m1: waits, m2: waits } },
    { type: 'telling.failed', data: { messageId: 'm1' } },
    { telling: { m2: waits } },
  ],
  [
    'words that went out wait no more',
    { telling: { m1: waits, m2: waits } },
    written('answer.sent', { solution: 'Sudah' }, { messageId: 'm1' }),
    { telling: { m2: waits }, solution: 'Sudah' },
  ],
  [
    'what is told by voice leaves the words that wait',
    { telling: { m1: waits } },
    written('answer.sent', { solution: 'Sudah' }),
    { telling: { m1: waits } },
  ],

  ['what nobody wrote leaves the half-written form', { drafts: draft }, written('intake.saved'), { drafts: draft }],
  [
    'what was written is no half-written form, others are',
    { drafts: draft },
    written('intake.saved', { complaint: 'x' }),
    { complaint: 'x', drafts: { 'recap.saved': draft['recap.saved'] } },
  ],
  [
    'an emptied kind stays what it was',
    { kind: 'request' },
    written('case.corrected', { kind: '' }),
    { kind: 'request' },
  ],
  [
    'another kind is written',
    { kind: 'request' },
    written('case.corrected', { kind: 'question' }),
    { kind: 'question' },
  ],

  [
    'a chosen caller says who it is, where nobody wrote it',
    {},
    { type: 'caller.chosen', data: { callerId: 'p1', callerName: 'Bu Ani', address: 'A' } },
    { callerId: 'p1', callerName: 'Bu Ani', address: 'A' },
  ],
  [
    'a chosen caller leaves what was written',
    { callerName: 'Pak Ali', address: 'B' },
    { type: 'caller.chosen', data: { callerId: 'p1', callerName: 'Bu Ani', address: 'A' } },
    { callerId: 'p1', callerName: 'Pak Ali', address: 'B' },
  ],
  [
    'another choice takes the first one’s along',
    { callerId: 'p1', callerName: 'Bu Ani', address: 'A' },
    { type: 'caller.chosen', data: { callerId: null, callerName: null, address: null } },
    { callerId: null, callerName: null, address: null },
  ],
  [
    'a choice of nobody leaves half-written forms',
    { drafts: draft },
    { type: 'caller.chosen', data: { callerId: null, callerName: null, address: null } },
    { drafts: draft },
  ],
  [
    'a chosen caller takes the half-written name',
    { drafts: draft },
    { type: 'caller.chosen', data: { callerId: 'p1', callerName: null, address: null } },
    { drafts: { ...draft, 'intake.saved': { complaint: 'a' } } },
  ],

  [
    'it is passed on to somebody else',
    { status: 'forwarded', officialId: 'hadi' },
    written('case.passed_on', { assigneeId: 'tono' }),
    { status: 'forwarded', officialId: 'tono' },
  ],
  [
    'returned it is nobody’s',
    { status: 'forwarded', officialId: 'hadi' },
    written('case.returned', { reason: 'x' }),
    { status: 'open', officialId: null },
  ],
  [
    'an answer that is not accepted opens it again',
    { status: 'answered' },
    written('confirmation.refused', { reason: 'x' }),
    { status: 'open' },
  ],
  ...(['solution.saved', 'solution.given', 'answer.sent'] as const).map((type): (typeof rows)[number] => [
    `${type} answers it`,
    {},
    written(type, { solution: 's' }),
    { status: 'answered', solution: 's' },
  ]),
  [
    'what says nothing of it leaves it where it stands',
    { status: 'dispatched' },
    written('follow_up.noted', { progress: 'x' }),
    { status: 'dispatched' },
  ],
  ['a try in vain counts', {}, written('contact.failed'), { tries: 1, triedAt: at }],
  [
    'it is ended as a duplicate, by the number as it is printed',
    {},
    written('case.ended', { endedAs: 'duplicate', duplicateOf: ' sby-1 ' }),
    { status: 'closed', endedAs: 'duplicate', duplicateOf: 'SBY-1', closedAt: at },
  ],
  [
    'a duplicate of nothing names none',
    {},
    written('case.ended', { endedAs: 'duplicate', duplicateOf: ' ' }),
    { endedAs: 'duplicate', duplicateOf: null },
  ],
  [
    'a duplicate of none named is none',
    {},
    written('case.ended', { endedAs: 'duplicate' }),
    { endedAs: 'duplicate', duplicateOf: null },
  ],
  [
    'another end names no ticket',
    {},
    written('case.ended', { endedAs: 'junk', duplicateOf: 'SBY-1' }),
    { status: 'closed', endedAs: 'junk', duplicateOf: null },
  ],
  ['what is no longer owed is over', {}, { type: 'task.lapsed' }, { status: 'closed', endedAs: null, closedAt: at }],
  [
    'a caller who gave up leaves an abandoned one',
    { status: 'waiting' },
    { type: 'call.ended', data: { endedBy: 'caller' } },
    { status: 'abandoned', closedAt: at },
  ],
];

describe('what happens to a case', () => {
  it.each(rows)('%s', (_, before, of, expected) => {
    const after = become(before, of);
    const changed = Object.keys(expected).map((name) => [name, after[name as keyof CaseState]]);
    expect(Object.fromEntries(changed)).toEqual(expected);
  });

  it('after its end is no more than a call of the office’s, and what the citizen consents to', () => {
    const over = { status: 'closed', closedAt: 1, basis } as const;
    expect(become(over, { type: 'consent.withdrawn' }).basis?.answer).toBe('withdrawn');
    expect(become(over, { type: 'basis.told', data: { ...told, version: '3' } }).basis?.version).toBe('3');
    expect(become(over, { type: 'callback.placed', data: { agentId: 'siti' } }).called?.agentId).toBe('siti');
    expect(become(over, written('case.corrected', { complaint: 'x' })).complaint).toBeNull();
    expect(become(over, { type: 'case.taken', data: { agentId: 'siti' } }).agentId).toBeNull();
  });

  it('is no answer where nothing was asked', () => {
    expect(become({}, { type: 'consent.given' }).basis).toBeUndefined();
  });

  it('a new one is a complaint by telephone that waits', () => {
    expect(newCase).toMatchObject({ status: 'waiting', channel: 'phone', kind: 'complaint', tries: 0 });
  });
});
