import { figureWords } from '../../contract/figure-words.ts';
import { lacakWords } from '../../contract/lacak-words.ts';
import { momentInWords, type OfficeZone } from '../../domain/calendar/office-day.ts';
import { workerOf } from '../../domain/case/waiting.ts';
import type { KeptStepFact } from '../../domain/fact/step-fact.ts';
import type { Words } from '../../domain/shared/words.ts';
import { stepsAhead } from '../../domain/sop/ahead.ts';
import { roleName } from '../../domain/sop/definition.ts';
import type { StepRun } from '../../domain/sop/state.ts';
import { stepOf } from '../../domain/sop/thresholds.ts';
import { clockedWords, lengthWords } from '../../domain/sop-print/budget-words.ts';
import { endOf, stageOf, stepsNow } from '../lacak/view.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { slipWords } from './slip-words.ts';

/** What is promised to a citizen and how it was kept, as a template has it in `data.promise`: roles, and no person. */
export interface Slip {
  /** As the citizen's page says it. */
  readonly stage: Words;
  readonly opened: Words;
  /** Null: it goes on. */
  readonly closed: Words | null;
  /** What runs, until when and why then. */
  readonly now: readonly (Step & { readonly due: Words; readonly why: Words | null })[];
  /** What it may come to. */
  readonly ahead: readonly (Step & { readonly limit: Words })[];
  /** What has ended, in the order in which it began. */
  readonly done: readonly (Step & {
    readonly limit: Words;
    readonly fact: readonly Words[];
    readonly result: Words;
  })[];
  /** Of steps with a limit, how many kept it; null: none has ended. */
  readonly kept: Words | null;
  /** What a promise is that is not sure yet; null: all are. */
  readonly provisional: Words | null;
  /** The citizen's page with the ticket behind its `#`, which browsers send to nobody; null: there is none for this case. */
  readonly link: string | null;
  /** The same page as people type it. */
  readonly page: string | null;
  /** How anybody asks without it. */
  readonly ask: Words;
}
interface Step {
  readonly name: Words;
  readonly by: Words;
}

export interface SlipDeps {
  readonly store: Pick<Store, 'stepFactsOf'>;
  readonly sops: SopRegistry;
  readonly zone: OfficeZone;
  /** Null: the server has no address that others know. */
  readonly publicUrl: string | null;
}

export type SlipOf = (record: CaseRecord) => Promise<Slip>;

/** What is promised in a case and how it was kept: by the engine's own moments and explanations, and the facts of the reports. */
export const createSlipOf =
  ({ store, ...deps }: SlipDeps): SlipOf =>
  async (record) =>
    slip(deps, record, await store.stepFactsOf(record.caseId));

