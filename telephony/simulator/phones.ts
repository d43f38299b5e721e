/** An agent's telephone on the simulated exchange. */
export interface Phone {
  readonly extension: string;
  reachable: boolean;
  /** Takes part in these queues, by their penalties; null: in none. */
  member: { name: string; paused: boolean; wrapUpMs: number; readonly queues: Map<string, number> } | null;
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
  /** Those that a queue may ring at `now` (epoch ms). */
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
