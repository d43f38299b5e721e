import { destructionRegister, signingOf } from '../../domain/archive/destruction.ts';
import { dayInWords, type OfficeZone, officeDay } from '../../domain/calendar/office-day.ts';
import { letterheadFor } from '../../domain/papers/office.ts';
import type { PaperKinds } from '../papers/kinds.ts';
import { type PaperBytesDeps, storeBytes } from '../papers/paper-bytes.ts';
import type { PaperAbout } from '../papers/paper-data.ts';
import type { Directory } from '../people/directory.ts';
import type { Actor } from '../people/policies.ts';
import type { Bundle, Destruction, DestructionStore } from '../ports/archive.ts';
import type { PaperReads } from '../ports/case-papers.ts';
import type { MakePaper, PaperMade } from '../ports/papers.ts';
import type { Clock } from '../ports/ports.ts';

export interface DestroyDeps extends PaperBytesDeps {
  readonly store: PaperBytesDeps['store'] & Pick<PaperReads, 'nextPaperNumber'>;
  readonly destructions: DestructionStore;
  readonly makePaper: MakePaper;
  readonly kinds: Pick<PaperKinds, 'office'>;
  readonly directory: Pick<Directory, 'nameOf'>;
  readonly clock: Clock;
  readonly zone: OfficeZone;
  readonly named: PaperAbout['named'];
}

export type DestroyRefusal =
  | { readonly ok: false; readonly why: 'unknown' | 'not_now' | 'somebody_else' }
  | { readonly ok: false; readonly why: 'press'; readonly made: Exclude<PaperMade, { ok: true }> };
type Answer = { readonly ok: true } | DestroyRefusal;

/** More is no list that anybody signs knowing what is in it. */
const mostDestroyed = 500;
/** Destruction of archives, Permendagri 83/2022. */
const code = '000.5.6.2';

/** Bundles whose time is over go by a list, two signatures and minutes; what figures are made of stays. */
export function createDestroy(deps: DestroyDeps) {
  const { destructions, store, directory, clock, zone } = deps;
  const today = () => officeDay(clock.now(), zone);

  /** The list as it is signed, with who signs it. */
  const minutesOf = (
    { reason, first }: Destruction,
    bundles: readonly Bundle[],
    by: Actor,
    number: string,
    at: number,
  ) => {
    const head = letterheadFor(deps.kinds.office, { id: '', issuer: deps.named.name, letterhead: null }, deps.named);
    const day = (moment: number) => dayInWords(officeDay(moment, zone), 'id');
    const signer = (personId: string, role: string) => ({
      ...{ act: 'sign', title: roleWords[role] ?? role, name: directory.nameOf(personId) ?? '', rank: null, nip: null },
    });
    return deps.makePaper({
      ...{ template: 'destruction', at },
      data: {
        ...{ title: 'Berita Acara Pemusnahan Arsip', head, number, code: null, draft: false, copies: [], reason },
        date: day(at),
        approvals: [...(first ? [[first.personId, first.at] as const] : []), [by.userId, at] as const]
          .map(([personId, signedAt]) => `${directory.nameOf(personId) ?? ''} pada ${day(signedAt)}`)
          .join(', '),
        signers: [...(first ? [signer(first.personId, first.role)] : []), signer(by.userId, by.role)],
        rows: bundles.map((one) => [
          ...[one.ticketNumber, one.closedOn, one.overOn ?? '', `${one.code} ${one.title}`],
          ...[String(one.entries), one.sha256],
        ]),
      },
    });
  };

  const execute = async (found: Destruction, by: Actor): Promise<Answer> => {
    for (let tries = 0; tries < 6; tries += 1) {
      const at = clock.now();
      const day = today();
      const year = Number(day.slice(0, 4));
      const seq = await store.nextPaperNumber(destructionRegister, year);
      const unit = letterheadFor(deps.kinds.office, { id: '', issuer: '', letterhead: null }, deps.named).unit;
      const number = `${code}/${seq}/${unit}/${year}`;
      const made = await minutesOf(found, await destructions.bundlesOf(found.caseIds), by, number, at);
      if (!made.ok) return { ok: false, why: 'press', made };
      const { place, sha256, discard } = await storeBytes(deps, made.bytes);
      const signer = { personId: by.userId, role: by.role };
      const done = await destructions
        .execute(found.id, signer, at, { day, year, seq, number, sha256, place })
        .catch(async (error: unknown) => {
          await discard();
          throw error;
        });
      if (done === 'done') return { ok: true };
      await discard();
      if (done === 'changed') return { ok: false, why: 'not_now' };
    }
    return { ok: false, why: 'not_now' };
  };

  return {
    due: () => destructions.due(today(), mostDestroyed),
    list: () => destructions.destructions(100),

    /** Only of those that are due; of those to be looked at again, whoever proposes them has. */
    propose: async ({ userId }: Actor, id: string, caseIds: readonly string[], reason: string): Promise<Answer> => {
      const proposal = { id, caseIds: [...new Set(caseIds)], reason, proposedBy: userId, proposedAt: clock.now() };
      return (await destructions.propose(proposal, today())) ? { ok: true } : { ok: false, why: 'not_now' };
    },

    /** @param destroys whether the signer means to destroy by it: nobody does who meant to be the first of two */
    sign: async (by: Actor, id: string, destroys: boolean): Promise<Answer> => {
      const found = await destructions.destruction(id);
      if (!found) return { ok: false, why: 'unknown' };
      const signer = { personId: by.userId, role: by.role };
      const over = found.refusedBy !== null || found.second !== null;
      const signing = signingOf({ over, first: found.first }, signer);
      if (signing === 'over') return { ok: false, why: 'not_now' };
      if (signing === 'somebody_else') return { ok: false, why: 'somebody_else' };
      if (destroys !== (signing === 'last')) return { ok: false, why: 'not_now' };
      if (signing === 'last') return execute(found, by);
      return (await destructions.signFirst(id, signer, clock.now())) ? { ok: true } : { ok: false, why: 'not_now' };
    },

    refuse: async ({ userId }: Actor, id: string, reason: string): Promise<Answer> =>
      (await destructions.refuse(id, userId, clock.now(), reason)) ? { ok: true } : { ok: false, why: 'not_now' },

    /** Null: there are none. @throws FilesFault */
    minutes: async (id: string): Promise<{ number: string; body: AsyncIterable<Uint8Array> } | null> => {
      const found = await destructions.destruction(id);
      const place = found?.place;
      const body = place && place.store === deps.vault.store ? await deps.vault.open(place.blob, place.key) : null;
      return body && found?.number ? { number: found.number, body } : null;
    },
  };
}
export type Destroy = ReturnType<typeof createDestroy>;

const roleWords: Readonly<Record<string, string>> = {
  head: 'Kepala',
  secretary: 'Sekretaris',
  supervisor: 'Supervisor',
  coordinator: 'Koordinator',
};
