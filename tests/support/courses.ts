import fc from 'fast-check';
import { awaits } from '../../server/app/messages/delivery.ts';
import { type ActionField, choicesIn, type Reach } from '../../server/domain/case/action-form.ts';
import { actionsFor, type CaseAction } from '../../server/domain/case/actions.ts';
import { applyCaseEvent, type CaseState, newCase } from '../../server/domain/case/case.ts';
import { contentOf } from '../../server/domain/case/contents.ts';
import { type ActionContext, type ActionDecision, decideAction } from '../../server/domain/case/decide-action.ts';
import type { ActionData, CaseEvent } from '../../server/domain/case/events.ts';
import { recurringTasksOf } from '../../server/domain/case/recurring-tasks.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import type { AlertEffect } from '../../server/domain/sop/state.ts';
import type { Channel } from '../../server/domain/sop/terms.ts';
import { wallClock } from '../../server/domain/sop/timekeeper.ts';
import { isNeed } from '../../server/domain/sop/work-events.ts';
import { hotlineUnder, shipped } from './sops.ts';
import { allPapers } from './step-papers.ts';

/** One case under any procedure, from its arrival on, moved by chance: the domain and nothing else. */
export interface Course {
  readonly sop: SopDefinition;
  readonly reach: Reach;
  state: CaseState;
  /** Epoch ms. */
  at: number;
  readonly log: CaseEvent[];
  readonly alerts: AlertEffect[];
  /** Words for the citizen that no gateway has taken yet. */
  readonly waiting: { readonly messageId: string; readonly type: CaseEvent['type']; readonly data: ActionData }[];
  /** Messages that a gateway has taken. */
  readonly taken: Set<string>;
  /** Actions done, by their ids. */
  readonly done: { readonly id: string; readonly event: string; readonly fields: Readonly<Record<string, string>> }[];
}

const whats = ['hang up', 'hold', 'resume', 'citizen writes', 'wait'] as const;

/** A move that cannot be made now is none; `pick` chooses among what can be done, or written. */
const move = fc.record({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('act' as const) },
    { weight: 3, arbitrary: fc.constantFrom('gateway takes' as const, 'gateway refuses' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...whats) },
  ),
  pick: fc.nat({ max: 1_000 }),
  afterMs: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 86_400_000 })),
});
export type Move = typeof move extends fc.Arbitrary<infer Of> ? Of : never;

export interface Story {
  /** How it comes in, and how far the call gets before it is cut; chosen among what the procedure has. */
  readonly arrival: number;
  readonly cutAfter: number;
  /** The citizen's number or account is known. */
  readonly known: boolean;
  readonly moves: readonly Move[];
}
export const story: fc.Arbitrary<Story> = fc.record({
  arrival: fc.nat({ max: 1_000 }),
  cutAfter: fc.nat({ max: 9 }),
  known: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  moves: fc.array(move, { maxLength: 40, size: 'max' }),
});

const event = (type: CaseEvent['type'], data: object = {}) => ({ id: `in ${type}`, type, at: 0, data }) as CaseEvent;
const ended = event('call.ended', { endedBy: 'caller' });

/** Every way in which a case of the procedure begins. */
function arrivalsOf(sop: SopDefinition, cutAfter: number): readonly (readonly CaseEvent[])[] {
  const rings = ['call.arrived', 'ticket.numbered', 'call.queued', 'call.offered', 'call.answered'] as const;
  const leg = { offerId: 'o1', agentId: 'sari' };
  const call = rings.map((type) => event(type, { queue: 'hotline', ...leg }));
  const byChannel = (channel: Channel) =>
    channel === 'phone'
      ? [...call.slice(0, cutAfter + 1), ...(cutAfter < call.length ? [ended] : [])]
      : [event('report.received', { channel, complaint: 'Lampu padam' }), event('ticket.numbered')];
  const caller = { callerId: 'p1', callerName: 'Bu Ani', address: 'Jl. Tunjungan' };
  const linked = [true, false].map((live) => [event('case.linked', { live, agentId: 'sari', caller })]);
  return [
    ...sop.channels.map(byChannel),
    ...(sop.steps.some(({ starts }) => starts.some(({ on }) => on === 'case.linked')) ? linked : []),
    ...recurringTasksOf(sop).map((task) => [event(task.event)]),
  ];
}

/** Whoever writes by these can be written to; a form on a website may come without a contact. */
const written: ReadonlySet<string> = new Set(['sms', 'whatsapp', 'twitter', 'facebook']);

/** The case as it came in. */
function begin(sop: SopDefinition, { arrival, cutAfter, known }: Omit<Story, 'moves'>): Course {
  const ways = arrivalsOf(sop, cutAfter);
  return begun(sop, { message: known, call: false }, ways[arrival % ways.length] ?? []);
}

function begun(sop: SopDefinition, { message, call }: Reach, way: readonly CaseEvent[]): Course {
  const wrote = way.some((one) => one.type === 'report.received' && written.has(one.data.channel));
  const of = { log: [], alerts: [], waiting: [], taken: new Set<string>(), done: [] };
  const course: Course = { sop, reach: { message: message || wrote, call }, state: newCase, at: 0, ...of };
  for (const one of way) take(course, { ...one, at: course.at });
  return course;
}

/** Cases of the procedure as they come in, by every way; a call is answered. */
export const beginnings = (sop: SopDefinition, reach: Reach): Course[] =>
  arrivalsOf(sop, 9).map((way) => begun(sop, reach, way));

export function take(course: Course, of: CaseEvent): void {
  const { state, alerts } = applyCaseEvent(course.sop, course.state, of, of.at, wallClock);
  course.log.push(of);
  course.alerts.push(...alerts);
  course.state = state;
}

