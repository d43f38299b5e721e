import { applyCaseEvent, type CaseState, newCase } from '../../domain/case/case.ts';
import type { CaseEvent } from '../../domain/case/events.ts';
import type { SopDefinition } from '../../domain/sop/definition.ts';
import type { AlertEffect } from '../../domain/sop/state.ts';
import { nextDeadline } from '../../domain/sop/step.ts';
import type { Timekeeper } from '../../domain/sop/timekeeper.ts';
import { isActionEvent } from '../../domain/sop/work-events.ts';
import { isDated, type MomentForm, momentOf } from './moments.ts';
import { readScript, type ScriptLine } from './script.ts';
import { changeLines, summaryLines, type Told } from './tell.ts';

export interface SimulateDeps {
  /** The procedure with a name that a script uses; null: the one at hand. */
  readonly procedure: (name: string | null) => SopDefinition;
  /** The hours with this name; null: those that are usual for a script with or without dates. */
  readonly hours: (name: string | null, dated: boolean) => Timekeeper;
  /** Of the office's zone. */
  readonly offsetMs: number;
}

interface Case {
  readonly sop: SopDefinition;
  state: CaseState;
}

/**
 * Plays a script of events through a procedure: the same text, with what would be raised indented below each line.
 *
 * ```text
 * # A comment.
 * sop semarang                                    which procedure; `sop #2 surabaya` for the second case
 * hours office                                    by which calendar it is counted
 * 2026-11-20 15:55 report.received sms            a moment on the office's wall, or 01:23.456 since the beginning
 * 2026-11-20 16:00 #2 intake.saved handled 2026-11-20 16:10      of the second case, and heard of late
 * 2026-11-20 16:05 server.away                    until server.back nothing is raised and nothing is heard of
 * ```
 * @throws naming the line that cannot be read or played
 */
export function simulate(text: string, deps: SimulateDeps): string {
  const script = readScript(text);
  const form: MomentForm = { dated: isDated(firstMoment(script)), offsetMs: deps.offsetMs };
  const hoursName = script.find((line) => line.is === 'hours')?.name ?? null;
  const time = deps.hours(hoursName, form.dated);
  const cases = new Map<number, Case>();
  const lines: string[] = [];
  const write = (written: readonly string[]) => lines.push(...written.map((line) => `  ${line}`));
  const names = new Map(script.filter((line) => line.is === 'procedure').map((line) => [line.caseNumber, line.name]));

  const caseOf = (number: number): Case => {
    const known = cases.get(number);
    if (known) return known;
    const fresh = { sop: deps.procedure(names.get(number) ?? names.get(1) ?? null), state: newCase };
    cases.set(number, fresh);
    return fresh;
  };
  const take = (number: number, event: CaseEvent, now: number) => {
    const one = caseOf(number);
    const before = one.state;
    const { state, alerts } = applyCaseEvent(one.sop, before, event, now, time);
    one.state = state;
    const told: Told = { sop: one.sop, before, after: state, alerts: alerts as readonly AlertEffect[], form };
    const said = changeLines(told);
    write(cases.size > 1 ? said.map((line) => `#${number} ${line}`) : said);
  };
  const soonest = () => {
    const all = [...cases].flatMap(([number, { sop, state }]) => {
      const at = state.closedAt === null ? nextDeadline(sop, state.sop) : null;
      return at === null ? [] : [{ number, at }];
    });
    return all.sort((a, b) => a.at - b.at)[0] ?? null;
  };
  const pass = (until: number, now: (at: number) => number) => {
    for (let due = soonest(); due !== null && due.at < until; due = soonest()) {
      take(due.number, { id: `timer:${due.at}`, type: 'timer', at: due.at, data: {} }, now(due.at));
    }
  };

  let clock = Number.NEGATIVE_INFINITY;
  let missed: (() => void)[] | null = null;
  script.forEach((line, index) => {
    lines.push(...(line.is === 'event' || line.is === 'server' ? [] : [line.text]));
    if (line.is !== 'event' && line.is !== 'server') return;
    try {
      const at = momentOf(line.moment, form);
      const now = line.is === 'event' ? momentOf(line.handled, form) : at;
      if (now < clock) throw new Error('is handled before the line above it');
      clock = now;
      if (missed === null) pass(now, (due) => due);
      lines.push(line.text);
      if (line.is === 'event') {
        const event = { id: `e${index}`, type: line.type, at, data: dataFor(line) } as CaseEvent;
        const handle = (moment: number) => take(line.caseNumber, event, moment);
        if (missed === null) handle(now);
        else missed.push(() => handle(clock));
      } else if (line.away) missed = [];
      else {
        const heard = missed ?? [];
        missed = null;
        pass(now + 1, () => now);
        for (const handle of heard) handle();
      }
    } catch (error) {
      throw new Error(`(${line.text}): ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  pass(Number.POSITIVE_INFINITY, (at) => at);
  for (const [number, { sop, state }] of cases)
    write(summaryLines(sop, state, time, form, cases.size > 1 ? number : null));
  return `${lines.join('\n')}\n`;
}

function firstMoment(script: readonly ScriptLine[]): string {
  const first = script.find((line) => line.is === 'event' || line.is === 'server');
  if (!first || !('moment' in first)) throw new Error('the script has no event');
  return first.moment;
}

/** What the case keeps of an event, where the script does not say; of what people do, the words are its fields. */
function dataFor({ type, data }: Extract<ScriptLine, { is: 'event' }>): object {
  if (!isActionEvent(type)) return { agentId: null, ...data };
  const { via, ...fields } = data;
  return { fields, ...(via !== undefined && { via }) };
}
