import { readFileSync } from 'node:fs';
import { createSopRegistry, type SopRegistry } from '../../server/app/procedures/registry.ts';
import type { SopDefinition } from '../../server/domain/sop/definition.ts';
import { parseSop } from '../../server/domain/sop/parse.ts';
import type { StepDefinition } from '../../server/domain/sop/step-definition.ts';
import { type Timekeeper, wallClock } from '../../server/domain/sop/timekeeper.ts';
import { readCatalogues } from '../../server/wiring/catalogues.ts';

export const sopNames = ['surabaya', 'semarang', 'bandungan', 'depok', 'online', 'offline'] as const;
export type SopName = (typeof sopNames)[number];

/** The text of a procedure as shipped. */
export const sopText = (name: string): string =>
  readFileSync(new URL(`../../server/sops/${name}.yaml`, import.meta.url), 'utf8');

const read = new Map<string, SopDefinition>();

/** A procedure as shipped. */
export function shipped(name: string): SopDefinition {
  const known = read.get(name) ?? parseSop(sopText(name), `${name}.yaml`);
  read.set(name, known);
  return known;
}

/** The office's lists as shipped. */
const catalogues = new Map([...readCatalogues('')].map(([name, { lists }]) => [name, lists]));

/** The procedure as that of the office's only service, a hotline that is always open unless told otherwise. */
export function hotlineUnder(sop: SopDefinition, time: Timekeeper = wallClock): SopRegistry {
  const name = { id: 'Hotline', en: 'Hotline' };
  const { id: sopId } = sop;
  const of = { channel: 'phone', addresses: [], sopId, hours: 'always', catalogue: 'civil-registry' };
  const services = [
    { ...of, id: 'hotline', name, channel: 'phone', gateway: null, answersBy: null, basis: null, spoken: false },
  ] as const;
  return createSopRegistry({ services, catalogues, times: new Map([['hotline', time]]), versions: onlyVersion(sop) });
}

/** Every case runs under it. */
function onlyVersion(sop: SopDefinition): Pick<SopRegistry, 'current' | 'get'> {
  const is = (id: string, version = sop.version): SopDefinition => {
    if (id !== sop.id || version !== sop.version) throw new Error(`SOP ${id} ${version} is not known`);
    return sop;
  };
  return { current: is, get: is };
}

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
    shares: null,
    budget: { clock: 'call', amount: budgetMs },
    pauses: [],
    warnPercents: [50],
    escalate: [],
    starts: [{ on: 'go' }],
    ends: ['done'],
    drops: ['off'],
    requires: [],
    forms: {},
    tells: ['message', 'call'],
    closes: null,
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
    document: { file: 'f', number: null, created: null, revised: null, approved: null },
    title: { id: 'P', en: 'P' },
    letterhead: null,
    signatures: [],
    channels: ['phone'],
    roles: {},
    legal: null,
    qualifications: null,
    performers: null,
    related: null,
    equipment: null,
    warnings: null,
    records: null,
    notes: [],
    fields: {},
    closings: [],
    steps,
  };
}
