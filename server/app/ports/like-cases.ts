/** How often words stand in cases, as far as PostgreSQL has counted it. */
export interface WordShares {
  /** How many cases there are, roughly. */
  readonly cases: number;
  /** Of the commonest words, in which share of all cases each stands, 0 to 1. */
  readonly shares: ReadonlyMap<string, number>;
}

export interface LikeQuestion {
  /** The case to which others may be like. */
  readonly caseId: string;
  /** As `to_tsquery` takes it; null: by the subject alone. */
  readonly sought: string | null;
  /** All words by which the found ones are compared. */
  readonly words: readonly string[];
  readonly category: string | null;
  /** Whose cases alone are looked through: forwarded to this person or to nobody. Null: all. */
  readonly personId: string | null;
}

/** A case that may be like another, with as much as is compared. */
export interface LikeCase {
  readonly caseId: string;
  readonly serviceId: string;
  readonly kind: string;
  readonly category: string | null;
  readonly openedAt: number;
  readonly has: readonly string[];
}

export interface LikeCaseReads {
  wordShares(): Promise<WordShares>;
  /**
   * Some hundreds at most, in no order; neither tasks of the office's, nor pranks, nor those that nobody reads at their
   * citizen's wish. In bounded time: what takes longer finds nothing.
   */
  likeCases(question: LikeQuestion): Promise<readonly LikeCase[]>;
}