const { choicesOf } = hotlineUnder(shipped('surabaya'));
const catalogue = (name: string) => choicesOf('hotline', name);

/** Everything that may be done now. */
export const offered = ({ sop, state, reach }: Course): readonly CaseAction[] => actionsFor(sop, state, reach);

/** Something for every field that has to be filled in, by chance where there is a choice. */
export function filled(course: Course, action: CaseAction, pick = 0): Record<string, string> {
  const given: Record<string, string> = {};
  for (const asked of action.fields) {
    const { when, required, field } = asked;
    const isAsked =
      when === null || when.values.includes(given[when.field] ?? contentOf(course.state, when.field) ?? '');
    if (required && isAsked) given[field.name] = wordsFor(course, asked, pick);
  }
  // A correction asks for nothing, and has to change something.
  return action.event === 'case.corrected' ? { callerName: `Nama ${course.log.length}` } : given;
}

function wordsFor(course: Course, asked: ActionField, pick: number): string {
  const { field } = asked;
  const choices = choicesIn(asked, catalogue);
  switch (field.type) {
    case 'choice':
      return choices[pick % choices.length]?.code ?? '';
    case 'yesno':
      return 'yes';
    case 'number':
      return String(field.min ?? 1);
    case 'date':
      return '2026-11-23';
    case 'phone':
      return '081234567890';
    case 'nik':
      return '3578014507900001';
    default:
      return `isi ${field.name} ${course.log.length}`.slice(0, field.max);
  }
}

/** Who does it by right: the one whose alone it is, or somebody of the role. */
const doerOf = ({ actor, heldBy }: CaseAction) => ({
  userId: heldBy ?? (actor === 'agent' ? 'sari' : actor),
  role: actor,
});

/** What would be decided, with whatever was written; of what is not offered, asked by an agent. */
export function decide(
  course: Course,
  what: string,
  fields: Readonly<Record<string, string>>,
  id = `a${course.log.length}`,
  of: Partial<ActionContext> = {},
): ActionDecision {
  const action = offered(course).find((one) => one.event === what);
  return decideAction(
    course.sop,
    course.state,
    { event: what, fields },
    {
      by: action ? doerOf(action) : { userId: 'sari', role: 'agent' },
      ...{ id, messageId: `message ${id}`, at: course.at, reach: course.reach, catalogue },
      sealed: new Set(course.reach.message ? ['phone'] : []),
      papers: allPapers(course.sop),
      isPerson: () => true,
      ...of,
    },
  );
}

/** Does it. @throws when it is refused. */
export function perform(course: Course, action: CaseAction, pick = 0): void {
  const id = `a${course.log.length}`;
  const fields = filled(course, action, pick);
  const decision = decide(course, action.event, fields, id);
  if (!decision.ok)
    throw new Error(`${course.sop.id}: ${action.event} was offered and refused: ${JSON.stringify(decision)}`);
  course.done.push({ id, event: action.event, fields });
  for (const one of decision.events) take(course, one);
  if (!decision.telling) return;
  const { type, data } = decision.telling.happens;
  course.waiting.push({ messageId: data.messageId ?? '', type, data });
}

/** A gateway takes the words that have waited longest, or refuses them for good; what then happens is the server's. */
export function settle(course: Course, takes: boolean): void {
  const words = course.waiting.shift();
  if (!words) return;
  const { messageId, type, data } = words;
  const of = { at: course.at, id: `${messageId}:${takes ? 'sent' : 'failed'}` };
  const counts = isNeed(type) || awaits(course.sop, course as never, type);
  if (takes) course.taken.add(messageId);
  if (!takes) take(course, { ...of, type: 'telling.failed', data: { messageId } });
  else if (counts) take(course, { ...of, type, data } as CaseEvent);
  else take(course, { ...of, type: 'message.sent', data: { messageId } });
}

/** What happens by a move that is no action; null: nothing can. */
function happeningOf({ state, at, log, reach }: Course, what: Move['what']): CaseEvent | null {
  const of = { id: `${what} ${log.length}`, at };
  const { live, held, awaiting } = state.sop;
  switch (what) {
    case 'hang up':
      return live ? ({ ...ended, ...of } as CaseEvent) : null;
    case 'hold':
      return live && !held ? { ...of, type: 'call.held', data: {} } : null;
    case 'resume':
      return live && held ? { ...of, type: 'call.resumed', data: {} } : null;
    case 'citizen writes':
      if (!reach.message || state.closedAt !== null) return null;
      return awaiting
        ? { ...of, type: 'citizen.replied', data: { via: 'message' } }
        : { ...of, type: 'message.received', data: {} };
    default:
      return { ...of, type: 'timer', data: {} };
  }
}

/** What comes next in a course, where it can. */
export function make(course: Course, { what, pick }: Move): void {
  if (what === 'gateway takes' || what === 'gateway refuses') settle(course, what === 'gateway takes');
  else if (what === 'act') {
    const actions = offered(course);
    // Most cases go on; some are ended before their time.
    const onward = pick % 9 === 0 ? actions : actions.filter((one) => one.event !== 'case.ended');
    const action = onward[pick % onward.length];
    if (action) perform(course, action, pick);
  } else {
    const happened = happeningOf(course, what);
    if (happened) take(course, happened);
  }
}

/** The course of the story; `each` looks at the case as it came in and after every move. */
export function courseOf(sop: SopDefinition, of: Story, each: (course: Course) => void = () => {}): Course {
  const course = begin(sop, of);
  each(course);
  for (const one of of.moves) {
    course.at += one.afterMs;
    make(course, one);
    each(course);
  }
  return course;
}
