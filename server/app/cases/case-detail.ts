import type { Act, DueReason } from '../../contract/acts.ts';
import type { CaseDetail, HistoryEntry } from '../../contract/views.ts';
import { actWords } from '../../domain/case/act-words.ts';
import { actsFor, type Act as Offered } from '../../domain/case/acts.ts';
import { contentOf } from '../../domain/case/fields.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { roleName } from '../../domain/sop/definition.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import { alertCard } from '../alerts/alert-card.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayAct, maySeeRecordings } from '../people/policies.ts';
import type { CaseRecord, Clock, LoggedEvent, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { knownOf } from './case-acts.ts';
import { caseCard } from './case-card.ts';
import type { LiveCases } from './live-cases.ts';
import { verdictCards } from './verdict-cards.ts';

export interface CaseDetailsDeps {
  readonly store: Pick<Store, 'historyOf' | 'alertsOf' | 'recordingsOf'>;
  readonly liveCases: LiveCases;
  readonly directory: Directory;
  readonly sops: SopRegistry;
  readonly clock: Clock;
}

/** A case as somebody who opens it reads it: with its history, why it is due when it is, and what he may do now. */
export type CaseDetails = (record: CaseRecord, reader: Actor) => Promise<CaseDetail>;

export function createCaseDetails({ store, liveCases, directory, sops, clock }: CaseDetailsDeps): CaseDetails {
  return async (record, reader) => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const ofCall = record.callId !== null && maySeeRecordings(reader, record) ? record.callId : null;
    const [history, alerts, recordings] = await Promise.all([
      store.historyOf(record.caseId),
      store.alertsOf(record.caseId),
      ofCall === null ? [] : store.recordingsOf(ofCall),
    ]);
    return {
      ...caseCard(record, sop, liveCases.contextOf(record.caseId), directory, liveCases.conversationOf(record.caseId)),
      history: history.map((entry) => historyEntry(entry, directory)),
      alerts: alerts.map((alert) => alertCard(alert, sop, directory)),
      recordings: recordings.map(({ callId, reference, startedAt, lengthMs }) => {
        return { callId, reference, startedAt, lengthMs };
      }),
      acts: actsFor(sop, record.state)
        .filter((act) => mayAct(reader, act, record))
        .map((act) => actCard(sop, record, act)),
      due: dueReasons(sops, sop, record),
      ...verdictCards({ record, sop, time: sops.timeOf(record.serviceId), history, directory, now: clock.now() }),
    };
  };
}

function actCard(sop: SopDefinition, record: CaseRecord, act: Offered): Act {
  const { id, number, name } = stepOf(sop, act.step);
  const known = knownOf(record);
  return {
    event: act.event,
    step: { id, number, name },
    role: act.actor as Act['role'],
    roleName: roleName(sop, act.actor),
    label: actWords[act.event],
    branch: act.branch,
    fields: act.fields.map((field) => ({
      name: field.name,
      required: field.required,
      value: contentOf(record.state, field.name),
      sealed: known.has(field.name),
      people: (field.of ?? null) as Act['role'] | null,
    })),
  };
}

/** What was written in an event, as it can be read: without ids, which name nobody to a reader. */
function historyEntry(
  { seq, event, recordedAt, personId }: LoggedEvent & { readonly seq: number },
  directory: Directory,
): HistoryEntry {
  const data = { ...event.data, ...('fields' in event.data ? event.data.fields : {}) };
  const words = Object.entries(data).flatMap(([field, value]) => {
    if (field === 'officialId') return [{ field: 'assigneeId', value: directory.nameOf(String(value)) ?? '' }];
    return readable.has(field) && typeof value === 'string' && value !== '' ? [{ field, value }] : [];
  });
  return { seq, type: event.type, at: event.at, recordedAt, actorName: directory.nameOf(personId), words };
}

const readable: ReadonlySet<string> = new Set([
  ...['callerName', 'address', 'kind', 'category', 'complaint', 'problemFrame', 'solution', 'note', 'summary'],
  ...['disposition', 'clarification', 'action', 'decision', 'recommendation', 'improvement', 'notice', 'proof'],
  ...['question', 'reply', 'remark', 'text', 'reason'],
]);

function dueReasons(sops: SopRegistry, sop: SopDefinition, { serviceId, state }: CaseRecord): DueReason[] {
  const time = sops.timeOf(serviceId);
  return state.sop.runs.flatMap((run) => {
    const { budget } = stepOf(sop, run.step);
    if (run.verdict !== 'running' || run.dueAt === null || run.stoppedAt !== null) return [];
    if (!time.explain || budget === null || run.clock === null || run.spent > budget.amount) return [];
    const stretch = { from: run.stretchAt, amount: budget.amount - run.spent, begunAt: run.startedAt };
    const id = time.explain(run.clock, stretch, run.dueAt, 'id');
    const en = time.explain(run.clock, stretch, run.dueAt, 'en');
    return id === null || en === null ? [] : [{ runId: run.id, text: { id, en } }];
  });
}
