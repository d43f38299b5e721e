import type { DueReason } from '../../contract/actions.ts';
import type { CaseDetail, HistoryEntry } from '../../contract/views.ts';
import { dialWords } from '../../domain/call/dial-words.ts';
import { actionsFor } from '../../domain/case/actions.ts';
import type { ActionData, CaseEvent } from '../../domain/case/events.ts';
import type { Choice, FieldDefinition } from '../../domain/fields/field.ts';
import { fieldIn, fieldNames } from '../../domain/fields/standard.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import { eventWords } from '../../domain/sop/event-words.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import { alertCard } from '../alerts/alert-card.ts';
import type { CallBacks } from '../calls/call-back.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayAct, maySeeRecordings } from '../people/policies.ts';
import type { CaseRecord, LoggedEvent } from '../ports/cases.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { actionCard } from './action-card.ts';
import { caseCard, fieldChoice } from './case-card.ts';
import type { LiveCases } from './live-cases.ts';
import { transferLabel, whoOf } from './transfer-words.ts';
import { verdictCards } from './verdict-cards.ts';
import { valueWords } from './words.ts';

export interface CaseDetailsDeps {
  readonly store: Pick<Store, 'historyOf' | 'alertsOf' | 'recordingsOf' | 'messages'>;
  readonly liveCases: LiveCases;
  readonly directory: Directory;
  readonly sops: SopRegistry;
  readonly clock: Clock;
  readonly reachOf: ReachOf;
  readonly callBacks: Pick<CallBacks, 'offered'>;
}

/** A case as somebody who opens it reads it: with its history, why it is due when it is, and what he may do now. */
export type CaseDetails = (record: CaseRecord, reader: Actor) => Promise<CaseDetail>;

export function createCaseDetails(deps: CaseDetailsDeps): CaseDetails {
  const { store, liveCases, directory, sops, clock, reachOf, callBacks } = deps;
  return async (record, reader) => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const ofCall = record.callId !== null && maySeeRecordings(reader, record) ? record.callId : null;
    const [history, alerts, recordings, reach, callBack] = await Promise.all([
      store.historyOf(record.caseId),
      store.alertsOf(record.caseId),
      ofCall === null ? [] : store.recordingsOf(ofCall),
      reachOf(store.messages, record, reader.userId),
      callBacks.offered(reader, record),
    ]);
    return {
      ...caseCard(record, {
        sops,
        directory,
        context: liveCases.contextOf(record.caseId),
        conversation: liveCases.conversationOf(record.caseId),
      }),
      history: history.map((entry) =>
        historyEntry(entry, sop, directory, (field, code) => fieldChoice(sops, record, field, code)),
      ),
      alerts: alerts.map((alert) => alertCard(alert, sop, directory)),
      recordings: recordings.map(({ callId, reference, startedAt, lengthMs }) => {
        return { callId, reference, startedAt, lengthMs };
      }),
      actions: actionsFor(sop, record.state, reach)
        .filter((action) => mayAct(reader, action, record, sop))
        .map((action) => actionCard(sops, record, action, reader)),
      callBack: callBack === 'hidden' ? null : { refusal: callBack },
      due: dueReasons(sops, sop, record),
      ...verdictCards({ record, sop, time: sops.timeOf(record.serviceId), history, directory, now: clock.now() }),
    };
  };
}

/** What was written in an event, as it can be read: without ids, which name nobody to a reader. */
function historyEntry(
  { seq, event, recordedAt, personId }: LoggedEvent & { readonly seq: number },
  sop: SopDefinition,
  directory: Directory,
  choose: (field: FieldDefinition, code: string) => Choice,
): HistoryEntry {
  const order = fieldNames(sop);
  const written = [...wordsOf(event)].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const words = written.flatMap(([name, value]) => {
    const field = fieldIn(sop, name);
    const shown = field?.type === 'person' ? (directory.nameOf(value) ?? '') : value;
    if (shown === '') return [];
    return [{ label: field?.label ?? { id: name, en: name }, value: valueWords(field, shown, choose) }];
  });
  return {
    seq,
    type: event.type,
    label: transferLabel(event) ?? eventWords(event.type),
    at: event.at,
    recordedAt,
    actorName: directory.nameOf(personId),
    words: [...words, ...whoOf(event, directory), ...howCalled(event), ...howKnown(event)],
  };
}

function howCalled(event: CaseEvent): HistoryEntry['words'] {
  if (event.type !== 'callback.ended') return [];
  const value = dialWords(event.data.result, event.data.endedBy);
  return [{ label: { id: 'Hasil', en: 'How it ended' }, value }];
}

/** Of what nobody heard when it happened. */
function howKnown({ data }: CaseEvent): HistoryEntry['words'] {
  const estimated = 'estimated' in data || ('source' in data && data.source === 'estimate');
  if (!estimated && !('source' in data)) return [];
  const value = estimated
    ? { id: 'perkiraan; sentral tidak memberi tahu', en: 'estimated; the exchange did not say' }
    : { id: 'dibaca kembali dari catatan sentral', en: 'read back from the exchange’s own log' };
  return [{ label: { id: 'Diketahui dari', en: 'Known by' }, value }];
}

/** The words of an event, by the names of the fields. */
function wordsOf(event: CaseEvent): readonly (readonly [name: string, value: string])[] {
  if (event.type === 'report.received' || event.type === 'caller.chosen')
    return Object.entries(event.data).filter(
      (entry): entry is [string, string] => readable.has(entry[0]) && typeof entry[1] === 'string',
    );
  if (event.type === 'promise.recounted') return [['remark', event.data.text]];
  const { fields = {}, via } = event.data as ActionData;
  return Object.entries(via === undefined ? fields : { ...fields, via });
}

const readable: ReadonlySet<string> = new Set(['callerName', 'address', 'complaint']);

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
