import { periodBefore } from '../../domain/figures/period.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';
import type { BehindAsked, FigureStore } from '../ports/figures.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createFigureLabels } from './figure-labels.ts';

/** What a figure counts, or is read off: a call, a ticket, a step, a message, a ring, or a stretch of how somebody stood. */
export interface Behind {
  readonly total: number;
  readonly rows: readonly {
    readonly at: number;
    /** Null: there is none, or none any more. */
    readonly caseId: string | null;
    readonly ticketNumber: string | null;
    readonly person: string | null;
    readonly service: Bilingual | null;
    readonly step: Bilingual | null;
    /** What the figure is read off in this one; null: it is counted. */
    readonly value: number | null;
  }[];
}

export interface BehindDeps {
  readonly store: Pick<FigureStore, 'behind'>;
  readonly sops: Pick<SopRegistry, 'services' | 'current' | 'choicesOf'>;
  /** Everybody who works here or did. */
  readonly people: () => Promise<readonly { readonly userId: string; readonly displayName: string }[]>;
}

/**
 * What is behind a figure, in the words of people; null: the report has no such figure. Throws when the database is away.
 * @param before of as many days before
 */
export type BehindFigure = (asked: BehindAsked, before: boolean) => Promise<Behind | null>;

export function createBehind({ store, sops, people }: BehindDeps): BehindFigure {
  const { labelOf } = createFigureLabels(sops);
  return async (of, before) => {
    const asked = before ? { ...of.asked, ...periodBefore(of.asked) } : of.asked;
    const found = await store.behind({ ...of, asked });
    if (found === null) return null;
    const names = new Map((await people()).map(({ userId, displayName }) => [userId, displayName]));
    return {
      total: found.total,
      rows: found.rows.map(({ personId, serviceId, step, ...row }) => ({
        ...row,
        person: personId === null ? null : (names.get(personId) ?? null),
        service: labelOf('service', serviceId, names),
        step: labelOf('step', step, names) ?? (step === null ? null : { id: step, en: step }),
      })),
    };
  };
}
