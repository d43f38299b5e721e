import { createLiveAlerts, shownAlerts } from '../../../../server/app/alerts/live-alerts.ts';
import { createTopics } from '../../../../server/app/live/topics.ts';
import { createDirectory } from '../../../../server/app/people/directory.ts';
import type { AlertRecord } from '../../../../server/app/ports/alerts.ts';
import type { CaseRecord } from '../../../../server/app/ports/cases.ts';
import type { AlertCard } from '../../../../server/contract/alerts.ts';
import { newCase } from '../../../../server/domain/case/case.ts';
import type { SopDefinition } from '../../../../server/domain/sop/definition.ts';
import { hotlineUnder } from '../../../support/sops.ts';

const name = { id: 'x', en: 'x' };
const steps = [
  { id: 'answer', number: 4, name, actor: 'agent' },
  { id: 'forward', number: 10, name, actor: 'dispatcher' },
];
const sop = { id: 'surabaya', version: '1', title: name, roles: {}, steps } as unknown as SopDefinition;

const alert = (more: Partial<AlertRecord> = {}): AlertRecord => ({
  alertId: 'a1',
  caseId: 'case-1',
  ticketNumber: 'DK-20261122-0047',
  sopId: sop.id,
  sopVersion: sop.version,
  runId: 'answer:o1',
  step: 'answer',
  kind: 'warning',
  percent: 50,
  personId: 'sari',
  level: null,
  urgent: false,
  notify: false,
  dueAt: 0,
  firedAt: 0,
  late: false,
  deliveredAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  caseClosed: false,
  ...more,
});
const caseWith = (verdict: 'running' | 'met'): CaseRecord =>
  ({
    caseId: 'case-1',
    state: { ...newCase, sop: { ...newCase.sop, runs: [{ id: 'answer:o1', verdict }] } },
  }) as unknown as CaseRecord;

const people = [
  { userId: 'rina', displayName: 'Rina', role: 'supervisor' },
  { userId: 'wati', displayName: 'Wati', role: 'head' },
  { userId: 'agus', displayName: 'Agus', role: 'official' },
  { userId: 'tono', displayName: 'Tono', role: 'official' },
];

async function bench() {
  const topics = createTopics('e1', () => {});
  const directory = createDirectory({ people: async () => people, agents: async () => [] });
  await directory.refresh();
  const live = createLiveAlerts({ topics, directory, sops: hotlineUnder(sop) });
  const entriesIn = (topic: string) => topics.snapshot(topic, 0).entries;
  return {
    live,
    shownIn: (topic: string) => Object.keys(entriesIn(topic)),
    closedIn: (topic: string) => Object.values(entriesIn(topic)).map((value) => (value as AlertCard).caseClosed),
  };
}

describe('alerts in the live views', () => {
  it('are shown to the one who has to act and to the supervisors', async () => {
    const { live, shownIn } = await bench();
    live.put([alert(), alert({ alertId: 'a2', step: 'forward', personId: null })]);
    expect(shownIn('desk:sari')).toEqual(['alerts/a1']);
    expect(shownIn('inbox:dispatcher')).toEqual(['alerts/a2']);
    expect(shownIn('floor')).toEqual(['alerts/a1', 'alerts/a2']);
    expect(live.topicsOf('a1')).toEqual(['floor', 'desk:sari']);
  });

  it('that escalate are shown to the people of the level and the supervisors, not to the one who is late', async () => {
    const { live, shownIn } = await bench();
    const level = { to: ['head', 'official'], people: [], by: ['screen'] } as const;
    live.put([alert({ kind: 'escalation', level })]);
    expect(live.topicsOf('a1')).toEqual(['floor', 'desk:wati', 'desk:agus', 'desk:tono']);
    expect(shownIn('desk:sari')).toEqual([]);
    // Where the case names the official, the others are left in peace.
    live.put([alert({ kind: 'escalation', level: { ...level, people: ['tono'] } })]);
    expect(live.topicsOf('a1')).toEqual(['floor', 'desk:wati', 'desk:tono']);
    expect(shownIn('desk:agus')).toEqual([]);
  });

  it('go when somebody has taken note', async () => {
    const { live, shownIn } = await bench();
    live.put([alert()]);
    live.put([alert({ acknowledgedAt: 1 })]);
    expect(shownIn('floor')).toEqual([]);
    expect(live.topicsOf('a1')).toEqual([]);
  });

  it('that warn go when their step has ended; breaches stay', async () => {
    const { live, shownIn } = await bench();
    live.put([alert(), alert({ alertId: 'a2', kind: 'breach' })]);
    live.settle(caseWith('running'));
    expect(shownIn('desk:sari')).toEqual(['alerts/a1', 'alerts/a2']);
    live.settle(caseWith('met'));
    expect(shownIn('desk:sari')).toEqual(['alerts/a2']);
  });

  it('say of what was late that its case has closed', async () => {
    const { live, shownIn, closedIn } = await bench();
    live.put([alert({ kind: 'breach' }), alert({ alertId: 'other', caseId: 'case-2', kind: 'breach' })]);
    const { state, ...record } = caseWith('met');
    live.settle({ ...record, state: { ...state, closedAt: 9 } });
    expect(shownIn('desk:sari')).toEqual(['alerts/a1', 'alerts/other']);
    expect(closedIn('desk:sari')).toEqual([true, false]);
  });

  it('are kept to the newest, so that a bad day does not fill the screens', async () => {
    const { live, shownIn } = await bench();
    live.put(Array.from({ length: shownAlerts + 5 }, (_, n) => alert({ alertId: `b${n}`, kind: 'breach' })));
    expect(shownIn('floor')).toHaveLength(shownAlerts);
    expect(shownIn('floor')).not.toContain('alerts/b4');
  });
});
