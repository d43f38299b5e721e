import type { ActionField, Reach } from '../../server/domain/case/action-form.ts';
import type { CaseAction } from '../../server/domain/case/actions.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { beginnings, type Course, decide, filled, type Move, make, offered, perform } from './courses.ts';

/**
 * Everything that may be done to a case under the procedure, at every stage to which one can come, as a text:
 *
 * ```text
 * == open, live; runs ask, record
 * record intake.saved: agent sari; complaint*, callerName ⇒ intake.started, intake.saved
 * ```
 * Of a line: the step (`-`: none), the event, whose work it is, the fields (`*`: not to be left empty), what happens;
 * no more than the event, where all of it is as it stands further up.
 */
export function stagesOf(sop: SopDefinition): string {
  const stages = new Set<string>();
  const said = new Set<string>();
  const text: string[] = [];
  const left = [...reaches].reverse().flatMap((reach) => beginnings(sop, reach).reverse());
  for (let course = left.pop(); course; course = left.pop()) {
    const stage = stageOf(course);
    if (stages.has(stage)) continue;
    stages.add(stage);
    for (const line of stage.split('\n')) {
      text.push(said.has(line) && !line.startsWith('==') ? line.replace(/:.*/, '') : line);
      said.add(line);
    }
    left.push(...onward(course).reverse());
  }
  return `${text.join('\n')}\n`;
}

/** What there may be of ways to the citizen. */
const reaches: readonly Reach[] = [
  { message: true, call: false },
  { message: false, call: false },
  { message: false, call: true },
];

/** The case after each thing that can come next. */
function onward(course: Course): Course[] {
  const acted = offered(course).flatMap((action) => {
    const ways = new Map([0, 1, 2].map((pick) => [JSON.stringify(filled(course, action, pick)), pick]));
    return [...ways.values()].map((pick) => moved(course, (copy) => perform(copy, action, pick)));
  });
  const happened = happenings.map((what) => moved(course, (copy) => make(copy, { what, pick: 0, afterMs: 0 })));
  return [...acted, ...happened];
}
const happenings = ['gateway takes', 'gateway refuses', 'hang up', 'citizen writes'] as const satisfies Move['what'][];

function moved(course: Course, move: (copy: Course) => void): Course {
  const { log, alerts, waiting, taken, done } = course;
  const of = { log: [...log], alerts: [...alerts], waiting: [...waiting], taken: new Set(taken), done: [...done] };
  // A quarter of an hour: tries of the citizen count apart.
  const copy = { ...course, ...of, at: course.at + 900_000 };
  move(copy);
  return copy;
}

function stageOf(course: Course): string {
  const { state } = course;
  const running = state.sop.runs.filter(({ verdict }) => verdict === 'running').map(({ step }) => step);
  const marks = [state.status, state.sop.live && 'live', state.sop.awaiting && 'asked'].filter(Boolean).join(', ');
  return [
    `== ${marks}; runs ${running.join(', ') || 'nothing'}`,
    ...offered(course).map((one) => lineOf(course, one)),
  ].join('\n');
}

function lineOf(course: Course, action: CaseAction): string {
  const { event, step, actor, with: others, heldBy, branch, fields } = action;
  const who = [actor, heldBy, ...others.map((role) => `or ${role}`)].filter(Boolean).join(' ');
  const way = !branch ? '' : ` “${branch.en}”`;
  return `${step?.id ?? '-'} ${event}${way}: ${who}; ${fields.map(fieldText).join(', ')} ⇒ ${outcome(course, action)}`;
}

const fieldText = ({ field, required, when, of, only }: ActionField): string =>
  [
    `${field.name}${required ? '*' : ''}`,
    ...(only === null ? [] : [`(${only.join('|')})`]),
    ...(of === null ? [] : [`of ${of}`]),
    ...(when === null ? [] : [`if ${when.field} is ${when.values.join(' or ')}`]),
  ].join(' ');

function outcome(course: Course, action: CaseAction): string {
  const decision = decide(course, action.event, filled(course, action));
  if (!decision.ok) return JSON.stringify(decision);
  const { events, telling } = decision;
  const said = telling && `${telling.purpose} “${telling.text.replace(/ \d+$/, '')}”`;
  return [...events.map(({ type }) => type), ...(said ? [said] : [])].join(', ');
}
