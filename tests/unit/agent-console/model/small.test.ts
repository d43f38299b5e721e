import { openAlerts, uniqueAlerts } from '../../../../agent-console/src/model/alerts.ts';
import { floorAgents, floorCalls, floorFigures } from '../../../../agent-console/src/model/floor.ts';
import {
  clockOf,
  momentIn,
  nikDigits,
  partOfDay,
  spelled,
  ticketParts,
  timeOfDay,
} from '../../../../agent-console/src/model/format.ts';
import { commandOf, type KeyPress } from '../../../../agent-console/src/model/hotkeys.ts';
import { inboxOf, inboxOrder, inboxTopics } from '../../../../agent-console/src/model/inbox.ts';
import { suggestedDisposition, suggestedSummary } from '../../../../agent-console/src/model/recap.ts';
import { spanOf } from '../../../../agent-console/src/model/span.ts';
import { silenceMs, stalenessOf } from '../../../../agent-console/src/model/staleness.ts';
import { frontCase, tabOrder } from '../../../../agent-console/src/model/tabs.ts';
import type { Role } from '../../../../server/contract/people.ts';
import type { AgentCard, AlertCard, CallCard, CaseCard, SystemCard } from '../../../../server/contract/views.ts';
import { caseCard, step } from '../cards.ts';

describe('what is shown', () => {
  it('takes a ticket number apart, and leaves any other text alone', () => {
    expect(ticketParts('DK-20261122-0047')).toEqual({ code: 'DK', day: '20261122', serial: '0047' });
    expect(ticketParts('DK-20261122-12345')?.serial).toBe('12345');
    expect(ticketParts('0047')).toBeNull();
    expect(spelled('DK-2026')).toBe('D K 2 0 2 6');
  });

  it('writes lengths as clocks', () => {
    expect([0, 999, 61_000, 3_600_000, -5].map(clockOf)).toEqual(['0:00', '0:00', '1:01', '1:00:00', '0:00']);
  });

  it('reads a NIK through the spaces and dots people type', () => {
    expect(nikDigits('3578.01 4101-90')).toBe('357801410190');
  });

  it('tells the time in the office’s zone', () => {
    const moment = Date.UTC(2026, 10, 22, 4, 5, 9);
    expect(timeOfDay(moment, 'Asia/Jakarta')).toBe('11:05:09');
    expect(partOfDay(moment, 'Asia/Jakarta')).toBe('noon');
    expect(partOfDay(moment - 3_600_000, 'Asia/Jakarta')).toBe('morning');
    expect(partOfDay(moment, 'Asia/Jayapura')).toBe('noon');
    expect(partOfDay(Date.UTC(2026, 10, 22, 11), 'Asia/Jakarta')).toBe('evening');
  });
});

describe('a time written by hand', () => {
  it('is meant by the wall of the office, wherever the browser stands', () => {
    const at = Date.UTC(2026, 10, 23, 2, 5);
    expect(momentIn('2026-11-23T09:05', 'Asia/Jakarta')).toBe(at);
    expect(momentIn('2026-11-23T10:05', 'Asia/Makassar')).toBe(at);
    expect(momentIn('2026-11-23T00:30', 'Asia/Jayapura')).toBe(Date.UTC(2026, 10, 22, 15, 30));
    expect(momentIn('', 'Asia/Jakarta')).toBeNull();
  });
});

describe('keys', () => {
  const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    inField: false,
    ...change,
  });

  it('work the telephone wherever the focus is', () => {
    const found = ['F2', 'F4', 'F8', 'F9'].map((key) => commandOf(press(key, { inField: true })));
    expect(found).toEqual(['answer', 'hangup', 'hold', 'mute']);
  });

  it('count once when held down, and mean something else with another key', () => {
    expect(commandOf(press('F4', { repeat: true }))).toBeNull();
    expect(commandOf(press('F4', { altKey: true }))).toBeNull();
    expect(commandOf(press('F2', { ctrlKey: true }))).toBeNull();
  });

  it('save with Ctrl+Enter, and leave Enter and a typed question mark to the field', () => {
    expect(commandOf(press('Enter', { ctrlKey: true, inField: true }))).toBe('save');
    expect(commandOf(press('Enter', { inField: true }))).toBeNull();
    expect(commandOf(press('?', { shiftKey: true }))).toBe('help');
    expect(commandOf(press('?', { shiftKey: true, inField: true }))).toBeNull();
  });
});

