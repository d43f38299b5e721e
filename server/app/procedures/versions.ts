import type { AuditActionOf } from '../../contract/audit.ts';
import { lackedBy } from '../../domain/service/catalogue-use.ts';
import type { Fault } from '../../domain/shared/file-fault.ts';
import { inForceAt } from '../../domain/sop-life/versions.ts';
import type { Clock } from '../ports/ports.ts';
import { digestOf } from './keeping.ts';
import { type PublishedProcedures, publicationLeadMs } from './published.ts';
import type { ReadSop, SopReading } from './read.ts';
import type { SopRegistry } from './registry.ts';
import type { SopOrigin, SopVersionStore, SopVersionTransaction, StoredSop } from './store.ts';

/** Why a version cannot become what is asked; the console has words for each. */
export type SopRejection =
  | 'sop_published_already'
  | 'sop_retired_already'
  | 'sop_last_in_force'
  | 'sop_channel_missing'
  | 'sop_catalogue_lacks';

export type SopOutcome =
  | { readonly ok: true; readonly version: StoredSop }
  | { readonly ok: false; readonly kind: 'not-found' }
  | { readonly ok: false; readonly kind: 'rejected'; readonly rejection: SopRejection; readonly why: string }
  | { readonly ok: false; readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | { readonly ok: false; readonly kind: 'in-past' };

/** Who does it: a person at the console, or somebody at the command line. */
export interface SopEditor {
  readonly userId: string | null;
  readonly origin: Extract<SopOrigin, 'console' | 'command'>;
}

/** What an administrator does to the versions of procedures. Each change is audited. */
export interface SopVersions {
  /** Every fault of the text, that of a version which is published already among them. */
  validate(source: string): Promise<SopReading>;
  /** Keeps the text as a draft, in the place of a former draft of the same version. */
  saveDraft(by: SopEditor, source: string): Promise<SopOutcome>;
  /**
   * New cases of every server run under it from then on; those that run already keep theirs.
   * @param from epoch ms; null: as soon as every server has it
   */
  publish(by: SopEditor, id: string, version: string, from: number | null): Promise<SopOutcome>;
  /** No new case runs under it; a draft is put aside. */
  retire(by: SopEditor, id: string, version: string, reason: string): Promise<SopOutcome>;
}

export interface SopVersionsDeps {
  readonly store: SopVersionStore;
  readonly published: Pick<PublishedProcedures, 'refresh'>;
  /** The office's services and their lists. */
  readonly office: Pick<SopRegistry, 'services' | 'choicesOf'>;
  readonly read: ReadSop;
  readonly clock: Clock;
}

/** A moment this far behind is the present, read from another clock or chosen a while ago. */
const pastToleranceMs = 60_000;

export function createSopVersions({ store, published, office, read, clock }: SopVersionsDeps): SopVersions {
  const { services, choicesOf } = office;
  const audited = (
    tx: SopVersionTransaction,
    by: SopEditor,
    done: AuditActionOf<'sop'>,
    { id, version }: StoredSop,
    words = '',
  ) =>
    tx.audit({
      personId: by.userId,
      action: `sop.${done}`,
      subject: `${id} ${version}`,
      reason: [by.origin === 'command' ? 'command line' : '', words].filter(Boolean).join(': ') || null,
    });

  const change = async (
    id: string,
    version: string,
    work: (tx: SopVersionTransaction, known: StoredSop, all: readonly StoredSop[]) => Promise<SopOutcome>,
  ): Promise<SopOutcome> => {
    const outcome = await store.change(async (tx) => {
      const all = await tx.all();
      const known = all.find((one) => one.id === id && one.version === version);
      return known ? work(tx, known, all) : ({ ok: false, kind: 'not-found' } as const);
    });
    if (outcome.ok) await published.refresh();
    return outcome;
  };

  const validate = async (source: string): Promise<SopReading> => {
    const reading = await read(source);
    if (!reading.sop) return reading;
    const known = await store.one(reading.sop.id, reading.sop.version);
    if (!known || known.status === 'draft') return reading;
    return { ...reading, faults: [takenFault(reading, known)] };
  };

  return {
    validate,
    saveDraft: async (by, source) => {
      const reading = await validate(source);
      const { sop, faults } = reading;
      if (!sop || faults.length > 0) return { ok: false, kind: 'faults', faults };
      return store.change(async (tx): Promise<SopOutcome> => {
        const known = (await tx.all()).find(({ id, version }) => id === sop.id && version === sop.version);
        // Somebody may have published it just now.
        if (known && known.status !== 'draft')
          return { ok: false, kind: 'faults', faults: [takenFault(reading, known)] };
        const draft: StoredSop = {
          id: sop.id,
          version: sop.version,
          status: 'draft',
          origin: by.origin,
          body: sop,
          source,
          digest: digestOf(source),
          loadedAt: clock.now(),
          savedBy: by.userId,
          publishedAt: null,
          publishedBy: null,
          inForceFrom: null,
          retiredAt: null,
          retiredBy: null,
        };
        await tx.put(draft);
        await audited(tx, by, 'draft', draft);
        return { ok: true, version: draft };
      });
    },
    publish: (by, id, version, from) =>
      change(id, version, async (tx, known) => {
        if (known.status === 'published') return rejected('sop_published_already', `${id} ${version}`);
        const missing = services.filter(({ sopId, channel }) => sopId === id && !known.body.channels.includes(channel));
        if (missing.length > 0) {
          return rejected('sop_channel_missing', missing.map((one) => `${one.id} (${one.channel})`).join(', '));
        }
        const lacked = services
          .filter(({ sopId }) => sopId === id)
          .flatMap((service) =>
            lackedBy(known.body, (list) => choicesOf(service.id, list)).map((one) => `${one} (${service.catalogue})`),
          );
        if (lacked.length > 0) return rejected('sop_catalogue_lacks', [...new Set(lacked)].join(', '));
        const now = clock.now();
        if (from !== null && from < now - pastToleranceMs) return { ok: false, kind: 'in-past' };
        const inForceFrom = Math.max(from ?? 0, now + publicationLeadMs);
        const published: StoredSop = {
          ...known,
          status: 'published',
          publishedAt: now,
          publishedBy: by.userId,
          inForceFrom,
          retiredAt: null,
          retiredBy: null,
        };
        await tx.put(published);
        await audited(tx, by, 'publish', known, `in force from ${new Date(inForceFrom).toISOString()}`);
        return { ok: true, version: published };
      }),
    retire: (by, id, version, reason) =>
      change(id, version, async (tx, known, all) => {
        if (known.status === 'retired') return rejected('sop_retired_already', `${id} ${version}`);
        const now = clock.now();
        const bound = services.filter(({ sopId }) => sopId === id).map((service) => service.id);
        const left = all.filter((one) => one !== known);
        if (bound.length > 0 && inForceAt(all, id, now) !== null && inForceAt(left, id, now) === null) {
          return rejected('sop_last_in_force', bound.join(', '));
        }
        const retired: StoredSop = { ...known, status: 'retired', retiredAt: now, retiredBy: by.userId };
        await tx.put(retired);
        await audited(tx, by, 'retire', known, reason);
        return { ok: true, version: retired };
      }),
  };
}

const rejected = (rejection: SopRejection, why: string): SopOutcome => ({
  ok: false,
  kind: 'rejected',
  rejection,
  why,
});

const takenFault = ({ versionLine }: SopReading, { id, version }: StoredSop): Fault => ({
  line: versionLine,
  place: 'version',
  id: `Versi ${version} dari SOP ${id} sudah diterbitkan dan tidak berubah lagi. Beri versi baru.`,
  en: `Version ${version} of SOP ${id} is published and does not change any more. Give it a new version.`,
});
