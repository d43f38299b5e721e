import { nextSigner, type PaperState, type ProofKind, signed } from '../../domain/papers/life.ts';
import type { ActionResult } from '../cases/action-result.ts';
import type { CaseActions } from '../cases/case-actions.ts';
import type { Directory } from '../people/directory.ts';
import { type Actor, mayMakePaper, maySignPaper, mayVoidPaper } from '../people/policies.ts';
import type { CasePaper, PaperAct, PaperActName, PaperReads } from '../ports/case-papers.ts';
import type { FileReads } from '../ports/files.ts';
import type { Clock, Store, StoreTransaction } from '../ports/ports.ts';
import type { ReachOf } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import type { createCertify } from './certify.ts';
import { followingFrom, noted } from './paper-events.ts';
import type { PaperResult } from './paper-result.ts';

/** How a paper went out: by courier with its number, against a receipt, both with a picture of it; or with a message. */
export interface Dispatch {
  readonly by: ProofKind;
  /** Of a courier: the number of the consignment; of a message: its id. */
  readonly reference: string;
  /** The picture or scan that proves it, a file of the case; null of a message. */
  readonly fileId: string | null;
}

/** What people do to a paper that is made: each by whoever may, to exactly the bytes that they saw. */
export interface PaperActs {
  /** @param sha256 of what the signer saw */
  sign(actor: Actor, paperId: string, sha256: string, id: string): Promise<PaperResult>;
  giveBack(actor: Actor, paperId: string, reason: string, id: string): Promise<PaperResult>;
  send(actor: Actor, paperId: string, dispatch: Dispatch, id: string): Promise<PaperResult>;
  makeVoid(actor: Actor, paperId: string, reason: string, id: string): Promise<PaperResult>;
  /**
   * It went out by a message, which says so.
   * @param keep stores what became of the message, in the same transaction
   * @param alone nothing else follows from it
   */
  went(actor: Actor, paperId: string, messageId: string, keep: Keep, alone: boolean): Promise<PaperResult>;
}
type Keep = (tx: StoreTransaction) => Promise<void>;

export interface PaperActsDeps {
  readonly store: Pick<Store & PaperReads & FileReads, 'paperById' | 'fileById' | 'messages'>;
  readonly sops: SopRegistry;
  readonly actions: Pick<CaseActions, 'performBy'>;
  readonly reachOf: ReachOf;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly certify: ReturnType<typeof createCertify>;
}

interface Asked {
  readonly actor: Actor;
  readonly paperId: string;
  readonly id: string;
}
/** What an act makes of a paper; a word: why it does not. */
type Decided =
  | 'forbidden'
  | 'not_now'
  | 'changed'
  | {
      readonly after: CasePaper;
      readonly act: PaperActName;
      readonly as?: Pick<PaperAct, 'name' | 'title' | 'nip'>;
      readonly said?: string;
      readonly certificate?: string;
    };

/** Thrown out of the transaction: nothing of it is stored. */
class Unfit extends Error {
  readonly kind: 'forbidden' | 'not_now' | 'changed';
  constructor(kind: Unfit['kind']) {
    super(kind);
    this.kind = kind;
  }
}

