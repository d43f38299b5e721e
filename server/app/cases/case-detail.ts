import type { ProblemType } from '../../contract/problems.ts';
import type { CaseDetail } from '../../contract/views.ts';
import { actionsFor } from '../../domain/case/actions.ts';
import { hasPapers } from '../../domain/case/step-papers.ts';
import { alertCard } from '../alerts/alert-card.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayAct, maySeeAnswer, maySeeRecordings } from '../people/policies.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Clock, Store } from '../ports/ports.ts';
import type { Recording } from '../ports/recordings.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { answerCards } from '../surveys/answer-cards.ts';
import { actionCard, type PaperTitles } from './action-card.ts';
import { caseCard, fieldChoice } from './case-card.ts';
import { dueReasons } from './due-reasons.ts';
import { historyEntry } from './history-entry.ts';
import type { LiveCases } from './live-cases.ts';
import { verdictCards } from './verdict-cards.ts';

export interface CaseDetailsDeps {
  readonly store: Pick<
    Store,
    'historyOf' | 'alertsOf' | 'recordingsOf' | 'recordingPausesOf' | 'surveyAnswersOf' | 'messages' | 'papersOf'
  >;
  readonly liveCases: LiveCases;
  readonly directory: Directory;
  readonly sops: SopRegistry;
  readonly kinds: PaperTitles;
  readonly clock: Clock;
  readonly reachOf: ReachOf;
  /** Whether this person can call the citizen at all: null, yes; `hidden`: that is not theirs to do. */
  readonly callBackFor: (reader: Actor, record: CaseRecord) => Promise<ProblemType | 'hidden' | null>;
  /** How the number stands on the list of those nobody is rung for; null: nothing is theirs to know of it. */
  readonly blockOf: (reader: Actor, record: CaseRecord) => Promise<CaseDetail['block']>;
}

/** A case as somebody who opens it reads it: with its history, why it is due when it is, and what he may do now. */
export type CaseDetails = (record: CaseRecord, reader: Actor) => Promise<CaseDetail>;

export function createCaseDetails(deps: CaseDetailsDeps): CaseDetails {
  const { store, liveCases, directory, sops, kinds, clock, reachOf, callBackFor } = deps;
  return async (record, reader) => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const ofCall = record.callId;
    // What a caller left for the office is for whoever reads the ticket.
    const shown = ({ kind }: Recording) => kind === 'message' || maySeeRecordings(reader, record);
    const [history, alerts, recordings, pauses, answers, reach, callBack, block, papers] = await Promise.all([
      store.historyOf(record.caseId),
      store.alertsOf(record.caseId),
      ofCall === null ? [] : store.recordingsOf(ofCall),
      ofCall === null ? [] : store.recordingPausesOf(ofCall),
      maySeeAnswer(reader) ? store.surveyAnswersOf(record.caseId) : [],
      reachOf(store.messages, record, reader.userId),
      callBackFor(reader, record),
      deps.blockOf(reader, record),
      hasPapers(sop) && record.state.closedAt === null ? store.papersOf(record.caseId) : [],
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
      recordings: recordings.filter(shown).map(({ callId, kind, reference, startedAt, lengthMs, whole }) => {
        return { callId, kind, reference, startedAt, lengthMs, whole, pauses: [...pauses] };
      }),
      answers: answerCards(answers, sops),
      actions: actionsFor(sop, record.state, reach)
        .filter((action) => mayAct(reader, action, record, sop))
        .map((action) => actionCard({ sops, kinds, record, papers, reader }, action)),
      callBack: callBack === 'hidden' ? null : { refusal: callBack },
      block,
      due: dueReasons(sops, sop, record),
      ...verdictCards({ record, sop, time: sops.timeOf(record.serviceId), history, directory, now: clock.now() }),
    };
  };
}
