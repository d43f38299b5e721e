import { intervalsOf, type Period, periodBefore } from '../../domain/figures/period.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type {
  AgentFigures,
  Asked,
  CallFigures,
  CallKey,
  CaseFigures,
  CaseKey,
  FigureStore,
  MessageFigures,
  MessageKey,
  OpenFigures,
  StepFigures,
  Told,
} from '../ports/figures.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createFigureLabels } from './figure-labels.ts';
import { type Heat, heatOf } from './heat.ts';

/** A table of figures: the whole, the same of as many days before, and what it is made of. */
export interface Report<Figures> {
  readonly whole: Figures;
  readonly before: Figures;
  /** By name; `label` null: its key says it, or nobody is meant. */
  readonly byKey: readonly {
    readonly key: string | null;
    readonly label: Bilingual | null;
    readonly figures: Figures;
  }[];
  /** Every interval of the period, also those in which nothing happened; null: nothing did. */
  readonly byInterval: readonly { readonly at: number; readonly figures: Figures | null }[];
}

export interface Figures {
  calls(asked: Asked<CallKey>): Promise<Report<CallFigures>>;
  heat(asked: Asked<'hour'>): Promise<Heat>;
  cases(asked: Asked<CaseKey>): Promise<Report<CaseFigures>>;
  open(asked: Asked<CaseKey>): Promise<Report<OpenFigures>>;
  messages(asked: Asked<MessageKey>): Promise<Report<MessageFigures>>;
  steps(asked: Asked<'step'>): Promise<Report<StepFigures>>;
  agents(asked: Asked<'agent'>): Promise<Report<AgentFigures>>;
  /** By which fields of the office's own cases can be told apart. */
  fields(): readonly { readonly name: string; readonly label: Bilingual }[];
  /** What alone is told of, and how it is called. */
  only(asked: Asked<string>): Promise<readonly { readonly what: OnlyOf; readonly label: Bilingual }[]>;
  /** How much of the period is in no figure, because its facts were not made: see `npm run facts`. */
  untold(period: Period): Promise<number>;
}

export type OnlyOf = 'service' | 'channel' | 'agent' | 'procedure';

export interface FiguresDeps {
  readonly store: FigureStore;
  readonly sops: Pick<SopRegistry, 'services' | 'current' | 'choicesOf'>;
  /** Everybody who works here or did. */
  readonly people: () => Promise<readonly { readonly userId: string; readonly displayName: string }[]>;
}

/** Figures with names to them, beside those of the period before. Every method throws when the database is away. */
export function createFigures({ store, sops, people }: FiguresDeps): Figures {
  const { labelOf, ownFields } = createFigureLabels(sops);
  const reported = async <Key extends string, Of>(
    asked: Asked<Key>,
    tell: (of: Asked<Key>) => Promise<Told<Of>>,
  ): Promise<Report<Of>> => {
    const [now, before, staff] = await Promise.all([
      tell(asked),
      tell({ ...asked, ...periodBefore(asked) }),
      asked.by === 'agent' || asked.by === 'official' ? people() : [],
    ]);
    const names = new Map(staff.map(({ userId, displayName }) => [userId, displayName]));
    const at = new Map(now.byInterval.map((one) => [one.at, one.figures]));
    return {
      ...{ whole: now.whole, before: before.whole },
      byKey: now.byKey
        .map((one) => ({ ...one, label: labelOf(asked.by, one.key, names, asked.field) }))
        // By name, and steps by their number; what is nobody's comes last.
        .sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'id', { numeric: true })),
      byInterval: intervalsOf(asked).map((start) => ({ at: start, figures: at.get(start) ?? null })),
    };
  };

  const nameOf = ({ key, label }: { key: string | null; label: Bilingual | null }) => label?.id ?? key ?? '\uffff';

  const only: Figures['only'] = async (asked) => {
    const { serviceId, channel, agentId, sopId } = asked;
    const staff = agentId === undefined ? [] : await people();
    const names = new Map(staff.map(({ userId, displayName }) => [userId, displayName]));
    const keys = { service: serviceId, channel, agent: agentId, procedure: sopId };
    return Object.entries(keys).flatMap(([what, key]) =>
      key === undefined ? [] : [{ what: what as OnlyOf, label: labelOf(what, key, names) ?? { id: key, en: key } }],
    );
  };

  return {
    only,
    fields: () => ownFields().map(({ name, label }) => ({ name, label: { ...label } })),
    calls: (asked) => reported(asked, store.calls),
    heat: async (asked) => {
      const past = { ...asked, ...periodBefore(asked) };
      const [now, before] = await Promise.all([store.heat(asked), store.heat(past)]);
      return { ...heatOf(now, asked), before: heatOf(before, past) };
    },
    cases: (asked) => reported(asked, store.cases),
    open: (asked) => reported(asked, store.open),
    messages: (asked) => reported(asked, store.messages),
    steps: (asked) => reported(asked, store.steps),
    agents: (asked) => reported(asked, store.agents),
    untold: store.untold,
  };
}
