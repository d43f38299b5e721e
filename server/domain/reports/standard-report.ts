import { choiceOf } from '../fields/catalogue.ts';
import { fieldIn } from '../fields/standard.ts';
import { roleName, type SopDefinition } from '../sop/definition.ts';
import type { Budget } from '../sop/step-definition.ts';
import { budgetWords } from '../sop-print/budget-words.ts';
import { type ReportSection, wholeKey } from './office-report.ts';
import { standardComponents } from './standard.ts';
import type {
  EndedFigures,
  PromiseFigures,
  StandardProcedure,
  StandardService,
  StandardStep,
} from './standard-figures.ts';

/** What was counted of one procedure in a period. */
export interface CountedProcedure {
  readonly sop: SopDefinition;
  /** Doors to it as they are now. */
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly opened: ReadonlyMap<string, number>;
  /** At the end of the period. */
  readonly open: ReadonlyMap<string, number>;
  readonly ended: readonly EndedFigures[];
  readonly promises: readonly PromiseFigures[];
  /** Who had tickets that came or ended in it. */
  readonly agents: number;
}

/** A procedure as the report tells it. What is in the figures and no more in the procedure is told too, by its id. Pure. */
export function standardProcedure(of: CountedProcedure): StandardProcedure {
  const { sop, agents } = of;
  const services = servicesOf(of);
  const steps = stepsOf(sop, of.promises);
  const whole = services.at(-1) as StandardService;
  const sum = (name: 'met' | 'breached') => steps.reduce((all, step) => all + (step[name] ?? 0), 0);
  const { opened, closed, otherwise, inTime } = whole;
  const figures = { agents, opened, ended: closed + otherwise, inTime, met: sum('met'), breached: sum('breached') };
  return {
    ...{ sopId: sop.id, title: sop.title.id, version: sop.version },
    components: standardComponents(sop, figures),
    ...{ steps, services, reasons: reasonsOf(of) },
  };
}

const other = ({ endedAs }: EndedFigures): boolean => !['closed', 'abandoned', 'prank'].includes(endedAs);
const real = (one: EndedFigures): boolean => one.endedAs === 'closed' || other(one);

function servicesOf({ services, opened, open, ended }: CountedProcedure): readonly StandardService[] {
  const told = (serviceId: string, name: string, mine: (id: string) => boolean): StandardService => {
    const rows = ended.filter((one) => mine(one.serviceId));
    const sum = (which: (one: EndedFigures) => boolean, what: 'ended' | 'answered' | 'late' = 'ended') =>
      rows.filter(which).reduce((all, one) => all + one[what], 0);
    const came = (of: ReadonlyMap<string, number>) =>
      [...of].reduce((all, [id, count]) => (mine(id) ? all + count : all), 0);
    const [over, late] = [sum(real), sum(real, 'late')];
    return {
      ...{ serviceId, name, opened: came(opened), open: came(open) },
      ...{ closed: sum(({ endedAs }) => endedAs === 'closed'), otherwise: sum(other), inTime: over - late, late },
      answered: sum(real, 'answered'),
      pranks: sum(({ endedAs }) => endedAs === 'prank'),
      abandoned: sum(({ endedAs }) => endedAs === 'abandoned'),
    };
  };
  const found = [...opened.keys(), ...open.keys(), ...ended.map(({ serviceId }) => serviceId)].sort();
  const ids = [...new Set([...services.map(({ id }) => id), ...found])];
  const nameOf = (id: string) => services.find((one) => one.id === id)?.name ?? id;
  return [...ids.map((id) => told(id, nameOf(id), (one) => one === id)), told(wholeKey, 'Seluruhnya', () => true)];
}

function reasonsOf({ sop, ended }: CountedProcedure): StandardProcedure['reasons'] {
  const choices = fieldIn(sop, 'endedAs')?.choices ?? [];
  const counts = new Map<string, number>();
  for (const one of ended) if (other(one)) counts.set(one.endedAs, (counts.get(one.endedAs) ?? 0) + one.ended);
  return [...counts].sort().map(([code, count]) => ({ label: choiceOf(choices, code).name.id, count }));
}

const unpromised = { clock: null, budget: null, met: 0, breached: 0, cancelled: 0, estimated: 0 } as const;

function stepsOf(sop: SopDefinition, promises: readonly PromiseFigures[]): readonly StandardStep[] {
  const known = sop.steps.flatMap((step): StandardStep[] => {
    const runs = promises.filter((one) => one.step === step.id);
    const told = step.kind === 'step' || step.kind === 'start' || (step.kind === 'total' && step.budget !== null);
    if (!told && runs.length === 0) return [];
    const name = step.kind === 'total' ? step.name.id : `${step.number}. ${step.name.id}`;
    const said = { step: step.id, name, actor: roleName(sop, step.actor).id };
    if (runs.length > 0) return runs.map((one) => ({ ...said, ...toldOf(one, runs) }));
    const { clock = null, amount = null } = step.budget ?? {};
    const none = { ...unpromised, sopId: sop.id, step: step.id, clock, budget: amount, median: null, p90: null };
    const shared = sop.steps.find(({ id }) => id === step.shares);
    return [{ ...said, ...toldOf(none, [none]), ...(shared && { promised: `bersama langkah ${shared.number}` }) }];
  });
  const gone = promises.filter(({ step }) => !sop.steps.some(({ id }) => id === step));
  return [...known, ...gone.map((one) => ({ step: one.step, name: one.step, actor: '–', ...toldOf(one, [one]) }))];
}

const budgetOf = ({ clock, budget }: PromiseFigures): Budget | null =>
  clock === null || budget === null ? null : { clock, amount: budget };

function toldOf(one: PromiseFigures, beside: readonly PromiseFigures[]) {
  const { clock, budget, met, breached, cancelled, estimated, median, p90 } = one;
  const promised = budgetWords(budgetOf(one), beside.map(budgetOf))?.id ?? null;
  const judged = promised === null ? { met: null, breached: null } : { met, breached };
  return { promised, clock, budget, runs: met + breached, ...judged, cancelled, estimated, median, p90 };
}

const serviceColumns = [
  ['opened', 'Diterima'],
  ['closed', 'Selesai'],
  ['otherwise', 'Diakhiri lain'],
  ['inTime', 'Tepat waktu'],
  ['late', 'Terlambat'],
  ['answered', 'Dijawab'],
  ['pranks', 'Iseng'],
  ['abandoned', 'Ditinggalkan'],
] as const;
const stepColumns = [
  ['runs', 'Dijalankan'],
  ['met', 'Ditepati'],
  ['breached', 'Terlambat'],
] as const;

/** The counts of a report as tables, by which a later one finds what was told otherwise. Pure. */
export const countsOf = (procedures: readonly StandardProcedure[]): readonly ReportSection[] =>
  procedures.flatMap(({ sopId, title, steps, services }): readonly ReportSection[] => [
    {
      ...{ id: `${sopId}/steps`, title, columns: columnsOf(stepColumns) },
      rows: steps.map((one) => ({
        ...{ key: JSON.stringify([one.step, one.clock, one.budget]), head: one.name, estimated: [] },
        values: stepColumns.map(([name]) => one[name] ?? 0),
      })),
    },
    {
      ...{ id: `${sopId}/services`, title, columns: columnsOf(serviceColumns) },
      rows: services.map((one) => ({
        ...{ key: one.serviceId, head: one.name, estimated: [] },
        values: serviceColumns.map(([name]) => one[name]),
      })),
    },
  ]);

const columnsOf = (names: readonly (readonly [string, string])[]) =>
  names.map(([name, label]) => ({ name, label, as: 'count' as const }));
