import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { SopDefinition, StepDefinition } from './definition.ts';

const Names = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
const Budget = z.string().regex(/^[1-9]\d* s$/, 'a budget is written in seconds, such as "120 s"');
const Percent = z.string().regex(/^[1-9]\d? %$/, 'a threshold is written in whole per cents below 100, such as "75 %"');
const EventName = z.string().regex(/^[a-z_]+(\.[a-z_]+)+$/, 'an event is written in lower case, such as call.answered');

const Step = z.strictObject({
  number: z.int().min(1),
  id: z.string().regex(/^[a-z][a-z_]*$/),
  name: Names,
  actor: z.enum(['citizen', 'system', 'agent', 'dispatcher', 'official', 'supervisor', 'head']),
  budget: Budget,
  warn: z
    .array(Percent)
    .refine((warn) => duplicatesOf(warn).length === 0, 'a threshold stands twice')
    .default([]),
  per: z.string().optional(),
  starts: z
    .array(z.union([EventName, z.strictObject({ on: EventName, when: z.enum(['live', 'answered']).optional() })]))
    .min(1),
  ends: z.array(EventName).min(1),
  drops: z.array(EventName).default([]),
});

const Document = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  version: z.string().min(1),
  source: z.string().min(1),
  title: Names,
  steps: z.array(Step).min(1),
});

/**
 * Reads an SOP file.
 * @throws SopFault with every fault of the text, each naming its place.
 */
export function parseSop(text: string): SopDefinition {
  const parsed = Document.safeParse(readYaml(text));
  if (!parsed.success) {
    throw new SopFault(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`));
  }
  const faults = duplicatesOf(parsed.data.steps.map((step) => step.id)).map((id) => `steps: ${id} stands twice`);
  if (faults.length > 0) throw new SopFault(faults);
  return { ...parsed.data, steps: parsed.data.steps.map(toStep) };
}

/** An SOP file that cannot be used. */
export class SopFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`the SOP has faults:\n${faults.join('\n')}`);
    this.name = 'SopFault';
    this.faults = faults;
  }
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    // Its message names the line and column.
    if (error instanceof YAMLParseError) throw new SopFault([`file: ${error.message}`]);
    throw error;
  }
}

function toStep(step: z.infer<typeof Step>): StepDefinition {
  return {
    id: step.id,
    number: step.number,
    name: step.name,
    actor: step.actor,
    budgetMs: Number.parseInt(step.budget, 10) * 1000,
    warnPercents: step.warn.map((percent) => Number.parseInt(percent, 10)).sort((a, b) => a - b),
    starts: step.starts.map((rule) => (typeof rule === 'string' ? { on: rule } : rule)),
    ends: step.ends,
    drops: step.drops,
    ...(step.per === undefined ? {} : { perKey: step.per }),
  };
}

function duplicatesOf(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
