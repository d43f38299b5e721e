import { randomUUID } from 'node:crypto';
import type { Lacking } from '../../domain/archive/lacking.ts';
import { actionOf } from '../../domain/case/decide-action.ts';
import type { ActionResult } from '../cases/action-result.ts';
import type { CaseActions } from '../cases/case-actions.ts';
import { changeCase } from '../cases/case-writer.ts';
import { measured } from '../files/incoming.ts';
import type { ActedWithPapers, ActWithPapers } from '../papers/act-with-papers.ts';
import type { PaperRefusal } from '../papers/paper-result.ts';
import { type Actor, mayAct } from '../people/policies.ts';
import type { ArchiveFormat } from '../ports/archive.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { FilePlace, FileReads } from '../ports/files.ts';
import type { Store, StoreTransaction } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { type GatherDeps, type Gathered, gather } from './gather.ts';

/** The event of the step by which a procedure archives its cases. */
const archived = 'case.archived';

export type BundleRefusal =
  | Extract<PaperRefusal, { kind: 'lacking' | 'press' }>
  | { readonly ok: false; readonly kind: 'not_now' };

export interface BundleCaseDeps extends GatherDeps {
  readonly store: GatherDeps['store'] & Pick<Store & FileReads, 'caseById' | 'transaction' | 'promiseBlob'>;
  readonly sops: SopRegistry;
  readonly format: ArchiveFormat;
  readonly acting: ActWithPapers;
  readonly actions: Pick<CaseActions, 'performBy'>;
  readonly reachOf: ReachOf;
}

/** The case changed while its bundle was made of it: nothing was stored. */
class Changed extends Error {}

/** Archiving closes a bundle: it is stored in the transaction in which the case counts as archived, or neither is. */
export function createBundleCase(deps: BundleCaseDeps) {
  const { store, vault, sops, actions, acting } = deps;

  /** Sealed where files lie, before anybody knows of it: kept in a transaction, or gone by itself. */
  const put = async ({ entries }: Gathered) => {
    const place: FilePlace = { key: vault.newKey(), store: vault.store, blob: randomUUID() };
    const discard = () => vault.delete(place.blob).catch(() => {});
    await store.promiseBlob(place.store, place.blob);
    const passing = measured(deps.format.pack(entries()));
    try {
      await vault.put(place.blob, place.key, passing.bytes);
      return { place, discard, ...passing.came() };
    } catch (error) {
      await discard();
      throw error;
    }
  };

  /** Until the case stays as it is for as long as its bundle takes. */
  const bundled = async <T extends { readonly ok: boolean }>(
    caseId: string,
    by: string,
    keep: (save: (tx: StoreTransaction, now: CaseRecord) => Promise<void>) => Promise<T>,
  ): Promise<T | BundleRefusal> => {
    for (let tries = 0; tries < 4; tries += 1) {
      const record = await store.caseById(caseId);
      if (!record) break;
      const found = await gather(deps, record, by);
      if (!found.ok) return found.why === 'lacking' ? { ...found, kind: 'lacking' } : { ...found, kind: 'press' };
      const { gathered } = found;
      const stored = await put(gathered).catch((error: unknown) => {
        if (gathered.lost() === null) throw error;
        return null;
      });
      if (stored === null) return { ok: false, kind: 'lacking', lacking: [gathered.lost() as Lacking] };
      const { place, bytes, sha256, discard } = stored;
      let saved = false;
      try {
        const result = await keep(async (tx, now) => {
          if (now.version !== record.version) throw new Changed();
          await tx.archive.save({ ...gathered.about, bytes, sha256 }, place);
          await tx.audit({ personId: by, action: 'archive.made', subject: caseId, reason: null });
          saved = true;
        });
        if (!saved || !result.ok) await discard();
        return result;
      } catch (error) {
        await discard();
        if (!(error instanceof Changed)) throw error;
      }
    }
    return { ok: false, kind: 'not_now' };
  };

  /** Whether the case waits for being archived, by them. */
  const waits = async (actor: Actor, record: CaseRecord): Promise<boolean> => {
    const sop = sops.get(record.sopId, record.sopVersion);
    if (!sop.steps.some(({ ends }) => ends.includes(archived))) return false;
    const action = actionOf(sop, record.state, archived, await deps.reachOf(store.messages, record, actor.userId));
    return action !== undefined && action !== null && mayAct(actor, action, record, sop);
  };

  return {
    /** As {@link ActWithPapers}; the step that archives a case leaves its bundle. */
    perform: async (
      actor: Actor,
      caseId: string,
      event: string,
      fields: Readonly<Record<string, string>>,
      id: string,
    ): Promise<ActedWithPapers> => {
      const asItIs = () => acting.perform(actor, caseId, event, fields, id);
      const record = event === archived ? await store.caseById(caseId) : null;
      if (!record || !(await waits(actor, record))) return asItIs();
      return bundled<ActionResult>(caseId, actor.userId, (save) =>
        actions.performBy(actor, caseId, `${id}:bundle`, async (tx, now) => {
          await save(tx, now);
          const change = changeCase(sops, now, [], actor.userId, deps.clock.now());
          return { change, follows: { event, fields, id } };
        }),
      );
    },

    /** The bundle of a case that is over, whose procedure has no step for it. */
    close: (actor: Actor, caseId: string): Promise<{ readonly ok: true } | BundleRefusal> =>
      bundled(caseId, actor.userId, async (save) => {
        await store.transaction(async (tx) => {
          const record = (await tx.lockCases([caseId])).get(caseId);
          if (record && !(await tx.archive.has(caseId))) await save(tx, record);
        });
        return { ok: true } as const;
      }),
  };
}
export type BundleCase = ReturnType<typeof createBundleCase>;
