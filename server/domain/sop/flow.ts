import { faultTexts } from './faults.ts';
import { nearest } from './nearest.ts';
import type { RawRow, RawStep } from './schema.ts';
import { specialTargets } from './step-definition.ts';
import { askingEvents } from './terms.ts';
import type { Finding } from './validate.ts';
import { outsideEvents } from './vocabulary.ts';

/**
 * Whether the way through a procedure holds together: what the file draws (`next`) and what really happens (events that
 * end and start steps) must be the same, every step must be reached, and from every step there must be a way out. Pure.
 */
export function flowFaults(rows: readonly RawRow[]): Finding[] {
  const drawn = drawingFaults(rows);
  // On a drawing that is wrong, the rest would be guesswork.
  return drawn.length > 0 ? drawn : [...unreachable(rows), ...endless(rows), ...runOnce(rows)];
}

const isStep = (row: RawRow): row is RawStep => !('kind' in row);
const startsOf = (row: RawStep): readonly string[] =>
  row.starts.map((rule) => (typeof rule === 'string' ? rule : rule.on));
const special = (to: string): boolean => specialTargets.some((target) => target === to);

function drawingFaults(rows: readonly RawRow[]): Finding[] {
  return rows.flatMap((row, index) => {
    const wrong = wrongBranches(rows, row, index);
    return wrong.length > 0 ? wrong : missingBranches(rows, row, index);
  });
}

function wrongBranches(rows: readonly RawRow[], row: RawRow, index: number): Finding[] {
  const ids = rows.map(({ id }) => id);
  return row.next.flatMap((branch, place): Finding[] => {
    const path = ['steps', index, 'next', place];
    const { to, on } = branch;
    const by = 'by' in branch ? branch.by : undefined;
    if (isStep(row) && !leavesBy(row, on)) return [{ path: [...path, 'on'], text: faultTexts.next_event(on) }];
    if (special(to) || (isStep(row) && to === row.id && stops(row, on))) return [];
    const target = rows.find(({ id }) => id === to);
    if (!target) return [{ path: [...path, 'to'], text: faultTexts.next_target(to, nearest(to, ids)) }];
    if (!isStep(target) || startsOf(target).includes(by ?? on)) return [];
    return [{ path, text: faultTexts.next_not_started(to, by ?? on) }];
  });
}

/** What may lead away from a step: what ends or drops it, and being asked back where that stops its clock. */
const leavesBy = (row: RawStep, event: string): boolean =>
  row.ends.includes(event) ||
  row.drops.includes(event) ||
  (row.pauses.includes('citizen') && askingEvents.includes(event));

function missingBranches(rows: readonly RawRow[], row: RawRow, index: number): Finding[] {
  if (!isStep(row)) return [];
  const path = ['steps', index, 'next'];
  return row.ends.flatMap((event): Finding[] => {
    const branches = row.next.filter(({ on }) => on === event);
    if (branches.length === 0) return [{ path, text: faultTexts.leads_nowhere(event) }];
    return rows
      .filter(isStep)
      .filter((other) => startsOf(other).includes(event) && !branches.some(({ to }) => to === other.id))
      .map(({ id }) => ({ path, text: faultTexts.branch_not_shown(id, event) }));
  });
}

function unreachable(rows: readonly RawRow[]): Finding[] {
  const steps = rows.filter(isStep);
  const happens = new Set<string>(outsideEvents);
  const reached = new Set<RawStep>();
  for (;;) {
    const more = steps.filter((step) => !reached.has(step) && startsOf(step).some((event) => happens.has(event)));
    if (more.length === 0) break;
    for (const step of more) {
      reached.add(step);
      for (const event of [...step.ends, ...step.drops]) happens.add(event);
    }
  }
  return steps
    .filter((step) => !reached.has(step))
    .map((step) => ({ path: ['steps', rows.indexOf(step), 'starts'], text: faultTexts.unreachable() }));
}

/** Each knot of steps without a way out is told once, at its first step. */
function endless(rows: readonly RawRow[]): Finding[] {
  const leadsOut = new Set(
    rows.filter((row) => !isStep(row) || row.next.some(({ to }) => to === 'end' || to === 'join')).map(({ id }) => id),
  );
  for (;;) {
    const more = rows.filter(({ id, next }) => !leadsOut.has(id) && next.some(({ to }) => leadsOut.has(to)));
    if (more.length === 0) break;
    for (const { id } of more) leadsOut.add(id);
  }
  const stuck = rows.filter(({ id }) => !leadsOut.has(id));
  const [first] = stuck;
  if (!first) return [];
  const path = ['steps', rows.indexOf(first), 'next'];
  return [{ path, text: faultTexts.endless(stuck.map(({ id }) => id)) }];
}

/** A step that the procedure can come back to must be allowed to run again. */
function runOnce(rows: readonly RawRow[]): Finding[] {
  const ways = rows
    .filter(isStep)
    .flatMap((row) => row.next.filter(({ on }) => !stops(row, on)).map(({ to }) => ({ from: row.id, to })));
  const after = (ids: ReadonlySet<string>) => ways.filter(({ from }) => ids.has(from)).map(({ to }) => to);
  const comesBack = (id: string): boolean => {
    let reached = new Set(after(new Set([id])));
    for (let before = 0; reached.size > before; ) {
      before = reached.size;
      reached = new Set([...reached, ...after(reached)]);
    }
    return reached.has(id);
  };
  return rows.flatMap((row, index): Finding[] => {
    if (!isStep(row) || row.repeat !== undefined || row.per !== undefined || !comesBack(row.id)) return [];
    return [{ path: ['steps', index], text: faultTexts.loop_runs_once() }];
  });
}

/** Asking the citizen stops a run and lets the same one go on. */
const stops = (row: RawStep, on: string): boolean => !row.ends.includes(on) && !row.drops.includes(on);
