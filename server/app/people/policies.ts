import { type Role, roles } from '../../contract/people.ts';
import type { CaseAction } from '../../domain/case/actions.ts';
import { inWrapUp, waitingOf } from '../../domain/case/waiting.ts';
import { type Asker, type RightFacts, rolesInCase, rolesInProcedure } from '../../domain/rights/facts.ts';
import { has, mayDoStep } from '../../domain/rights/rights.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { SopActor } from '../../domain/sop/terms.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { ReportTokenRecord } from '../ports/report-tokens.ts';

/** Who may what: each question put to the table of `domain/rights` with the facts of what it is about. */

/** Who asks. */
export interface Actor {
  readonly userId: string;
  readonly role: Role;
}

/** How somebody is tied to a case by more than what is stored in it. */
export interface Ties {
  /** The citizen wrote and waits for an answer. */
  readonly writes: boolean;
  /** See `TiesStore`. */
  readonly tied: boolean;
}
const noTies: Ties = { writes: false, tied: false };

/** Whether an open case waits for the asker: for the role, but not where a colleague has the citizen on the line. */
function waits({ userId, role }: Actor, { state }: CaseRecord, sop: SopDefinition): boolean {
  // Whoever is in the queue, or gave up there, waits for the agents, all of them.
  if (state.agentId === null && ['waiting', 'abandoned'].includes(state.status)) return role === 'agent';
  const held = state.sop.live || inWrapUp(sop, state);
  return waitingOf(sop, state).some(
    (one) =>
      (one.role === role || (one.step?.with.includes(role as SopActor) ?? false)) &&
      (one.personId === null || one.personId === userId || !held),
  );
}

const factsOf = ({ state }: CaseRecord, sop?: SopDefinition): Required<Pick<RightFacts, 'case'>> => ({
  case: {
    agentId: state.agentId,
    officialId: state.officialId,
    live: state.sop.live,
    roles: sop ? rolesInCase(sop, state.sop.runs) : new Set<string>(),
  },
});

const tiedFacts = (actor: Actor, record: CaseRecord, sop: SopDefinition, { writes, tied }: Ties) => {
  const { case: of } = factsOf(record, sop);
  return { case: { ...of, waits: (writes && actor.role === 'agent') || waits(actor, record, sop), tied } };
};

export const mayList = (actor: Actor): boolean => has(actor, 'list cases');

/** May this person share a saved view of the list of tickets with everybody who lists them? */
export const mayShareViews = (actor: Actor): boolean => has(actor, 'share views');

/** May this person see the case with its contents? */
export const maySee = (actor: Actor, record: CaseRecord, sop: SopDefinition, ties: Ties = noTies): boolean =>
  has(actor, 'read case', tiedFacts(actor, record, sop, ties));

/** Does this person read cases that were forwarded to somebody else, where their role has work in them? */
export const readsWhatIsAnothers = (actor: Actor): boolean =>
  has(actor, 'read case', {
    case: { agentId: null, officialId: 'another', live: false, roles: new Set([actor.role]) },
  });

/** May this person open a case that is not their work by saying why? */
export const mayOpenForReason = (actor: Actor): boolean => has(actor, 'open for a reason');

/** May this person see a number or NIK of the case in the clear? */
export const mayReveal = (actor: Actor, record: CaseRecord, sop: SopDefinition, ties: Ties = noTies): boolean =>
  has(actor, 'reveal', tiedFacts(actor, record, sop, ties));

/** May this person do this action, which the case waits for? */
export function mayAct(
  actor: Actor,
  { actor: by, with: others, heldBy, event, step }: Pick<CaseAction, 'actor' | 'with' | 'heldBy' | 'event' | 'step'>,
  record: CaseRecord,
  sop: SopDefinition,
): boolean {
  const after = step?.next.filter(({ on }) => on === event).map(({ to }) => to) ?? [];
  const leadsTo = sop.steps.filter(({ id }) => after.includes(id)).map((next) => next.actor);
  return mayDoStep(actor, { ...factsOf(record), step: { actor: by, with: others, heldBy, leadsTo } });
}

/** May this person say who the caller is? */
export const mayWorkOn = (actor: Actor, record: CaseRecord): boolean => has(actor, 'work on case', factsOf(record));

/** May this person note what the citizen was told of their data, and what they answered? */
export const mayRecordBasis = (actor: Actor, record: CaseRecord): boolean =>
  has(actor, 'record basis', factsOf(record));

/** May this person put a file to a case that is open to them? */
export const mayAddFile = (actor: Actor): boolean => has(actor, 'add file');

/** May this person write papers of a case that is open to them, have them made, and note how they went out? */
export const mayMakePaper = (actor: Actor): boolean => has(actor, 'make paper');

/** May this person initial, sign or return the paper now? */
export const maySignPaper = (actor: Actor, paper: Required<RightFacts>['paper']): boolean =>
  has(actor, 'sign paper', { paper });

/** May this person make a numbered paper count for nothing? */
export const mayVoidPaper = (actor: Actor): boolean => has(actor, 'void paper');