describe('staleness', () => {
  const system = (exchange: boolean, database: boolean): SystemCard => ({
    exchange: { name: 'pbx', connected: exchange, since: 1_000 },
    database: { available: database, since: 4_000 },
  });

  it('is none while everything is connected and the server is heard', () => {
    expect(stalenessOf({ connected: true, heardAt: 0 }, system(true, true), silenceMs, 9_000)).toEqual({
      reasons: [],
      ageMs: 0,
    });
  });

  it('counts from the last thing heard when the link is down, or silent for too long', () => {
    expect(stalenessOf({ connected: false, heardAt: 2_000 }, null, 9_000, 0)).toEqual({
      reasons: ['link'],
      ageMs: 7_000,
    });
    const silent = stalenessOf({ connected: true, heardAt: 0 }, null, silenceMs + 1, 0);
    expect(silent).toEqual({ reasons: ['link'], ageMs: silenceMs + 1 });
  });

  it('names every reason and the greatest age', () => {
    const found = stalenessOf({ connected: true, heardAt: 0 }, system(false, false), 10, 11_000);
    expect(found).toEqual({ reasons: ['exchange', 'database'], ageMs: 10_000 });
  });
});

describe('the case in front', () => {
  const first = caseCard();
  const linked = caseCard({
    caseId: 'case-2',
    ticketNumber: 'DK-20261122-0048',
    linkedTo: first.ticketNumber,
    openedAt: 9,
  });
  const known = new Set(['case-1']);

  it('is the one on the line when nothing was chosen', () => {
    const done = caseCard({ caseId: 'case-0', callLive: false });
    expect(frontCase([done, first], null, new Set())).toBe('case-1');
    expect(frontCase([], 'case-1', known)).toBeNull();
  });

  it('gives way to a ticket that grew out of it, and not to a stranger’s while it is on the line', () => {
    expect(frontCase([first, linked], 'case-1', known)).toBe('case-2');
    expect(frontCase([first, { ...linked, linkedTo: null }], 'case-1', known)).toBe('case-1');
  });

  it('gives way to a new call when only its recap is left', () => {
    const recap = caseCard({ callLive: false });
    expect(frontCase([recap, { ...linked, linkedTo: null }], 'case-1', known)).toBe('case-2');
  });

  it('stays the agent’s choice afterwards', () => {
    expect(frontCase([first, linked], 'case-1', new Set(['case-1', 'case-2']))).toBe('case-1');
    expect(tabOrder([linked, caseCard({ callLive: false }), first]).map(({ openedAt }) => openedAt)).toEqual([0, 9, 0]);
  });
});

describe('the floor', () => {
  const call = (callId: string, change: Partial<CallCard>): CallCard => ({
    callId,
    caseId: null,
    ticketNumber: null,
    queue: 'hotline',
    phase: 'queued',
    arrivedAt: 0,
    queuedAt: 1_000,
    answeredAt: null,
    heldSince: null,
    agentId: null,
    agentName: null,
    extension: null,
    ...change,
  });
  const agent = (userId: string, state: AgentCard['state'], since = 0): AgentCard => ({
    userId,
    displayName: userId,
    extension: '101',
    state,
    reason: null,
    since,
    callId: null,
    pendingState: null,
    phoneReachable: true,
  });

  it('counts who waits, longest first, from the moment of queueing', () => {
    const calls = [
      call('talks', { phase: 'talking', answeredAt: 500 }),
      call('late', { queuedAt: 3_000 }),
      call('rings', { phase: 'ringing', queuedAt: 2_000 }),
    ];
    expect(floorFigures(calls, [agent('a', 'ready'), agent('b', 'talking')], 10_000)).toEqual({
      waiting: 2,
      longestWaitMs: 8_000,
      talking: 1,
      ready: 1,
    });
    expect(floorCalls(calls, []).map(({ call: { callId } }) => callId)).toEqual(['rings', 'late', 'talks']);
    expect(floorFigures([], [], 0).longestWaitMs).toBeNull();
  });

  it('shows of each call the step with the least time left', () => {
    const card = caseCard({ steps: [step(12, { dueAt: 20_000 }), step(13)] });
    const [row] = floorCalls([call('c', { caseId: 'case-1' })], [card]);
    expect(row?.step?.number).toBe(13);
  });

  it('lists agents by what they do, longest first', () => {
    const agents = [agent('out', 'logged-out'), agent('new', 'talking', 9), agent('old', 'talking', 1)];
    expect(floorAgents(agents).map(({ userId }) => userId)).toEqual(['old', 'new', 'out']);
  });
});

