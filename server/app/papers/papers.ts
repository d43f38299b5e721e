import { randomBytes } from 'node:crypto';
import type { OfficeZone } from '../../domain/calendar/office-day.ts';
import { officeDay } from '../../domain/calendar/office-day.ts';
import type { PaperKind } from '../../domain/papers/kind.ts';
import { asMade, isOpen } from '../../domain/papers/life.ts';
import { paperNumber } from '../../domain/papers/number.ts';
import type { ActionResult } from '../cases/action-result.ts';
import type { CaseActions } from '../cases/case-actions.ts';
import { type Actor, mayMakePaper } from '../people/policies.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { MakePaper, PaperMade } from '../ports/papers.ts';
import type { Clock, Store, StoreTransaction } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createSerial } from '../shared/serial.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { PaperKinds } from './kinds.ts';
import { type PaperBytesDeps, type StoredBytes, storeBytes } from './paper-bytes.ts';
import {
  filledFields,
  namedSigners,
  officeOf,
  type PaperAbout,
  type PaperFault,
  type PaperMarks,
  paperFaults,
  paperOf,
  unitOf,
} from './paper-data.ts';
import { followingFrom, noted } from './paper-events.ts';

export interface PapersDeps extends PaperBytesDeps {
  readonly store: Store;
  readonly sops: SopRegistry;
  readonly kinds: PaperKinds;
  readonly actions: Pick<CaseActions, 'performBy'>;
  readonly reachOf: ReachOf;
  readonly makePaper: MakePaper;
  readonly clock: Clock;
  readonly zone: OfficeZone;
  readonly named: PaperAbout['named'];
  /** Where anybody asks whether a paper is ours; null: the server has no address that others know. */
  readonly publicUrl: string | null;
  /** Who works here under a log-in; null: nobody. */
  readonly personOf: (login: string) => Promise<string | null>;
}

/** Why a paper was not made, or what was asked of it not done. */
export type PaperRefusal =
  | { readonly ok: false; readonly kind: 'unknown' | 'not_now' | 'changed' | 'forbidden' }
  | { readonly ok: false; readonly kind: 'incomplete'; readonly faults: readonly PaperFault[] }
  | { readonly ok: false; readonly kind: 'press'; readonly made: Exclude<PaperMade, { ok: true }> }
  | { readonly ok: false; readonly kind: 'case'; readonly result: Exclude<ActionResult, { ok: true }> };
export type PaperResult = { readonly ok: true; readonly paper: CasePaper } | PaperRefusal;

/** Writing papers of cases, and having them made. */
export interface Papers {
  /** What stands in a paper of the kind before anybody writes, and what keeps it from being made as it is. */
  begin(
    record: CaseRecord,
    kind: PaperKind,
  ): Promise<{ readonly fields: Readonly<Record<string, string>>; readonly faults: readonly PaperFault[] }>;
  /** As it would look, without a number. */
  preview(record: CaseRecord, kindId: string, fields: Fields): Promise<PaperMade | null>;
  saveDraft(actor: Actor, caseId: string, kindId: string, fields: Fields): Promise<PaperResult>;
  /**
   * Makes the paper final: with its number, drawn in the transaction in which it is kept, and bytes that change no more. A
   * draft of the kind becomes it; one that was returned keeps its number.
   * @param id the command's own: asked again, it is made once
   */
  make(actor: Actor, caseId: string, kindId: string, fields: Fields, id: string): Promise<PaperResult>;
}
type Fields = Readonly<Record<string, string>>;

/** Somebody else drew the number meanwhile; nothing was stored. */
class Drawn extends Error {}

