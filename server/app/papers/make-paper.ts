import { randomBytes } from 'node:crypto';
import { officeDay } from '../../domain/calendar/office-day.ts';
import { isSigned, type PaperKind } from '../../domain/papers/kind.ts';
import { asMade, isOpen } from '../../domain/papers/life.ts';
import { paperNumber } from '../../domain/papers/number.ts';
import { Refused } from '../cases/action-result.ts';
import type { CaseActions } from '../cases/case-actions.ts';
import { type Actor, mayMakePaper } from '../people/policies.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Store } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { createSerial } from '../shared/serial.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { keepBytes, type PaperBytesDeps, storeBytes } from './paper-bytes.ts';
import { namedSigners, officeOf, paperFaults, unitOf } from './paper-data.ts';
import { type Does, followingFrom, noted } from './paper-events.ts';
import type { Fields, PaperResult } from './paper-result.ts';
import { sameAsBefore } from './waited-for.ts';
import type { PaperWriting, PaperWritingDeps } from './write-paper.ts';

export interface MakePaperDeps extends PaperBytesDeps, PaperWritingDeps {
  readonly store: Store;
  readonly sops: SopRegistry;
  readonly actions: Pick<CaseActions, 'performBy'>;
  readonly reachOf: ReachOf;
}

/** One paper to be made. */
export interface MakeCommand {
  readonly caseId: string;
  readonly kindId: string;
  readonly fields: Fields;
  /** The command's own: asked again, it is made once. */
  readonly id: string;
  /** What somebody does in the case that happens by this paper; absent: whatever waits for it. */
  readonly does?: Does;
}

/** Somebody else drew the number meanwhile; nothing was stored. */
class Drawn extends Error {}

/** Signs that people read to each other: neither I, L, O nor U. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const newCode = (): string => [...randomBytes(12)].map((byte) => signs[byte % 32]).join('');

/** Makes papers final: number, bytes and what follows from them in the case are stored together, or none of them. */
export function createMakePaper(deps: MakePaperDeps, writing: Pick<PaperWriting, 'aboutOf' | 'printed'>) {
  const { store, sops, kinds, zone } = deps;
  // Of two that are made here at once one waits; of two servers one makes its paper anew.
  const turns = createSerial();

  /** One try, with the number that is next now. */
  const attempt = async (actor: Actor, record: CaseRecord, kind: PaperKind, { fields, id }: MakeCommand) => {
    const { caseId, ticketNumber: ticket } = record;
    const about = await writing.aboutOf(record, kind, fields);
    const same = sameAsBefore(about.sop, record.state, kind.id, about.fields);
    const faults = [...paperFaults(about), ...(same === null ? [] : [{ field: same, code: 'unchanged' } as const])];
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
    const made = await writing.printed(about, { number, code, ticket });
    if (!made.ok) return { ok: false, kind: 'press', made } as const;
    const stored = await storeBytes(deps, made.bytes);
    const paper: CasePaper = {
      ...asMade(namedSigners(about)),
      ...{ id: before?.id ?? uuidOf(`paper ${id}`), caseId, kind: kind.id, title: kind.title, fields: about.fields },
      place: fresh && seq !== null ? { register: rule.register, year, seq } : (before?.place ?? null),
      ...{ number, office: officeOf(about), edition: (before?.edition ?? 0) + 1, code, retention: kind.retention },
      ...{ fileId: uuidOf(`paper file ${id}`), sha256: stored.sha256, madeAt: about.now, madeBy: actor.userId },
      certifies: isSigned(kind) ? (deps.signing?.by ?? null) : null,
      // Of an edition that was given back nothing counts any more.
      ...{ endedStep: null, endedStage: null, figures: about.report },
    };
    return { ok: true, paper, stored, before: before ?? null, fresh } as const;
  };
  type Tried = Extract<Awaited<ReturnType<typeof attempt>>, { ok: true }>;

  /** Keeps it with its number, or nothing of it. */
  const keep = async (actor: Actor, tried: Tried, { id, does }: MakeCommand): Promise<PaperResult> => {
    const { paper, stored, before, fresh } = tried;
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
      const at = paper.madeAt ?? 0;
      await keepBytes(tx, paper, stored, { by: actor.userId, at });
      await tx.audit({
        personId: actor.userId,
        action: 'paper.made',
        subject: `${paper.id} ${paper.caseId}`,
        reason: null,
      });
      await tx.papers.save(paper);
      await tx.papers.act({ ...actOf(paper, id, at), act: 'made', personId: actor.userId, ...nobody });
      const change = noted(sops, record, { paper, act: 'made', id, actor, at });
      const about = { paper, actor, proof: null, ...(does && { does }) };
      const follows = await followingFrom(deps, tx, change.record, about);
      // Made for an action that cannot be done any more it would be a paper that nobody asked for.
      if (does && follows === null) throw new Refused({ ok: false, kind: 'rejected', rejection: 'not_waited_for' });
      return { change, follows };
    });
    return result.ok ? { ok: true, paper: kept } : { ok: false, kind: 'case', result };
  };

  /** Until it has the number that it was printed with; each try stores its bytes, or leaves none. */
  const tried = async (actor: Actor, kind: PaperKind, command: MakeCommand): Promise<PaperResult> => {
    const again = await doneBefore(store, command.id);
    if (again) return { ok: true, paper: again };
    for (let tries = 0; tries < 8; tries += 1) {
      const record = await store.caseById(command.caseId);
      if (!record) break;
      const one = await attempt(actor, record, kind, command);
      if (!one.ok) return one;
      try {
        const result = await keep(actor, one, command);
        if (!result.ok) await one.stored.discard();
        return result;
      } catch (error) {
        await one.stored.discard();
        if (!(error instanceof Drawn)) throw error;
      }
    }
    return { ok: false, kind: 'not_now' };
  };

  return async (actor: Actor, command: MakeCommand): Promise<PaperResult> => {
    const kind = kinds.byId(command.kindId);
    if (!kind) return { ok: false, kind: 'unknown' };
    if (!mayMakePaper(actor)) return { ok: false, kind: 'forbidden' };
    let result: PaperResult = { ok: false, kind: 'not_now' };
    await turns.run(kind.number?.register ?? command.caseId, async () => {
      result = await tried(actor, kind, command);
    });
    return result;
  };
}

const nobody = { name: '', title: null, nip: null, said: null, certificate: null } as const;
const actOf = ({ id: paperId, edition, sha256 }: CasePaper, id: string, at: number) =>
  ({ id, paperId, edition, sha256: sha256 ?? '', at }) as const;

async function doneBefore(store: Store & PaperReads, id: string): Promise<CasePaper | null> {
  const done = await store.transaction((tx) => tx.papers.actSeen(id));
  return done ? store.paperById(done.paperId) : null;
}
