import { openAlerts, uniqueAlerts } from '../../../../agent-console/src/model/alerts.ts';
import { inboxOf, inboxOrder, inboxTopics } from '../../../../agent-console/src/model/inbox.ts';
import { spanOf } from '../../../../agent-console/src/model/span.ts';
import { mostUrgent } from '../../../../agent-console/src/model/steps.ts';
import type { Role } from '../../../../server/contract/people.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { alertCard, caseCard, conversation, step, waitsFor } from '../cards.ts';

describe('inboxes and alerts', () => {
  it('show an official what was forwarded to them, and the head everything', () => {
    const forwarded = (caseId: string, personId: string) =>
      caseCard({
        caseId,
        officialId: personId,
        waitsFor: [waitsFor(['solution.given'], { role: 'official', personId })],
      });
    const [mine, theirs] = [forwarded('mine', 'me'), forwarded('theirs', 'other')];
    // Also while the citizen is still on the line.
    const dispatched = caseCard({ caseId: 'new', waitsFor: [waitsFor(['case.forwarded'], { role: 'dispatcher' })] });
    const ids = (role: Role) =>
      inboxOf([mine, theirs, dispatched, mine], { userId: 'me', role }).map(({ caseId }) => caseId);
    expect(ids('official')).toEqual(['mine']);
    expect(ids('head')).toEqual(['mine', 'theirs']);
    expect(ids('dispatcher')).toEqual(['new']);
    expect(ids('agent')).toEqual([]);
  });

  it('show whoever has a step the cases that wait for it, as they are newest', () => {
    const waiting = (caseId: string, role: Role, personId: string | null = null, change: Partial<CaseCard> = {}) =>
      caseCard({ caseId, layout: 'case', callLive: false, waitsFor: [waitsFor([], { role, personId })], ...change });
    const cards = [
      waiting('desk', 'agent'),
      waiting('live', 'agent', 'other', { layout: 'call', callLive: true }),
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

  it('show whoever takes part in a step the cases of it that are theirs', () => {
    const followed = (caseId: string, officialId: string) => {
      const step = waitsFor(['follow_up.noted'], { role: 'dispatcher', with: ['official', 'agent'] });
      return caseCard({ caseId, layout: 'case', callLive: false, officialId, waitsFor: [step] });
    };
    const ids = (role: Role) =>
      inboxOf([followed('mine', 'me'), followed('theirs', 'other')], { userId: 'me', role }).map(
        ({ caseId }) => caseId,
      );
    expect(ids('official')).toEqual(['mine']);
    expect(ids('dispatcher')).toEqual(['mine', 'theirs']);
    expect(ids('agent')).toEqual([]);
  });

  it('are one list for all channels: whose citizen waits for words stands among the steps, by when it should be seen to', () => {
    const wrote = (caseId: string, change: Parameters<typeof conversation>[0], more: Partial<CaseCard> = {}) =>
      caseCard({ caseId, layout: 'case', callLive: false, steps: [], conversation: conversation(change), ...more });
    const waiting = waitsFor(['answer.sent'], { number: 10 });
    const cards = [
      wrote('answered', { lastAt: 1 }),
      wrote('later', { waitingSince: 50_000 }),
      caseCard({
        caseId: 'due',
        layout: 'case',
        callLive: false,
        waitsFor: [waiting],
        steps: [step(10, { dueAt: 30_000 })],
      }),
      wrote('first', { waitingSince: 20_000 }, { steps: [step(10, { dueAt: 90_000 })] }),
      wrote('closed', { failed: true, lastAt: 40_000 }, { status: 'closed', closedAt: 60_000 }),
      wrote('talking', { waitingSince: 1 }, { callLive: true }),
    ];
    const ids = (role: Role) => inboxOrder(inboxOf(cards, { userId: 'me', role })).map(({ caseId }) => caseId);
    expect(ids('agent')).toEqual(['first', 'due', 'closed', 'later']);
    expect(ids('supervisor')).toEqual(ids('agent'));
    expect(ids('official')).toEqual([]);
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

  it('put a case whose citizen is waited for after what is due, but where another of its clocks runs', () => {
    const asked = step(3, { dueAt: 1_000, stoppedAt: 500 });
    const cards = [
      caseCard({ caseId: 'asked', callLive: false, steps: [asked] }),
      caseCard({ caseId: 'both', callLive: false, steps: [asked, step(5, { dueAt: 30_000 })] }),
      caseCard({ caseId: 'due', callLive: false, steps: [step(10, { dueAt: 60_000 })] }),
    ];
    expect(inboxOrder(cards).map(({ caseId }) => caseId)).toEqual(['both', 'due', 'asked']);
    expect(mostUrgent(cards[1] as CaseCard)?.number).toBe(5);
  });

  it('leave out acknowledged alerts and put a breach before a warning of the same moment', () => {
    const alerts = [
      alertCard('read', { kind: 'warning', acknowledgedAt: 9 }),
      alertCard('warning', { kind: 'warning' }),
      alertCard('breach'),
      alertCard('newer', { kind: 'warning', firedAt: 7 }),
    ];
    expect(openAlerts(alerts).map(({ alertId }) => alertId)).toEqual(['newer', 'breach', 'warning']);
    expect(uniqueAlerts([...alerts, ...alerts])).toHaveLength(4);
  });
});
