import { nextSigner } from '../../domain/papers/life.ts';
import { type Actor, maySignPaper } from '../people/policies.ts';
import type { CasePaper, PaperReads } from '../ports/case-papers.ts';
import type { FileReads } from '../ports/files.ts';
import type { Clock, Log, StoreTransaction } from '../ports/ports.ts';
import type { CertifiedSigning } from '../ports/signing.ts';
import { uuidOf } from '../shared/uuid-of.ts';
import { bytesOf, keepBytes, type PaperBytesDeps, type StoredBytes, storeBytes } from './paper-bytes.ts';

interface CertifyDeps extends PaperBytesDeps {
  readonly store: Pick<PaperReads & FileReads, 'promiseBlob' | 'fileById'>;
  /** Null: nobody here signs by a certificate. */
  readonly signing: CertifiedSigning | null;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** A paper with the signature of whose turn it was in its file: kept with the act itself, or not at all. */
interface Signed {
  /** SHA-256 of what was signed. */
  readonly of: string;
  readonly certificate: string;
  /** @returns the paper with these bytes, which are a file of its case now */
  keep(tx: StoreTransaction, after: CasePaper, at: number): Promise<CasePaper>;
  /** Nobody kept them. */
  discard(): Promise<void>;
}

/**
 * Puts the signature of a certificate behind a paper, outside of any transaction: a provider may take its time, and no case waits
 * for it. Null: the paper needs none from this person now. `away`: there is none to be had, and the paper waits as it is.
 */
export function createCertify(deps: CertifyDeps) {
  const { signing, clock, log } = deps;

  return async (actor: Actor, paper: CasePaper, sha256: string, id: string): Promise<Signed | 'away' | null> => {
    const turn = nextSigner(paper);
    if (paper.certifies === null || turn?.act !== 'sign') return null;
    if (!maySignPaper(actor, { signerId: turn.personId }) || paper.sha256 !== sha256) return null;
    const lacks = (reason: string) => {
      log.warn({ paperId: paper.id, certifies: paper.certifies, reason }, 'a paper waits for its certified signature');
      return 'away' as const;
    };
    if (signing?.by !== paper.certifies) return lacks('nobody here signs by such a certificate');
    const pdf = await bytesOf(deps, paper);
    if (!pdf) return lacks('its bytes are not where they were put');
    const done = await signing.sign({ pdf, signer: turn, at: clock.now() });
    if (!done.ok) return lacks(done.reason);
    const stored: StoredBytes = await storeBytes(deps, done.pdf);
    return {
      of: sha256,
      certificate: done.certificate,
      discard: stored.discard,
      keep: async (tx, after, at) => {
        const kept = { ...after, fileId: uuidOf(`paper signed ${id}`), sha256: stored.sha256 };
        await keepBytes(tx, kept, stored, { by: actor.userId, at, signed: true });
        return kept;
      },
    };
  };
}