/** Pure. */
function slip(
  { sops, zone, publicUrl }: Omit<SlipDeps, 'store'>,
  record: CaseRecord,
  facts: readonly KeptStepFact[],
): Slip {
  const { state, openedAt, sopId } = record;
  const sop = sops.get(sopId, record.sopVersion);
  const moment = (at: number): Words => ({ id: momentInWords(at, zone, 'id'), en: momentInWords(at, zone, 'en') });
  const now = stepsNow(sops, record);
  const end = endOf(sop, record);
  const stage = `stage_${stageOf(sop, record)}` as const;
  const runs = shownRuns(record, sop);
  const judged = facts.filter(
    ({ runId, clock, verdict }) => clock !== null && verdict !== 'cancelled' && runs.some(({ id }) => id === runId),
  );
  const base = hasPage(record) && publicUrl !== null ? `${publicUrl.replace(/\/$/, '')}/lacak` : null;
  const limit = (clock: KeptStepFact['clock'], amount: number | null) =>
    clock === null || amount === null ? slipWords.noLimit : clockedWords(clock, amount);
  const due = ({ dueAt, waitsForCitizen, provisional }: (typeof now)[number]): Words => {
    if (dueAt === null) return fromPage(waitsForCitizen ? 'yours' : 'noTime');
    const by = moment(dueAt);
    return provisional ? slipWords.dueProvisionally(by) : slipWords.due(by);
  };
  return {
    stage: fromPage(stage, end === null ? noWords : { id: `: ${end.id}`, en: `: ${end.en}` }),
    opened: moment(openedAt),
    closed: state.closedAt === null ? null : moment(state.closedAt),
    now: now.map((step) => ({ name: step.name, by: step.by, due: due(step), why: step.why })),
    ahead: stepsAhead(sop, state.sop).map(({ name, actor, budget }) => ({
      ...{ name, by: roleName(sop, workerOf(actor)) },
      limit: limit(budget?.clock ?? null, budget?.amount ?? null),
    })),
    done: runs.map((run) => {
      const { name, actor, budget } = stepOf(sop, run.step);
      const fact = facts.find(({ runId }) => runId === run.id);
      const { verdict, clock } = fact ?? run;
      return {
        ...{ name, by: roleName(sop, workerOf(actor)) },
        limit: limit(clock, fact ? fact.budget : (budget?.amount ?? null)),
        fact: fact ? factWords(fact, moment) : [slipWords.ended(moment(run.endedAt ?? 0), false)],
        result: clock === null && verdict === 'met' ? slipWords.noLimit : slipWords.results[verdict],
      };
    }),
    kept: judged.length === 0 ? null : slipWords.kept(judged),
    provisional: now.some((step) => step.provisional && step.dueAt !== null) ? slipWords.provisional : null,
    link: base && `${base}#${encodeURIComponent(record.ticketNumber)}`,
    page: base?.replace(/^https?:\/\//, '') ?? null,
    ask: askWords(sops, sopId),
  };
}

const noWords: Words = { id: '', en: '' };
const fromPage = (word: keyof (typeof lacakWords)['id'], value = noWords): Words => ({
  id: lacakWords.id[word].replace('{0}', () => value.id),
  en: lacakWords.en[word].replace('{0}', () => value.en),
});

/** The page opens to whoever gave a number or an address, and of a case that may be read. */
const hasPage = ({ phoneMasked, restricted, task }: CaseRecord): boolean =>
  phoneMasked !== null && restricted !== true && task == null;

/** Those that the page showed while they ran, and the whole; what was dropped for another run of its step is not shown. */
function shownRuns({ state }: CaseRecord, sop: Parameters<typeof stepOf>[0]): readonly EndedRun[] {
  const { runs } = state.sop;
  return runs.filter((run, index): run is EndedRun => {
    const { kind, scope } = stepOf(sop, run.step);
    if (run.verdict === 'running' || scope !== 'case' || (kind !== 'step' && kind !== 'total')) return false;
    const others = runs.filter((one, at) => one.step === run.step && (one.verdict !== 'cancelled' || at > index));
    return run.verdict !== 'cancelled' || others.length === 0;
  });
}
type EndedRun = StepRun & { readonly verdict: KeptStepFact['verdict'] };

function factWords(fact: KeptStepFact, moment: (at: number) => Words): readonly Words[] {
  const { endedAt, estimated, serviceMs, pausedMs, clock, spent } = fact;
  const counted = clock !== null && (clock === 'workday' || spent !== serviceMs);
  return [
    slipWords.ended(moment(endedAt), estimated),
    slipWords.took(lengthWords(serviceMs)),
    ...(pausedMs > 0 ? [slipWords.stood(lengthWords(pausedMs))] : []),
    ...(counted ? [slipWords.counted(clockedWords(clock, spent))] : []),
  ];
}

const asked: ReadonlySet<string> = new Set(['phone', 'sms', 'whatsapp', 'email']);

/** By the numbers and addresses of the doors of the procedure, as the office writes them. */
function askWords({ services }: SopRegistry, sopId: string): Words {
  const doors = services.filter((one) => one.sopId === sopId && asked.has(one.channel) && one.addresses.length > 0);
  const named = (language: 'id' | 'en') =>
    doors
      .map(({ channel, addresses }) => `${figureWords[language].channels[channel]} ${addresses.join(', ')}`)
      .join('; ');
  return doors.length === 0 ? slipWords.askOffice : slipWords.askBy({ id: named('id'), en: named('en') });
}
