import type { z } from 'zod';
import type { FieldDefinition } from '../fields/field.ts';
import { fieldIn } from '../fields/standard.ts';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import type { Words } from '../shared/words.ts';
import type { SopDefinition } from './definition.ts';
import type { StepSource } from './document.ts';
import { faultTexts } from './faults.ts';
import { flowFaults } from './flow.ts';
import { closingsOf, formFaults, ownFields, paperKindFaults } from './forms.ts';
import { nearest } from './nearest.ts';
import { reasonFaults } from './reasons.ts';
import {
  Document,
  partFields,
  type RawDocument,
  type RawRow,
  type RawStep,
  type RawTotal,
  rowSchema,
} from './schema.ts';
import { screenFaults } from './screen-needs.ts';
import type { Budget, EscalationLevel, StepDefinition, WrapUpRule } from './step-definition.ts';
import type { Clock } from './terms.ts';
import { type Finding, ruleFaults } from './validate.ts';

/**
 * Reads an SOP file.
 * @param file its name, for the faults.
 * @param papers the kinds of papers that the office has; absent: nobody asks whether those of the steps are among them.
 * @throws FileFault with every fault of the text, each with its line and what to do.
 */
export function parseSop(text: string, file = 'sop', papers?: readonly string[]): SopDefinition {
  const { value, lineOf } = readYaml(text, file);
  const fault = ({ path, text: sentence }: Finding): Fault => ({
    line: lineOf(path),
    place: path.map(String).join('.') || 'file',
    ...sentence,
  });
  const faulty = (findings: readonly Finding[]) => new FileFault(file, findings.map(fault));
  const refuse = (findings: readonly Finding[]) => {
    if (findings.length > 0) throw faulty(findings);
  };
  const { document, rows, findings } = formOf(value);
  if (!document) throw faulty(findings);
  refuse(ruleFaults(document, rows));
  refuse(formFaults(document, rows));
  if (papers) refuse(paperKindFaults(rows, papers));
  refuse(flowFaults(rows));
  refuse(screenFaults(document, rows));
  refuse(reasonFaults(rows, (name) => fieldIn({ fields: ownFields(document.fields) }, name) as FieldDefinition));
  return toDefinition(document, rows);
}

/** The parts of the file by their form; no document where anything of them is wrong. */
function formOf(value: unknown): { document: RawDocument | undefined; rows: RawRow[]; findings: Finding[] } {
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
  return { document: findings.length > 0 ? undefined : whole.data, rows, findings };
}

/** What zod has to say, in our words. */
function findingsOf(issue: z.core.$ZodIssue, under: readonly PropertyKey[], value: unknown): Finding[] {
  const path = [...under, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: faultTexts.unknown_field(key, nearest(key, knownFields(path))),
    }));
  }
  if (issue.code === 'invalid_union') {
    // A start or a requirement, written short or long: the longer form, the second, is meant when it is a mapping.
    const meant = typeof valueAt(value, path) === 'object' ? 1 : 0;
    const inner = issue.errors.filter((_, index) => index === meant).flat();
    return inner.flatMap((each) => findingsOf(each, path, value));
  }
  return [{ path, text: sentenceOf(issue, path, valueAt(value, path)) }];
}

function sentenceOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[], found: unknown): Words {
  const plain = faultTexts as unknown as Readonly<Record<string, () => Words>>;
  const own = plain[issue.message];
  if (own) return own();
  if (found === undefined) return faultTexts.missing(String(path.at(-1)));
  if (issue.code === 'invalid_value') return faultTexts.choice(issue.values.map(String));
  return faultTexts.form(issue.message);
}

/** The fields that may stand where an unknown one does: those of the nearest part that has a name of its own. */
function knownFields(path: readonly PropertyKey[]): readonly string[] {
  const name = path.filter((part) => typeof part === 'string').at(-1);
  return name === undefined ? Object.keys(Document.shape) : Object.keys(partFields[name] ?? {});
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Readonly<Record<PropertyKey, unknown>>)[key], value);
}

function toDefinition(document: RawDocument, rows: readonly RawRow[]): SopDefinition {
  const { total, fields, closings, ...rest } = document;
  return {
    ...rest,
    roles: rest.roles as SopDefinition['roles'],
    fields: ownFields(fields),
    closings: closingsOf(closings, rest.roles),
    steps: [...rows.map(toStep), ...(total ? [toTotal(total)] : [])],
  };
}

const untimed = {
  actor: 'system',
  with: [],
  scope: 'case',
  budget: null,
  shares: null,
  pauses: [],
  warnPercents: [],
  escalate: [],
  starts: [],
  ends: [],
  drops: [],
  requires: [],
  forms: {},
  tells: [],
  closes: null,
  optional: false,
  runsAtMost: 1,
  output: null,
  next: [],
} as const;

function toStep(row: RawRow): StepDefinition {
  const { number, id, name } = row;
  const source = toSource(row.source);
  if ('kind' in row) return { ...untimed, id, kind: row.kind, number, name, next: row.next, source };
  return {
    id,
    kind: 'step',
    number,
    name,
    ...toTimed(row),
    with: row.with,
    scope: row.scope,
    shares: row.shares ?? null,
    perKey: row.per,
    requires: row.requires.map((required) => (typeof required === 'string' ? { field: required } : required)),
    forms: row.forms,
    tells: row.tells,
    ...(row.papers.length > 0 && { papers: row.papers }),
    closes: row.closes ?? null,
    ...(row.wrap_up && { wrapUp: toWrapUp(row.wrap_up) }),
    optional: row.optional,
    runsAtMost: row.repeat === undefined ? 1 : row.repeat === true ? null : row.repeat,
    output: row.output ?? null,
    next: row.next,
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
    escalate: toLevels(row.escalate),
    starts: row.starts.map((rule) =>
      typeof rule === 'string'
        ? { on: rule }
        : { on: rule.on, ...(rule.when && { when: rule.when }), ...(rule.while && { while: rule.while }) },
    ),
    ends: row.ends,
    drops: row.drops,
  };
}

/** Whom somebody who is late is told of, soonest first. */
export const toLevels = (rows: RawTotal['escalate']): readonly EscalationLevel[] =>
  rows.map(({ at, to, by }) => ({ percent: percentOf(at), to, by })).sort((a, b) => a.percent - b.percent);

const percentOf = (text: string): number => Number.parseInt(text, 10);

const unitMs = { s: 1_000, min: 60_000, h: 3_600_000, workday: 1, workdays: 1 } as const;

const lengthOf = (text: string): number => {
  const [count, unit] = text.split(' ') as [string, keyof typeof unitMs];
  return Number(count) * unitMs[unit];
};

const toWrapUp = ({ ends_after: after, extend_by: by, extensions }: NonNullable<RawStep['wrap_up']>): WrapUpRule => ({
  ...{ ms: lengthOf(after), extendMs: lengthOf(by) },
  extensions,
});

function toBudget({ budget, clock, offline }: Pick<RawStep, 'budget' | 'clock' | 'offline'>): Budget | null {
  if (budget === undefined) return null;
  return { clock: clock as Clock, ...(offline && { offlineClock: offline }), amount: lengthOf(budget) };
}

function toSource(source: RawRow['source']): StepSource {
  return { ...source, reading: source.reading ?? null, reason: source.reason ?? null };
}