/** May this person write to the citizen? */
export const mayWrite = (actor: Actor, record: CaseRecord): boolean => has(actor, 'write to citizen', factsOf(record));

/** May this person call the citizen, with a telephone of their own? */
export const mayCall = (actor: Actor, record: CaseRecord): boolean => has(actor, 'call citizen', factsOf(record));

/** May this person know when and how long the case's call was recorded? Who may listen too, is in the contract. */
export const maySeeRecordings = (actor: Actor, record: CaseRecord): boolean =>
  has(actor, 'see recordings', factsOf(record));

/** May this person know what the citizen of a case answered to how they were served? */
export const maySeeAnswer = (actor: Actor): boolean => has(actor, 'see answer');

/** May this person see how satisfied citizens were, by service and by agent? */
export const maySeeSatisfaction = (actor: Actor): boolean => has(actor, 'see satisfaction');

/** May this person read the report, and have it sent? */
export const mayReadReport = (actor: Asker, report: string): boolean =>
  has(actor, 'read figures') && ((report !== 'satisfaction' && report !== 'ikm') || has(actor, 'see satisfaction'));

/** What a program asks for: a report, by what it is told apart, and of which agent alone. */
export interface AskedByToken {
  readonly report: string;
  readonly by?: string | undefined;
  readonly agent?: string | undefined;
}

/** Keys that are somebody's name. */
const names = new Set(['agent', 'official']);

/** May a program with this token read what it asks for? Never what tells of somebody of the office by name. */
export const mayReadByToken = (
  { tokenId, reports }: Pick<ReportTokenRecord, 'tokenId' | 'reports'>,
  { report, by, agent }: AskedByToken,
): boolean =>
  has({ userId: tokenId, role: 'report_token' }, 'read figures', {
    figures: { report, listed: new Set(reports), byName: names.has(by ?? '') || agent !== undefined },
  });

/** May this person have nobody rung for callers of a number? */
export const mayBlock = (actor: Actor): boolean => has(actor, 'block caller');

/** May this person say what every caller hears before the queue? */
export const mayAnnounce = (actor: Actor): boolean => has(actor, 'announce');

/** May this person look for the office's answers? */
export const mayReadAnswers = (actor: Actor): boolean => has(actor, 'read answers');

/** May this person write drafts of answers, and see those of others? */
export const mayWriteAnswers = (actor: Actor): boolean => has(actor, 'write answers');

/** May this person publish or return a draft with these writers, or withdraw what is offered? */
export const mayPublishAnswers = (actor: Actor, writers: readonly string[] = []): boolean =>
  has(actor, 'publish answers', { answer: { writers } });

/** May this person read the published versions of the procedure? */
export const mayReadProcedure = (actor: Actor, sop: SopDefinition): boolean =>
  has(actor, 'read procedure', { procedure: rolesInProcedure(sop) });

/** May this person read drafts of procedures, and what is wrong with files? */
export const mayReadDrafts = (actor: Actor): boolean => has(actor, 'read drafts');

/** May this person open the live view? */
export function mayOpen(actor: Asker, topic: string): boolean {
  if (!isTopic(topic) && topic !== `desk:${actor.userId}`) return false;
  if (topic === 'floor') return has(actor, 'watch floor');
  if (topic === 'alarms') return has(actor, 'watch alarms');
  if (topic === 'inbox:forwarded') return has(actor, 'open forwarded');
  const [view, owner = ''] = topic.split(':');
  if (view === 'desk') return has(actor, 'open desk', { owner });
  return has(actor, 'open inbox', { owner }) || has(actor, 'open others’ inbox', { owner });
}

/** Does it count that an alert was shown to this person? Those who have to do with it, and not whoever watches the floor. */
export const mayDeliver = (actor: Asker, topics: readonly string[]): boolean =>
  topics.some((topic) => (topic === 'floor' ? has(actor, 'acknowledge alert') : mayOpen(actor, topic)));

/** Every live view that is not somebody's own: what waits for a role, what was forwarded, the floor, and alarms. */
export const sharedTopics: readonly string[] = [
  'floor',
  'alarms',
  ...roles.filter((role) => role !== 'admin' && role !== 'privacy_officer').map((role) => `inbox:${role}`),
  'inbox:forwarded',
];

/** Topics that exist; anything else is a mistake of the asker's. */
export const isTopic = (topic: string): boolean => sharedTopics.includes(topic) || /^desk:[0-9a-f-]{36}$/.test(topic);

/** May this person acknowledge the alert? Those it concerns, and the supervisors. */
export const mayAcknowledge = (actor: Actor, alert: Required<RightFacts>['alert']): boolean =>
  has(actor, 'acknowledge alert', { alert });

/** May this person say that they have looked at what is told of somebody? */
export const mayAcknowledgeAlarm = (actor: Actor, alarm: Required<RightFacts>['alarm']): boolean =>
  has(actor, 'acknowledge alarm', { alarm });
