import type { NamedSigner } from '../../domain/papers/life.ts';

/** Whoever holds keys to certificates, and puts signatures into papers by them. */
export interface CertifiedSigning {
  /** By which papers say who was to sign them: what one of them was made for, another does not sign. */
  readonly by: string;
  /** What papers that are made for it say of it, in Indonesian. */
  readonly words: string;
  /** Never throws. */
  sign(asked: ToCertify): Promise<Certified>;
}

export interface ToCertify {
  /** Exactly what the signer saw. */
  readonly pdf: Uint8Array;
  readonly signer: Pick<NamedSigner, 'personId' | 'name' | 'title' | 'nip'>;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * The same bytes with a signature behind them (PAdES B-B), and whose certificate it is by; `away`: nobody signs now; `unfit`:
 * what came is no valid signature of these bytes. The reason is for the log.
 */
export type Certified =
  | { readonly ok: true; readonly pdf: Uint8Array; readonly certificate: string }
  | { readonly ok: false; readonly why: 'away' | 'unfit'; readonly reason: string };