describe('inboxes and alerts', () => {
  it('show an official what was forwarded to them, and the head everything', () => {
    const mine = caseCard({ caseId: 'mine', status: 'forwarded', officialId: 'me' });
    const theirs = caseCard({ caseId: 'theirs', status: 'forwarded', officialId: 'other' });
    const dispatched = caseCard({ caseId: 'new', status: 'dispatched' });
    const ids = (role: Role) =>
      inboxOf([mine, theirs, dispatched, mine], { userId: 'me', role }).map(({ caseId }) => caseId);
    expect(ids('official')).toEqual(['mine']);
    expect(ids('head')).toEqual(['mine', 'theirs']);
    expect(ids('dispatcher')).toEqual(['new']);
    expect(ids('agent')).toEqual([]);
  });

  it('show whoever has a step the cases that wait for it, as they are newest', () => {
    const waiting = (caseId: string, role: Role, personId: string | null = null, change: Partial<CaseCard> = {}) => {
      const step = { runId: caseId, number: 1, name: { id: 'x', en: 'x' }, roleName: { id: 'x', en: 'x' } };
      return caseCard({ caseId, byActs: true, callLive: false, waitsFor: [{ ...step, role, personId }], ...change });
    };
    const cards = [
      waiting('desk', 'agent'),
      waiting('live', 'agent', 'other', { callLive: true }),
      waiting('secretary', 'secretary'),
      waiting('theirs', 'official', 'other'),
      waiting('mine', 'official', 'me'),
      waiting('anybody', 'official'),
      waiting('gone', 'agency'),
      waiting('gone', 'agent', null, { version: 2, waitsFor: [] }),
    ];
    const ids = (role: Role) => inboxOf(cards, { userId: 'me', role }).map(({ caseId }) => caseId);
    expect(ids('agent')).toEqual(['desk']);
    expect(ids('supervisor')).toEqual(['desk']);
    expect(ids('secretary')).toEqual(['secretary']);
    expect(ids('official')).toEqual(['mine', 'anybody']);
    expect(ids('head')).toEqual(['theirs', 'mine', 'anybody']);
    expect(ids('agency')).toEqual([]);
    expect(inboxTopics({ role: 'secretary' })).toEqual(['inbox:secretary']);
    expect(inboxTopics({ role: 'head' })).toContain('inbox:forwarded');
  });

  it('tell what is left of a slow clock in its two largest units', () => {
    const told = (ms: number) => {
      const { over, parts } = spanOf(ms);
      return `${over ? '+' : ''}${parts.map(({ unit, count }) => `${count} ${unit}`).join(' ')}`;
    };
    const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
    expect(told(0)).toBe('0 minutes');
    expect(told(minute - 1)).toBe('1 minutes');
    expect(told(-minute + 1)).toBe('+0 minutes');
    expect(told(2 * hour)).toBe('2 hours');
    expect(told(day + 4 * hour + 30 * minute)).toBe('1 days 4 hours');
    expect(told(-(3 * day) - minute)).toBe('+3 days');
  });

  it('put a citizen on the line first, then the least time left', () => {
    const cards = [
      caseCard({ caseId: 'late', callLive: false, steps: [step(10, { dueAt: 90_000 })] }),
      caseCard({ caseId: 'soon', callLive: false, steps: [step(10, { dueAt: 9_000 })] }),
      caseCard({ caseId: 'live', steps: [] }),
    ];
    expect(inboxOrder(cards).map(({ caseId }) => caseId)).toEqual(['live', 'soon', 'late']);
  });

  it('leave out acknowledged alerts and put a breach before a warning of the same moment', () => {
    const alert = (alertId: string, change: Partial<AlertCard>): AlertCard => ({
      alertId,
      caseId: 'case-1',
      ticketNumber: 'DK-20261122-0047',
      runId: 'run-4',
      stepNumber: 4,
      stepName: { id: 'x', en: 'x' },
      kind: 'warning',
      percent: 50,
      to: [],
      actor: { id: 'x', en: 'x' },
      dueAt: 0,
      firedAt: 5,
      late: false,
      deliveredAt: null,
      userName: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      ...change,
    });
    const alerts = [
      alert('read', { acknowledgedAt: 9 }),
      alert('warning', {}),
      alert('breach', { kind: 'breach' }),
      alert('newer', { firedAt: 7 }),
    ];
    expect(openAlerts(alerts).map(({ alertId }) => alertId)).toEqual(['newer', 'breach', 'warning']);
    expect(uniqueAlerts([...alerts, ...alerts])).toHaveLength(4);
  });
});

describe('the first version of a recap', () => {
  it('follows from what was recorded', () => {
    expect(suggestedDisposition(caseCard())).toBe('dropped');
    expect(suggestedDisposition(caseCard({ dispatchNote: 'x' }))).toBe('dispatched');
    expect(suggestedDisposition(caseCard({ dispatchNote: 'x', solution: 'y' }))).toBe('resolved');
    expect(suggestedDisposition(caseCard({ kind: 'question', solution: 'y' }))).toBe('information');
    expect(suggestedSummary(caseCard({ complaint: 'KTP hilang', solution: 'Datang' }))).toBe('KTP hilang\n\nDatang');
    expect(suggestedSummary(caseCard())).toBe('');
  });
});
