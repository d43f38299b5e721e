import { readFileSync } from 'node:fs';
import type { SopDefinition, StepDefinition } from '../../server/domain/sop/definition.ts';
import { parseSop } from '../../server/domain/sop/parse.ts';

export const sopNames = ['surabaya', 'semarang', 'bandungan', 'depok', 'online', 'offline'] as const;
export type SopName = (typeof sopNames)[number];

/** The text of a procedure as shipped. */
export const sopText = (name: string): string =>
  readFileSync(new URL(`../../server/sops/${name}.yaml`, import.meta.url), 'utf8');

/** A procedure as shipped. */
export const shipped = (name: string): SopDefinition => parseSop(sopText(name), `${name}.yaml`);

/** A step of a second that `go` starts, `done` ends and `off` drops, but for what is given. */
export function stepWith(of: Partial<StepDefinition> & { readonly budgetMs?: number }): StepDefinition {
  const { budgetMs = 1_000, ...given } = of;
  return {
    id: 'a',
    kind: 'step',
    number: 1,
    name: { id: 'A', en: 'A' },
    actor: 'agent',
    with: [],
    scope: 'case',
    budget: { clock: 'call', amount: budgetMs },
    pauses: [],
    warnPercents: [50],
    escalate: [],
    starts: [{ on: 'go' }],
    ends: ['done'],
    drops: ['off'],
    requires: [],
    optional: false,
    runsAtMost: 1,
    output: null,
    next: [],
    source: null,
    ...given,
  };
}

/** A procedure of these steps and of nothing else. */
export function sopWith(steps: readonly StepDefinition[]): SopDefinition {
  return {
    id: 'p',
    version: '1',
    effective: null,
    issuer: 'i',
    document: { file: 'f', number: null, created: null, revised: null },
    title: { id: 'P', en: 'P' },
    channels: ['phone'],
    roles: {},
    legal: null,
    qualifications: null,
    related: null,
    equipment: null,
    warnings: null,
    records: null,
    notes: [],
    steps,
  };
}
