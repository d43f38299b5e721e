import type { ActionField, CaseAction } from '../../../server/contract/actions.ts';
import type { AlertCard } from '../../../server/contract/alerts.ts';
import type { ConversationCard } from '../../../server/contract/messages.ts';
import type { StepCard } from '../../../server/contract/steps.ts';
import type { CaseCard } from '../../../server/contract/views.ts';

/** A run of a step that began at 0 with a budget of 10 s and a warning at 8 s. */
export function step(number: number, change: Partial<StepCard> = {}): StepCard {
  return {
    runId: `run-${number}`,
    step: `step-${number}`,
    number,
    name: { id: `Langkah ${number}`, en: `Step ${number}` },
    actor: 'agent',
    startedAt: 0,
    dueAt: 10_000,
    provisional: false,
    warnAt: [8_000],
    endedAt: null,
    verdict: 'running',
    corrected: false,
    beyond: false,
    stoppedAt: null,
    ...change,
  };
}

export const ended = (number: number, change: Partial<StepCard> = {}): StepCard =>
  step(number, { endedAt: 5_000, verdict: 'met', ...change });

/** An SMS of a citizen that was answered. */
export const conversation = (change: Partial<ConversationCard>): ConversationCard => ({
  channel: 'sms',
  count: 1,
  lastAt: 0,
  lastDirection: 'in',
  unseen: 0,
  waitingSince: null,
  failed: false,
  pending: 0,
  optedOut: false,
  openUntil: null,
  revision: '',
  ...change,
});

/** A case on the line whose intake has just begun. */
export function caseCard(change: Partial<CaseCard> = {}): CaseCard {
  return {
    caseId: 'case-1',
    ticketNumber: 'DK-20261122-0047',
    linkedTo: null,
    sop: { id: 'surabaya', version: '1', title: { id: 'SOP', en: 'SOP' } },
    status: 'open',
    channel: 'phone',
    layout: 'call',
    task: null,
    basis: null,
    kind: { code: 'complaint', name: { id: 'Pengaduan', en: 'Complaint' } },
    callId: 'call-1',
    callLive: true,
    openedAt: 0,
    closedAt: null,
    agentId: 'agent-1',
    agentName: 'Sari',
    officialId: null,
    officialName: null,
    caller: { callerId: null, name: null, address: null, phoneMasked: '0812-****-7890', nikMasked: null },
    candidates: [],
    tickets: [],
    category: null,
    complaint: null,
    contents: [],
    telling: [],
    tries: 0,
    called: null,
    endedAs: null,
    steps: [step(6)],
    conversation: null,
    waitsFor: [],
    version: 1,
    ...change,
  };
}

/** A step that an agent is to end by these events. */
export function waitsFor(
  events: readonly string[],
  change: Partial<CaseCard['waitsFor'][number]> = {},
): CaseCard['waitsFor'][number] {
  return {
    runId: 'run-6',
    number: 6,
    name: { id: 'Mencatat', en: 'Write down' },
    role: 'agent',
    roleName: { id: 'Agen', en: 'Agent' },
    personId: null,
    with: [],
    events: [...events],
    untimed: null,
    ...change,
  };
}

/** Something written in a case. */
export const written = (name: string, value: string): CaseCard['contents'][number] => ({
  name,
  label: { id: name, en: name },
  value: { id: value, en: value },
});

/** A line that need not be filled in. */
export function field(name: string, change: Partial<ActionField> = {}): ActionField {
  return {
    name,
    type: 'line',
    label: { id: name, en: name },
    help: null,
    required: false,
    when: null,
    max: 240,
    min: null,
    value: null,
    draft: null,
    sealed: false,
    stored: false,
    choices: [],
    people: null,
    ...change,
  };
}

/** What a running step of an agent's waits for. */
export function action(event: string, change: Partial<CaseAction> = {}): CaseAction {
  return {
    event,
    step: { runs: true, number: 6, name: { id: 'Mencatat', en: 'Write down' } },
    role: 'agent',
    roleName: { id: 'Agen', en: 'Agent' },
    label: { id: event, en: event },
    branch: null,
    tells: null,
    fields: [],
    papers: [],
    ...change,
  };
}

/** Of a breach of step 4 that nobody has taken note of. */
export function alertCard(alertId: string, change: Partial<AlertCard> = {}): AlertCard {
  return {
    alertId,
    caseId: 'c',
    ticketNumber: `SBY-20261122-${alertId}`,
    runId: 'answer:1',
    stepNumber: 4,
    stepName: { id: 'Menjawab', en: 'Answer' },
    kind: 'breach',
    percent: 100,
    to: [],
    actor: { id: 'Agen', en: 'Agent' },
    dueAt: 0,
    firedAt: 0,
    late: false,
    deliveredAt: null,
    userName: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    caseClosed: false,
    ...change,
  };
}
