import type { PaperStage } from '../sop/terms.ts';
import type { Signing } from './kind.ts';

/**
 * `draft`: being written. `made`: it has its number and its bytes, and waits for those who sign. `returned`: by one of them,
 * with a reason; made anew it keeps its number. `void`: it counts for nothing, and its number stays its own.
 */
export const paperStates = ['draft', 'made', 'returned', 'signed', 'sent', 'void'] as const;
export type PaperState = (typeof paperStates)[number];

/** How a paper stands, in registers and dossiers: those are in Indonesian. */
export const stateWords: Readonly<Record<PaperState, string>> = {
  draft: 'konsep',
  made: 'menunggu tanda tangan',
  returned: 'dikembalikan',
  signed: 'jadi',
  sent: 'dikirim',
  void: 'batal',
};

/** Somebody who is to sign, as the paper says. */
export interface NamedSigner {
  readonly act: Signing;
  readonly personId: string;
  /** With Plh. or Plt., where it is so. */
  readonly title: string;
  readonly name: string;
  readonly rank: string | null;
  readonly nip: string | null;
  /** When; null: not yet. Epoch ms. */
  readonly at: number | null;
}

/** How a paper stands, as far as its acts depend on it. */
export interface PaperStanding {
  readonly state: PaperState;
  readonly signers: readonly NamedSigner[];
}

/** Whose turn it is; null: nobody's. Pure. */
export const nextSigner = ({ state, signers }: PaperStanding): NamedSigner | null =>
  state === 'made' ? (signers.find(({ at }) => at === null) ?? null) : null;

/** The paper when whoever's turn it is has signed; the last one makes it a signed paper. Pure. */
export function signed({ signers }: PaperStanding, at: number): PaperStanding {
  const turn = signers.findIndex((one) => one.at === null);
  const after = signers.map((one, index) => (index === turn ? { ...one, at } : one));
  return { state: after.every((one) => one.at !== null) ? 'signed' : 'made', signers: after };
}

/** How a paper begins that nobody has signed yet: one that needs nobody is complete as it is made. Pure. */
export const asMade = (signers: readonly NamedSigner[]): PaperStanding => ({
  state: signers.length === 0 ? 'signed' : 'made',
  signers: signers.map((one) => ({ ...one, at: null })),
});

const reached: Readonly<Record<PaperState, readonly PaperStage[]>> = {
  draft: [],
  returned: ['returned'],
  void: [],
  made: ['made'],
  signed: ['made', 'signed'],
  sent: ['made', 'signed', 'sent'],
};

/** Whether a paper has come so far that a step may end by it. Pure. */
export const hasReached = (state: PaperState, stage: PaperStage): boolean => reached[state].includes(stage);

/** Whether whoever it is for may have it: it is neither waited for, given back nor void. Pure. */
export const counts = (state: PaperState): boolean => hasReached(state, 'signed');

const order: Readonly<Record<PaperStage, number>> = { made: 0, returned: 1, signed: 1, sent: 2 };

/**
 * Whether something may still happen by a paper at this stage. Each edition ends one step; one that is handed in as it is
 * made ends another when it is signed or returned. Pure.
 * @param ended the stage at which it ended a step; null: none yet
 */
export const mayStillEnd = (ended: PaperStage | null, stage: PaperStage): boolean =>
  ended === null || order[stage] > order[ended];

/** May it be written anew: as a draft, or returned by somebody? Pure. */
export const isOpen = (state: PaperState): boolean => state === 'draft' || state === 'returned';

/** By what it is proven that a paper has reached whom it is for, or is on its way. */
export const proofKinds = ['courier', 'receipt', 'message'] as const;
export type ProofKind = (typeof proofKinds)[number];
