/** An agent's telephone in our queue. */
export interface Phone {
  readonly extension: string;
  /** Membership of the queue, or null. */
  member: { paused: boolean } | null;
  /** The caller's leg of the call that rings it or talks on it. */
  busyWith: string | null;
  /** Epoch ms since when it could have been rung. */
  idleSince: number;
  /** Epoch ms until which it is left in peace after a ring that nobody answered. */
  restsUntil: number;
  /** Whether the last attempt to ring it got through. */
  reachable: boolean;
}

/** A telephone that nobody is logged in at. */
export const newPhone = (extension: string): Phone => ({
  extension,
  member: null,
  busyWith: null,
  idleSince: 0,
  restsUntil: 0,
  reachable: true,
});

const isReady = (phone: Phone, now: number) =>
  phone.member !== null && !phone.member.paused && phone.busyWith === null && phone.restsUntil <= now;

/**
 * Whom a caller gets: of those who missed this call least often, the one idle the longest, and of equals the one known
 * first. `misses` says how often an extension let this call ring in vain.
 */
export function choosePhone(
  phones: Iterable<Phone>,
  misses: ReadonlyMap<string, number>,
  now: number,
): Phone | undefined {
  let best: Phone | undefined;
  const missed = ({ extension }: Phone) => misses.get(extension) ?? 0;
  for (const phone of phones) {
    if (!isReady(phone, now)) continue;
    const fewer = best === undefined ? -1 : missed(phone) - missed(best);
    if (best === undefined || fewer < 0 || (fewer === 0 && phone.idleSince < best.idleSince)) best = phone;
  }
  return best;
}