export function createPaperActs(deps: PaperActsDeps): PaperActs {
  const { store, sops, actions, directory, clock, certify } = deps;

  const done = async (
    { actor, paperId, id }: Asked,
    decide: (paper: CasePaper, at: number, tx: StoreTransaction) => Promise<Decided> | Decided,
    alone = false,
  ): Promise<PaperResult> => {
    const found = await store.paperById(paperId);
    if (!found) return { ok: false, kind: 'unknown' };
    let kept = found;
    const result = await actions
      .performBy(actor, found.caseId, id, async (tx, record) => {
        const paper = await tx.papers.lock(paperId);
        if (!paper) throw new Unfit('not_now');
        if (await tx.papers.actSeen(id)) {
          kept = paper;
          return { ok: true, record };
        }
        const at = clock.now();
        const decided = await decide(paper, at, tx);
        if (typeof decided === 'string') throw new Unfit(decided);
        const { after, act, said = null, certificate = null } = decided;
        kept = after;
        await tx.papers.save(after);
        const by = decided.as ?? { name: directory.nameOf(actor.userId) ?? '', title: null, nip: null };
        const { edition, sha256 } = paper;
        const what = { id, paperId, edition, act, personId: actor.userId, sha256: sha256 ?? '', certificate, said, at };
        await tx.papers.act({ ...what, ...by });
        await tx.audit({
          ...{ personId: actor.userId, action: `paper.${act}`, subject: `${paperId} ${paper.caseId}` },
          reason: act === 'sent' ? null : said,
        });
        const change = noted(sops, record, { paper: after, act, id, actor, at });
        const why = act === 'returned' ? { proof: null, reason: said } : { proof: said };
        if (alone) return { change, follows: null };
        return { change, follows: await followingFrom(deps, tx, change.record, { paper: after, actor, ...why }) };
      })
      .catch((error: unknown): ActionResult | PaperResult => {
        if (error instanceof Unfit) return { ok: false, kind: error.kind };
        throw error;
      });
    if (result.ok) return { ok: true, paper: kept };
    return 'kind' in result && ['forbidden', 'not_now', 'changed'].includes(result.kind)
      ? (result as PaperResult)
      : { ok: false, kind: 'case', result: result as Exclude<ActionResult, { ok: true }> };
  };

  /** What the office has that shows it; null: nothing. */
  const proofOf = async (paper: CasePaper, { by, reference, fileId }: Dispatch): Promise<string | null> => {
    if (by === 'message') {
      const sent = (await store.messages.messagesOf(paper.caseId)).find(({ id }) => id === reference);
      const went = sent !== undefined && ['sent', 'delivered', 'read'].includes(sent.status ?? '');
      return went && sent.at >= (paper.madeAt ?? 0) ? `pesan ${reference}` : null;
    }
    const file = fileId === null ? null : await store.fileById(fileId);
    if (!file || file.caseId !== paper.caseId || file.state !== 'kept' || fileId === paper.fileId) return null;
    const what = by === 'courier' ? `kurir ${reference}` : 'tanda terima';
    return `${what}, ${file.name}`;
  };

  return {
    sign: async (actor, paperId, sha256, id) => {
      const found = await store.paperById(paperId);
      const certified = found && (await certify(actor, found, sha256, id));
      if (certified === 'away') return { ok: false, kind: 'signing' };
      let kept = false;
      const result = await done({ actor, paperId, id }, async (paper, at, tx) => {
        const turn = nextSigner(paper);
        if (turn === null) return 'not_now';
        if (!maySignPaper(actor, { signerId: turn.personId })) return 'forbidden';
        if (paper.sha256 !== sha256) return 'changed';
        const { act, name, title, nip } = turn;
        const as = { name, title, nip };
        const after = { ...paper, ...signed(paper, at) };
        if (paper.certifies === null || act !== 'sign') return { after, act, as };
        if (certified?.of !== sha256) return 'changed';
        kept = true;
        return { after: await certified.keep(tx, after, at), act, as, certificate: certified.certificate };
      });
      // Where it is not known whether they were kept, they go by what was promised of them.
      if (certified && !(result.ok && kept)) await certified.discard();
      return result;
    },
    giveBack: (actor, paperId, reason, id) =>
      done({ actor, paperId, id }, (paper) => {
        const turn = nextSigner(paper);
        if (turn === null) return 'not_now';
        if (!maySignPaper(actor, { signerId: turn.personId })) return 'forbidden';
        const { name, title, nip } = turn;
        return { after: { ...paper, state: 'returned' }, act: 'returned', as: { name, title, nip }, said: reason };
      }),
    send: (actor, paperId, dispatch, id) =>
      done({ actor, paperId, id }, async (paper) => {
        if (!mayMakePaper(actor)) return 'forbidden';
        const proof = paper.state === 'signed' ? await proofOf(paper, dispatch) : null;
        return proof === null ? 'not_now' : { after: { ...paper, state: 'sent' }, act: 'sent', said: proof };
      }),
    went: (actor, paperId, messageId, keep, alone) =>
      done(
        { actor, paperId, id: uuidOf(`paper went ${messageId}`) },
        async (paper, _, tx) => {
          if (paper.state !== 'signed') return 'not_now';
          await keep(tx);
          return { after: { ...paper, state: 'sent' }, act: 'sent', said: `surel ${messageId}, diterima server surel` };
        },
        alone,
      ),
    makeVoid: (actor, paperId, reason, id) =>
      done({ actor, paperId, id }, (paper) => {
        const voidable: readonly PaperState[] = ['made', 'returned', 'signed'];
        if (!mayVoidPaper(actor)) return 'forbidden';
        if (paper.endedStep !== null || !voidable.includes(paper.state)) return 'not_now';
        return { after: { ...paper, state: 'void' }, act: 'void', said: reason };
      }),
  };
}
