import type { SopActor } from '../sop/terms.ts';
import { type Condition, conditions } from './conditions.ts';
import type { Asker, RightFacts } from './facts.ts';

/**
 * Who works in the office: everybody of a procedure but the citizen and the machine, who looks after the machine, and who
 * is in charge of data protection; and the screens on its walls and the programs that read its figures, which are nobody's.
 */
export type OfficeRole =
  | Exclude<SopActor, 'citizen' | 'system'>
  | ('admin' | 'privacy_officer' | 'wallboard' | 'report_token');

/** What somebody may do, beyond what a route asks of the role alone. */
export const rights = [
  /** The list of tickets. */
  'list cases',
  /** A case with its contents, its history and its messages. */
  'read case',
  /** A case that is not one's work, by saying why. */
  'open for a reason',
  /** Erasing a person's data, which somebody else asked for. */
  'confirm erasure',
  /** A number or NIK of a case in the clear, with a reason. */
  'reveal',
  /** An action of a step whose actor one is, or in which the procedure has one take part. */
  'do step',
  /** An action of a step that is somebody else's. */
  'stand in',
  /** Saying who the caller is. */
  'work on case',
  /** Putting a file to a case that one may read. */
  'add file',
  /** Writing a paper of a case that one may read, having it made, and noting that it went out. */
  'make paper',
  /** Initials and signatures are given by whoever the paper names, and so are its returns. */
  'sign paper',
  /** A paper that has a number counts for nothing any more. */
  'void paper',
  'write to citizen',
  /** That the citizen was told on what their data are processed, and whether they consent. */
  'record basis',
  /** Calling the citizen: one’s telephone is put through, and the number is shown to nobody. */
  'call citizen',
  /** The caller one talks to, to a telephone of the office or to the queue. */
  'hand on',
  /** Of the conversation one has. */
  'pause recording',
  /** To a number of the office's list. */
  'hand on outside',
  /** That and when a call was recorded; who hears it is said by the route. */
  'see recordings',
  /** What the citizen of a case answered to how they were served. Not for who served them: a rating is no argument. */
  'see answer',
  /** How the office works, in figures; having them sent to oneself, and to others who may read them. */
  'read figures',
  /** How satisfied citizens were, by service and by agent. */
  'see satisfaction',
  /** To a conversation that goes on, and to take part in it. */
  'listen in',
  /** The caller of an agent, to one's own telephone. */
  'take over',
  /** A caller who waits, before all others. */
  'serve first',
  /** A caller who waits, to a named agent. */
  'move callers',
  /** Of an agent: ready, not ready, or out of the queue. */
  'force state',
  /** On the conversation one has. */
  'ask for help',
  /** Which an agent asked for. */
  'give help',
  'watch floor',
  'open desk',
  'open inbox',
  /** Another role's inbox, besides one's own. */
  'open others’ inbox',
  /** What was forwarded to anybody. */
  'open forwarded',
  'acknowledge alert',
  /** What is told of people: unusual reading, guessed passwords. */
  'watch alarms',
  'acknowledge alarm',
  /** What every caller hears before the queue, and whether anybody is rung then. */
  'announce',
  /** The queues, who takes part in them and with which skills. */
  'manage queues',
  /** Holidays, by which promises are counted. */
  'manage calendar',
  /** What forms offer to choose from. */
  'manage lists',
  /** Keeping the callers of a number from the queue, and letting them in again. */
  'block caller',
  /** The office's answers at hand. */
  'read answers',
  /** Drafts of answers, and what else they are found by. */
  'write answers',
  /** Publishing a draft, returning it, and withdrawing what is offered. */
  'publish answers',
  /** One's saved view of the list of tickets, with everybody who lists them. */
  'share views',
  /** A procedure that was published. */
  'read procedure',
  /** Drafts, and what is wrong with files. */
  'read drafts',
] as const;
export type Right = (typeof rights)[number];

type Rights = Readonly<Partial<Record<Right, Condition>>>;

/** Everybody who works on cases has a desk, an inbox, and alerts of their own. */
const worker: Rights = {
  'open desk': 'own person',
  'open inbox': 'own role',
  'do step': 'always',
  'add file': 'always',
  'make paper': 'always',
  'sign paper': 'named next on the paper',
  'acknowledge alert': 'concerned',
  'read answers': 'always',
  'read procedure': 'works in it',
};

/** Whose work is with any case. */
const reader: Rights = { ...worker, 'list cases': 'always', 'read case': 'always', reveal: 'always' };

