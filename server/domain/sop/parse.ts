import type { z } from 'zod';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import type { Words } from '../shared/words.ts';
import type { Budget, Clock, SopDefinition, StepDefinition, StepSource } from './definition.ts';
import { faultTexts, nearest } from './faults.ts';
import { flowFaults } from './flow.ts';
import { Document, type RawDocument, type RawRow, type RawStep, type RawTotal, rowSchema } from './schema.ts';
import { type Finding, ruleFaults } from './validate.ts';

/**
 * Reads an SOP file.
 * @param file its name, for the faults.
 * @throws FileFault with every fault of the text, each with its line and what to do.
 */
export function parseSop(text: string, file = 'sop'): SopDefinition {
  const { value, lineOf } = readYaml(text, file);
  const fault = ({ path, text: sentence }: Finding): Fault => ({
    line: lineOf(path),
    place: path.map(String).join('.') || 'file',
    ...sentence,
  });
  const refuse = (findings: readonly Finding[]) => {
    if (findings.length > 0) throw new FileFault(file, findings.map(fault));
  };
  const { document, rows, findings } = formOf(value);
  refuse(findings);
  if (!document) throw new Error('a document without faults was not read');
  refuse(ruleFaults(document, rows));
  refuse(flowFaults(rows));
  return toDefinition(document, rows);
}

function formOf(value: unknown): { document?: RawDocument; rows: RawRow[]; findings: Finding[] } {
  const whole = Document.safeParse(value);
  const findings = whole.success ? [] : whole.error.issues.flatMap((issue) => findingsOf(issue, [], value));
  const listed = (value as { steps?: unknown } | null)?.steps;
  const rows: RawRow[] = [];
  if (Array.isArray(listed)) {
    listed.forEach((row: unknown, index) => {
      const read = rowSchema(row).safeParse(row);
      if (read.success) rows.push(read.data);
      else findings.push(...read.error.issues.flatMap((issue) => findingsOf(issue, ['steps', index], value)));
    });
  }
  return { ...(whole.success && { document: whole.data }), rows, findings };
}

/** What zod has to say, in our words. */
function findingsOf(issue: z.core.$ZodIssue, under: readonly PropertyKey[], value: unknown): Finding[] {
  const path = [...under, ...issue.path];
  const last = String(path.at(-1) ?? 'file');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const known = knownKeys(path);
      return { path: [...path, key], text: faultTexts.unknown_field(key, nearest(key, known)) };
    });
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // A start or a requirement, written short or long: the longer form is meant when it is a mapping.
    const long = valueAt(value, path) !== null && typeof valueAt(value, path) === 'object';
    const [first, second] = issue.errors;
    return ((long ? second : first) ?? []).flatMap((inner) => findingsOf(inner, path, value));
  }
  return [{ path, text: sentenceOf(issue, last, valueAt(value, path)) }];
}

function sentenceOf(issue: z.core.$ZodIssue, last: string, found: unknown): Words {
  const plain = faultTexts as unknown as Readonly<Record<string, () => Words>>;
  const own = plain[issue.message];
  if (own) return own();
  if (found === undefined) return faultTexts.missing(last);
  if (issue.code === 'invalid_value') return faultTexts.choice(issue.values.map(String));
  return faultTexts.form(issue.message);
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const keys: Readonly<Record<string, readonly string[]>> = {
    '': Object.keys(Document.shape),
    steps: [
      ...['number', 'id', 'kind', 'name', 'actor', 'with', 'scope', 'budget', 'clock', 'offline', 'pauses', 'warn'],
      ...['escalate', 'per', 'starts', 'ends', 'drops', 'requires', 'optional', 'repeat', 'output', 'next', 'source'],
    ],
    source: ['line', 'text', 'needs', 'time', 'output', 'note', 'cells', 'reading', 'reason'],
    next: ['to', 'on', 'by', 'label'],
    escalate: ['at', 'to', 'by'],
    starts: ['on', 'when'],
  };
  const name = path.filter((part) => typeof part === 'string').at(-1);
  return keys[String(name ?? '')] ?? [];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    value,
  );
}

function toDefinition(document: RawDocument, rows: readonly RawRow[]): SopDefinition {
  const { total, ...rest } = document;
  return {
    ...rest,
    roles: rest.roles as SopDefinition['roles'],
    steps: [...rows.map(toStep), ...(total ? [toTotal(total)] : [])],
  };
}

const untimed = {
  actor: 'system',
  with: [],
  scope: 'case',
  budget: null,
  pauses: [],
  warnPercents: [],
  escalate: [],
  starts: [],
  ends: [],
  drops: [],
  requires: [],
  optional: false,
  runsAtMost: 1,
  output: null,
  next: [],
} as const;

function toStep(row: RawRow): StepDefinition {
  const { number, id, name } = row;
  const source = toSource(row.source);
  if ('kind' in row) return { ...untimed, id, kind: row.kind, number, name, next: row.next.map(toNext), source };
  return {
    id,
    kind: 'step',
    number,
    name,
    ...toTimed(row),
    with: row.with,
    scope: row.scope,
    ...(row.per === undefined ? {} : { perKey: row.per }),
    requires: row.requires.map((required) => (typeof required === 'string' ? { field: required } : required)),
    optional: row.optional,
    runsAtMost: row.repeat === undefined ? 1 : row.repeat === true ? null : row.repeat,
    output: row.output ?? null,
    next: row.next.map(toNext),
    source,
  };
}

function toTotal(total: RawTotal): StepDefinition {
  const { name } = total;
  return { ...untimed, id: 'total', kind: 'total', number: 0, name, ...toTimed(total), source: toSource(total.source) };
}

function toTimed(row: RawStep | RawTotal) {
  return {
    actor: row.actor,
    budget: toBudget(row),
    pauses: row.pauses,
    warnPercents: row.warn.map(percentOf).sort((a, b) => a - b),
    escalate: row.escalate
      .map(({ at, to, by }) => ({ percent: percentOf(at), to, by }))
      .sort((a, b) => a.percent - b.percent),
    starts: row.starts.map((rule) =>
      typeof rule === 'string' ? { on: rule } : { on: rule.on, ...(rule.when && { when: rule.when }) },
    ),
    ends: row.ends,
    drops: row.drops,
  };
}

const percentOf = (text: string): number => Number.parseInt(text, 10);

const unitMs: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000, workday: 1, workdays: 1 };

function toBudget({ budget, clock, offline }: Pick<RawStep, 'budget' | 'clock' | 'offline'>): Budget | null {
  if (budget === undefined) return null;
  const [count, unit = ''] = budget.split(' ');
  const amount = Number(count) * (unitMs[unit] ?? Number.NaN);
  return { clock: clock as Clock, ...(offline && { offlineClock: offline }), amount };
}

function toNext({
  to,
  on,
  label,
  ...rest
}: {
  to: string;
  on: string;
  by?: string | undefined;
  label?: Words | undefined;
}) {
  return { to, on, ...(rest.by && { by: rest.by }), ...(label && { label }) };
}

function toSource(source: RawRow['source']): StepSource {
  return { ...source, reading: source.reading ?? null, reason: source.reason ?? null };
}