/** Signs that people read to each other: neither I, L, O nor U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const newCode = (): string => [...randomBytes(12)].map((byte) => signs[byte % 32]).join('');

export function createPapers(deps: PapersDeps): Papers {
  const { store, sops, kinds, clock, zone, named, publicUrl } = deps;
  // Of two that are made here at once one waits; of two servers one makes its paper anew.
  const turns = createSerial();

  const aboutOf = async (record: CaseRecord, kind: PaperKind, fields: Fields): Promise<PaperAbout> => {
    const logIns = new Map<string, string>();
    for (const { login } of kinds.office.officials) {
      const personId = await deps.personOf(login);
      if (personId !== null) logIns.set(login, personId);
    }
    const sop = sops.get(record.sopId, record.sopVersion);
    const own = Object.fromEntries(kind.fields.map(({ name }) => [name, fields[name]?.trim() ?? '']));
    return {
      kind,
      office: kinds.office,
      sop,
      fields: own,
      assignedId: record.state.officialId,
      named,
      logIns,
      zone,
      now: clock.now(),
    };
  };

  const printed = (about: PaperAbout, marks: Omit<PaperMarks, 'source' | 'url'>) => {
    const url =
      publicUrl === null || marks.code === null ? null : `${publicUrl.replace(/\/$/, '')}/surat/${marks.code}`;
    return deps.makePaper(paperOf(about, { ...marks, url, source: kinds.sourceOf(about.kind.id) }));
  };

  const begin: Papers['begin'] = async (record, kind) => {
    const sop = sops.get(record.sopId, record.sopVersion);
    const fields = filledFields(kind, record, { sop, zone, now: clock.now(), site: publicUrl });
    return { fields, faults: paperFaults(await aboutOf(record, kind, fields)) };
  };

  /** One try, with the number that is next now. */
  const attempt = async (actor: Actor, record: CaseRecord, kind: PaperKind, fields: Fields, id: string) => {
    const { caseId, ticketNumber: ticket } = record;
    const about = await aboutOf(record, kind, fields);
    const faults = paperFaults(about);
    if (faults.length > 0) return { ok: false, kind: 'incomplete', faults } as const;
    const before = (await store.papersOf(caseId)).find((one) => one.kind === kind.id && isOpen(one.state));
    const day = officeDay(about.now, zone);
    const year = Number(day.slice(0, 4));
    const rule = kind.number;
    const fresh = rule !== null && (before?.number ?? null) === null;
    const seq = fresh ? await store.nextPaperNumber(rule.register, year) : null;
    const number =
      fresh && seq !== null ? paperNumber(rule, { seq, unit: unitOf(about), day }) : (before?.number ?? null);
    const code = before?.code ?? newCode();
    const made = await printed(about, { number, code, ticket });
    if (!made.ok) return { ok: false, kind: 'press', made } as const;
    const stored = await storeBytes(deps, made.bytes);
    const paper: CasePaper = {
      ...asMade(namedSigners(about)),
      ...{ id: before?.id ?? uuidOf(`paper ${id}`), caseId, kind: kind.id, title: kind.title, fields: about.fields },
      place: fresh && seq !== null ? { register: rule.register, year, seq } : (before?.place ?? null),
      ...{ number, office: officeOf(about), edition: (before?.edition ?? 0) + 1, code, retention: kind.retention },
      ...{ fileId: uuidOf(`paper file ${id}`), sha256: stored.sha256, madeAt: about.now, madeBy: actor.userId },
      endedStep: before?.endedStep ?? null,
    };
    return { ok: true, paper, stored, before: before ?? null, fresh } as const;
  };
  type Tried = Extract<Awaited<ReturnType<typeof attempt>>, { ok: true }>;

  /** Keeps it with its number, or nothing of it. */
  const keep = async (actor: Actor, { paper, stored, before, fresh }: Tried, id: string): Promise<PaperResult> => {
    let kept = paper;
    const result = await deps.actions.performBy(actor, paper.caseId, id, async (tx, record) => {
      const done = await tx.papers.actSeen(id);
      if (done) {
        kept = (await tx.papers.lock(done.paperId)) ?? paper;
        await stored.discard();
        return { ok: true, record };
      }
      if (record.state.closedAt !== null) return { ok: false, kind: 'rejected', rejection: 'case_closed' };
      const now = (await tx.papers.of(paper.caseId)).find((one) => one.kind === paper.kind && isOpen(one.state));
      if ((now?.id ?? null) !== (before?.id ?? null) || (now?.edition ?? 0) !== (before?.edition ?? 0))
        throw new Drawn();
      const { place } = paper;
      if (fresh && place && (await tx.papers.draw(place.register, place.year)) !== place.seq) throw new Drawn();
      await keepFile(tx, actor, paper, stored);
      await tx.papers.save(paper);
      const at = paper.madeAt ?? 0;
      await tx.papers.act({ ...actOf(paper, id, at), act: 'made', personId: actor.userId, ...nobody });
      const change = noted(sops, record, { paper, act: 'made', id, actor, at });
      return { change, follows: await followingFrom(deps, tx, change.record, { paper, actor, proof: null }) };
    });
    return result.ok ? { ok: true, paper: kept } : { ok: false, kind: 'case', result };
  };

  const make: Papers['make'] = async (actor, caseId, kindId, fields, id) => {
    const kind = kinds.byId(kindId);
    if (!kind) return { ok: false, kind: 'unknown' };
    if (!mayMakePaper(actor)) return { ok: false, kind: 'forbidden' };
    let result: PaperResult = { ok: false, kind: 'not_now' };
    await turns.run(kind.number?.register ?? caseId, async () => {
      const again = await doneBefore(store, id);
      if (again) {
        result = { ok: true, paper: again };
        return;
      }
      for (let tries = 0; tries < 8; tries += 1) {
        const record = await store.caseById(caseId);
        if (!record) return;
        const tried = await attempt(actor, record, kind, fields, id);
        if (!tried.ok) {
          result = tried;
          return;
        }
        try {
          result = await keep(actor, tried, id);
          if (!result.ok) await tried.stored.discard();
          return;
        } catch (error) {
          await tried.stored.discard();
          if (!(error instanceof Drawn)) throw error;
        }
      }
    });
    return result;
  };

  return {
    begin,
    preview: async (record, kindId, fields) => {
      const kind = kinds.byId(kindId);
      if (!kind) return null;
      return printed(await aboutOf(record, kind, fields), { number: null, code: null, ticket: record.ticketNumber });
    },
    saveDraft: async (actor, caseId, kindId, fields) => {
      const kind = kinds.byId(kindId);
      if (!kind) return { ok: false, kind: 'unknown' };
      if (!mayMakePaper(actor)) return { ok: false, kind: 'forbidden' };
      const record = await store.caseById(caseId);
      if (!record || record.state.closedAt !== null) return { ok: false, kind: 'not_now' };
      const about = await aboutOf(record, kind, fields);
      return store.transaction(async (tx): Promise<PaperResult> => {
        await tx.lockCase(caseId, '');
        const before = (await tx.papers.of(caseId)).find((one) => one.kind === kindId && isOpen(one.state));
        const paper: CasePaper = before
          ? { ...before, fields: about.fields }
          : {
              ...{ id: uuidOf(`paper draft ${caseId} ${kindId} ${clock.now()}`), caseId, kind: kindId, state: 'draft' },
              ...{ title: kind.title, fields: about.fields, signers: [], place: null, number: null, edition: 0 },
              ...{ office: officeOf(about), fileId: null, sha256: null, code: null, retention: kind.retention },
              ...{ madeAt: null, madeBy: actor.userId, endedStep: null },
            };
        await tx.papers.save(paper);
        return { ok: true, paper };
      });
    },
    make,
  };
}

const nobody = { name: '', title: null, nip: null, said: null } as const;
const actOf = ({ id: paperId, edition, sha256 }: CasePaper, id: string, at: number) =>
  ({ id, paperId, edition, sha256: sha256 ?? '', at }) as const;

async function doneBefore(store: Store & PaperReads, id: string): Promise<CasePaper | null> {
  const done = await store.transaction((tx) => tx.papers.actSeen(id));
  return done ? store.paperById(done.paperId) : null;
}

/** The bytes become a file of the case, each look at which is audited. */
async function keepFile(tx: StoreTransaction, actor: Actor, paper: CasePaper, { place, facts }: StoredBytes) {
  const { fileId, caseId, number, title, madeAt } = paper;
  if (fileId === null || madeAt === null) return;
  const name = `${title.id}${number === null ? '' : ` ${number.replaceAll('/', '-')}`}.pdf`;
  const of = {
    id: fileId,
    caseId,
    messageId: null,
    source: 'person',
    personId: actor.userId,
    name,
    at: madeAt,
  } as const;
  await tx.files.keep({ ...of, ...facts, personal: true }, place);
  await tx.audit({ personId: actor.userId, action: 'paper.made', subject: `${paper.id} ${caseId}`, reason: null });
}