/** Whose work is with some of the cases, and who may be asked about any. */
const finder: Rights = { ...worker, 'list cases': 'always', 'open for a reason': 'always' };

/** Whose work is with the cases in which the procedure gives them a step. */
const participant: Rights = { ...worker, 'read case': 'takes part', reveal: 'takes part' };

/** To whom cases are forwarded by name. */
const assignee: Rights = {
  ...worker,
  'write answers': 'always',
  'read case': 'own, or nobody’s and takes part',
  reveal: 'own, or nobody’s and takes part',
  'do step': 'own or nobody’s',
};

/** Who answers for how the office works. */
const overseer: Rights = {
  ...reader,
  'see recordings': 'always',
  'see answer': 'always',
  'read figures': 'always',
  'see satisfaction': 'always',
  'watch floor': 'always',
  'acknowledge alert': 'always',
  'read procedure': 'always',
};

/**
 * Role → right → condition. What is not written here is not allowed.
 * @internal exported for its tests
 */
export const rightsOf: Readonly<Record<OfficeRole, Rights>> = {
  agent: {
    ...finder,
    'read case': 'own work',
    reveal: 'own work',
    'do step': 'not another’s call',
    'work on case': 'not another’s call',
    'write to citizen': 'not another’s call',
    'record basis': 'not another’s call',
    'call citizen': 'not another’s call',
    'see recordings': 'own case',
    'pause recording': 'own talk',
    'hand on': 'own talk',
    'hand on outside': 'listed for the role',
    'ask for help': 'own talk',
  },
  dispatcher: {
    ...finder,
    'read case': 'takes part, or tied',
    reveal: 'takes part, or tied',
  },
  official: assignee,
  agency: assignee,
  secretary: { ...participant, 'void paper': 'always' },
  information_officer: participant,
  assistant_information_officer: participant,
  supervisor: {
    ...overseer,
    'write answers': 'always',
    'publish answers': 'nothing of it one’s own',
    'share views': 'always',
    'stand in': 'agents’ and dispatchers’',
    'open others’ inbox': 'agents’ and dispatchers’',
    'void paper': 'always',
    announce: 'always',
    'block caller': 'always',
    'work on case': 'always',
    'record basis': 'always',
    'call citizen': 'always',
    'pause recording': 'own talk',
    'hand on': 'own talk',
    'hand on outside': 'listed for the role',
    'listen in': 'always',
    'take over': 'always',
    'serve first': 'always',
    'move callers': 'always',
    'force state': 'always',
    'give help': 'always',
  },
  coordinator: overseer,
  head: {
    ...overseer,
    'publish answers': 'nothing of it one’s own',
    'stand in': 'officials’, and not one’s own to judge',
    'open others’ inbox': 'officials’',
    'open forwarded': 'always',
    'void paper': 'always',
    'confirm erasure': 'another’s request',
    'read drafts': 'always',
  },
  analyst: {
    ...participant,
    'read figures': 'always',
    'see satisfaction': 'always',
    'watch floor': 'always',
    'write answers': 'always',
  },
  admin: {
    'open desk': 'own person',
    'watch floor': 'always',
    announce: 'always',
    'manage queues': 'always',
    'manage calendar': 'always',
    'manage lists': 'always',
    'read procedure': 'always',
    'read drafts': 'always',
    'watch alarms': 'always',
    'acknowledge alarm': 'about another',
  },
  privacy_officer: {
    'open desk': 'own person',
    'record basis': 'always',
    'confirm erasure': 'another’s request',
    'watch alarms': 'always',
    'acknowledge alarm': 'about another',
  },
  wallboard: { 'watch floor': 'always' },
  report_token: { 'read figures': 'listed on it, and of nobody by name' },
};

/** Whether somebody has a right over what the facts tell of. Of a role that nobody knows the answer is always no. Pure. */
export function has(asker: Asker, right: Right, facts: RightFacts = {}): boolean {
  const own: Rights = Object.hasOwn(rightsOf, asker.role) ? rightsOf[asker.role as OfficeRole] : {};
  const condition = own[right];
  return condition !== undefined && conditions[condition](asker, facts);
}

/** Whether an action is somebody's to do: of one's own step, of one in which one takes part, or standing in. */
export function mayDoStep(asker: Asker, facts: RightFacts & Required<Pick<RightFacts, 'step'>>): boolean {
  const { actor, with: others } = facts.step;
  const named = actor === asker.role || others.includes(asker.role);
  return (named && has(asker, 'do step', facts)) || has(asker, 'stand in', facts);
}
