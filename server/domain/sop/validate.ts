import type { Words } from '../shared/words.ts';
import { faultTexts } from './faults.ts';
import { nearest } from './nearest.ts';
import type { RawDocument, RawRow, RawStep, RawTotal } from './schema.ts';
import { specialTargets } from './step-definition.ts';
import type { Clock } from './terms.ts';
import { procedureEvents } from './vocabulary.ts';

/** Something wrong with a part of the file. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly text: Words;
}

/** What a clock may be counted in: a call in seconds, a letter in days. */
const units: Readonly<Record<Clock, readonly string[]>> = {
  call: ['s', 'min'],
  elapsed: ['s', 'min', 'h'],
  office: ['min', 'h'],
  workday: ['workdays'],
};

/** What the form alone does not tell: ids, roles, times, events. Pure. */
export function ruleFaults(document: RawDocument, rows: readonly RawRow[]): Finding[] {
  const findings: Finding[] = [];
  const add = (path: readonly PropertyKey[], text: Words) => findings.push({ path, text });
  const roles = Object.keys(document.roles);
  const askRole = (role: string, path: readonly PropertyKey[]) => {
    if (!roles.includes(role)) add(path, faultTexts.role_missing(role));
  };
  const askEvent = (event: string, path: readonly PropertyKey[]) => {
    if (!procedureEvents.includes(event)) add(path, faultTexts.unknown_event(event, nearest(event, procedureEvents)));
  };
  const askEvents = (events: readonly string[], path: readonly PropertyKey[]) =>
    events.forEach((event, index) => {
      askEvent(event, [...path, index]);
    });
  const askTimed = (row: RawStep | RawTotal, path: readonly PropertyKey[]) => {
    askRole(row.actor, [...path, 'actor']);
    row.escalate.forEach(({ to }, level) => {
      to.forEach((role, index) => {
        askRole(role, [...path, 'escalate', level, 'to', index]);
      });
    });
    askEvents(
      row.starts.map((rule) => (typeof rule === 'string' ? rule : rule.on)),
      [...path, 'starts'],
    );
    askEvents(row.ends, [...path, 'ends']);
    askEvents(row.drops, [...path, 'drops']);
    findings.push(...timeFaults(row, path));
  };

  const ids = rows.map(({ id }) => id);
  const numbers = rows.map(({ number }) => number);
  rows.forEach((row, index) => {
    const path = ['steps', index];
    if (ids.indexOf(row.id) !== index) add([...path, 'id'], faultTexts.same_id(row.id));
    if ([...specialTargets, 'total'].some((word) => word === row.id))
      add([...path, 'id'], faultTexts.reserved_id(row.id));
    if (numbers.indexOf(row.number) !== index) add([...path, 'number'], faultTexts.same_number(row.number));
    for (const role of Object.keys(row.source.cells)) askRole(role, [...path, 'source', 'cells', role]);
    if ('kind' in row) return;
    row.with.forEach((role, place) => {
      askRole(role, [...path, 'with', place]);
    });
    row.requires.forEach((each, place) => {
      // Written short, as the name of a field alone, it has none.
      const { unless } = each as Exclude<typeof each, string>;
      if (unless) askEvent(unless, [...path, 'requires', place, 'unless']);
    });
    askTimed(row, path);
    findings.push(...sharingFaults(row, rows, path));
  });
  if (document.total) askTimed(document.total, ['total']);
  return findings;
}

/** One promise is counted once, by a step that begins and ends as this one does. */
function sharingFaults(row: RawStep, rows: readonly RawRow[], path: readonly PropertyKey[]): Finding[] {
  if (row.shares === undefined) return [];
  const at = [...path, 'shares'];
  const other = rows.find((one): one is RawStep => one.id === row.shares && !('kind' in one));
  if (!other) {
    const ids = rows.filter((one) => one !== row && !('kind' in one)).map(({ id }) => id);
    return [{ path: at, text: faultTexts.next_target(row.shares, nearest(row.shares, ids)) }];
  }
  const same = (['starts', 'ends', 'drops'] as const).every(
    (field) => JSON.stringify(sorted(row[field])) === JSON.stringify(sorted(other[field])),
  );
  const counts = other.budget !== undefined && other.shares === undefined && row.budget === undefined;
  return same && counts ? [] : [{ path: at, text: faultTexts.shares_apart(row.shares) }];
}

const sorted = (rules: readonly unknown[]): readonly string[] => rules.map((rule) => JSON.stringify(rule)).sort();

function timeFaults(row: RawStep | RawTotal, path: readonly PropertyKey[]): Finding[] {
  const { budget, clock, offline } = row;
  const finding = (field: string, text: Words): Finding => ({ path: [...path, field], text });
  if (budget === undefined) {
    const idle = (['clock', 'offline'] as const).filter((field) => row[field] !== undefined);
    const empty = (['warn', 'escalate'] as const).filter((field) => row[field].length > 0);
    return [...idle, ...empty].map((field) => finding(field, faultTexts.budget_missing(field)));
  }
  if (clock === undefined) return [finding('budget', faultTexts.clock_missing())];
  const [count, unit] = budget.split(' ') as [string, string];
  const written = unit === 'workday' ? 'workdays' : unit;
  const findings: Finding[] = [];
  if (!units[clock].includes(written)) findings.push(finding('budget', faultTexts.wrong_unit(clock, units[clock])));
  if (offline !== undefined && (clock === 'workday' || offline === 'workday' || offline === clock)) {
    findings.push(finding('offline', faultTexts.wrong_offline()));
  }
  const percents = row.escalate.map(({ at }) => Number.parseInt(at, 10));
  percents.forEach((percent, index) => {
    if (percents.indexOf(percent) !== index) {
      findings.push({ path: [...path, 'escalate', index, 'at'], text: faultTexts.level_twice(percent) });
    }
  });
  if (clock !== 'workday') return findings;
  const days = Number(count);
  const whole = (percent: number) => (days * percent) % 100 === 0;
  row.warn.forEach((text, index) => {
    const percent = Number.parseInt(text, 10);
    if (!whole(percent)) findings.push({ path: [...path, 'warn', index], text: faultTexts.part_of_day(percent, days) });
  });
  percents.forEach((percent, index) => {
    if (whole(percent)) return;
    findings.push({ path: [...path, 'escalate', index, 'at'], text: faultTexts.part_of_day(percent, days) });
  });
  return findings;
}
