/** An agent's telephone on the simulated exchange. */
export interface Phone {
  readonly extension: string;
  reachable: boolean;
  /** Membership of the queue, or null. */
  member: { name: string; paused: boolean; wrapUpMs: number } | null;
  /** The call that rings it or talks on it. */
  busyWith: string | null;
  /** Epoch ms since when it could have been rung: joined, resumed or hung up. */
  idleSince: number;
  /** Epoch ms until which it is left in peace after a ring that nobody answered. */
  restsUntil: number;
  /** Epoch ms until which it is left in peace after a talk. */
  wrapsUpUntil: number;
  /** Set for a robot, which answers and hangs up by itself. Lengths in ms before speed. */
  readonly robot: { readonly answerAfterMs: number; readonly talkMs: number } | null;
}

/** The telephones of an exchange, in the order they became known. */
export interface Phones {
  get(extension: string): Phone | undefined;
  add(extension: string, robot?: Phone['robot']): Phone;
  all(): Iterable<Phone>;
  /** Those the queue may ring at `now` (epoch ms). */
  ready(now: number): Phone[];
}

/** An exchange without telephones yet. */
export function createPhones(): Phones {
  const phones = new Map<string, Phone>();
  return {
    get: (extension) => phones.get(extension),
    add(extension, robot = null) {
      const phone: Phone = {
        extension,
        reachable: true,
        member: null,
        busyWith: null,
        idleSince: 0,
        restsUntil: 0,
        wrapsUpUntil: 0,
        robot,
      };
      phones.set(extension, phone);
      return phone;
    },
    all: () => phones.values(),
    ready: (now) =>
      [...phones.values()].filter(
        (phone) =>
          phone.reachable &&
          phone.member !== null &&
          !phone.member.paused &&
          phone.busyWith === null &&
          phone.restsUntil <= now &&
          phone.wrapsUpUntil <= now,
      ),
  };
}

/**
 * Whom a caller gets: of those who missed this call least often, the one idle the longest, and of equals the one known
 * first. `misses` says how often an extension let this call ring in vain.
 */
export function choosePhone(ready: readonly Phone[], misses: ReadonlyMap<string, number>): Phone | undefined {
  let best: Phone | undefined;
  for (const phone of ready) {
    if (best === undefined || isBetter(phone, best, misses)) best = phone;
  }
  return best;
}

function isBetter(phone: Phone, than: Phone, misses: ReadonlyMap<string, number>): boolean {
  const missed = (misses.get(phone.extension) ?? 0) - (misses.get(than.extension) ?? 0);
  return missed < 0 || (missed === 0 && phone.idleSince < than.idleSince);
}
