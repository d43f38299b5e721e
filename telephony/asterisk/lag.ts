/**
 * How far behind the exchange we are, and how far apart the clocks are: a Ping is answered in one stream with the events,
 * and its answer is stamped by the exchange's clock.
 */
export interface Lag {
  /**
   * A Ping goes out.
   * @returns to be called with its answer's stamp, epoch ms by the exchange's clock; null: it has none
   */
  asked(): (stamp: number | null) => void;
  /** The link is a new one. */
  begin(): void;
  /** How old what we hear is, ms; an answer that is still awaited counts as soon as it takes longer than usual. */
  behindMs(): number;
  /** How far the exchange's clock is ahead of ours, ms; null: not known. Off by half of the quickest answer at most. */
  clockAheadMs(): number | null;
}

export interface LagParts {
  /** Epoch ms. */
  readonly now: () => number;
  /** Ms by a clock that is never set. */
  readonly elapsed: () => number;
}

interface Answer {
  readonly tookMs: number;
  /** From its stamp until it came, by two clocks. */
  readonly cameMs: number;
}

/** The quickest of the last so many answers tells the clocks apart: long enough to have one, short enough for a drift. */
const kept = 60;

export function createLag({ now, elapsed }: LagParts): Lag {
  let answers: readonly Answer[] = [];
  let waiting: readonly number[] = [];
  const quickest = () => answers.toSorted((a, b) => a.tookMs - b.tookMs)[0];
  const aheadOf = ({ tookMs, cameMs }: Answer) => tookMs / 2 - cameMs;

  return {
    asked() {
      const at = elapsed();
      waiting = [...waiting, at];
      return (stamp) => {
        waiting = waiting.filter((other) => other > at);
        if (stamp === null) return;
        answers = [...answers.slice(1 - kept), { tookMs: elapsed() - at, cameMs: now() - stamp }];
      };
    },
    begin() {
      waiting = [];
      answers = [];
    },
    behindMs() {
      const best = quickest();
      const last = answers.at(-1);
      // All that a question took may have been the way there, and never less than the way back.
      const told = best && last ? Math.min(last.tookMs, last.cameMs + aheadOf(best)) : 0;
      const awaited = waiting[0] === undefined ? 0 : elapsed() - waiting[0] - (best?.tookMs ?? 0);
      return Math.round(Math.max(0, told, awaited));
    },
    clockAheadMs() {
      const best = quickest();
      return best ? Math.round(aheadOf(best)) : null;
    },
  };
}
