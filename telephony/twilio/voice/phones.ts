import type { PhoneReachability } from '../../events.ts';
import { choosePhone, membersOf } from '../../queue-phones.ts';

/** An agent's telephone in our queues. */
interface Phone {
  readonly extension: string;
  /** Takes part in these queues, by their penalties; null: in none. */
  member: { paused: boolean; wrapUpMs: number; readonly queues: Map<string, number> } | null;
  /** The caller's leg of the call that rings it or talks on it. */
  busyWith: string | null;
  /** Epoch ms since when it could have been rung. */
  idleSince: number;
  /** Epoch ms until which it is left in peace after a ring that nobody answered. */
  restsUntil: number;
  /** Epoch ms until which it is left in peace after a talk. */
  wrapsUpUntil: number;
  /** Whether the last attempt to ring it got through. */
  reachable: boolean;
}

/** A telephone that nobody is logged in at. */
const newPhone = (extension: string): Phone => ({
  extension,
  member: null,
  busyWith: null,
  idleSince: 0,
  restsUntil: 0,
  wrapsUpUntil: 0,
  reachable: true,
});

const isReady = (phone: Phone, now: number) =>
  phone.member !== null && !phone.member.paused && phone.busyWith === null && untilOf(phone) <= now;

const untilOf = ({ restsUntil, wrapsUpUntil }: Phone) => Math.max(restsUntil, wrapsUpUntil);

export type Phones = ReturnType<typeof createPhones>;

/** The agents' telephones by extension. One that is named for the first time is known from then on. */
export function createPhones(emit: (event: PhoneReachability) => void) {
  const phones = new Map<string, Phone>();
  const of = (extension: string) => {
    const phone = phones.get(extension) ?? newPhone(extension);
    phones.set(extension, phone);
    return phone;
  };

  return {
    /** Its agent takes part in a queue from `now` on, or pauses. */
    join(
      extension: string,
      { queue, penalty, paused, wrapUpMs }: Record<'penalty' | 'wrapUpMs', number> & { queue: string; paused: boolean },
      now: number,
    ): void {
      const known = phones.has(extension);
      const phone = of(extension);
      if (!known) emit({ type: 'phone.reachable', at: now, extension });
      if (!paused && phone.member?.paused !== false) phone.idleSince = now;
      const queues = phone.member?.queues ?? new Map<string, number>();
      phone.member = { paused, wrapUpMs, queues: queues.set(queue, penalty) };
    },
    /** Its agent, a member already, pauses, or can be rung from `now` on, whatever wrap-up is left. */
    pause(extension: string, paused: boolean, now: number): void {
      const phone = of(extension);
      if (!phone.member) return;
      if (!paused && phone.member.paused) phone.idleSince = now;
      if (!paused) phone.wrapsUpUntil = 0;
      phone.member.paused = paused;
    },
    /** A ring or talk under way goes on: leaving the queue does not hang up. */
    leave(extension: string, queue: string): void {
      const phone = phones.get(extension);
      phone?.member?.queues.delete(queue);
      if (phone?.member?.queues.size === 0) phone.member = null;
    },
    isMember: (extension: string) => (phones.get(extension)?.member ?? null) !== null,

    /** Whom a caller of the queue gets; undefined: nobody can be rung for it. */
    choose(queue: string, misses: ReadonlyMap<string, number>, now: number): string | undefined {
      const ready = [...phones.values()].filter((phone) => isReady(phone, now));
      return choosePhone(ready, queue, misses)?.extension;
    },
    /** It rings or talks with this call. */
    take(extension: string, sid: string): void {
      of(extension).busyWith = sid;
    },
    isBusy: (extension: string) => (phones.get(extension)?.busyWith ?? null) !== null,
    /** This call, if it still had the telephone, has it no more. */
    free(extension: string, sid: string): void {
      const phone = phones.get(extension);
      if (phone?.busyWith === sid) phone.busyWith = null;
    },
    /** Its agent has talked until now. */
    idleFrom(extension: string, now: number): void {
      const phone = of(extension);
      phone.idleSince = now;
      phone.wrapsUpUntil = now + (phone.member?.wrapUpMs ?? 0);
    },
    /** It is left in peace until then, epoch ms. */
    rest(extension: string, until: number): void {
      of(extension).restsUntil = until;
    },
    /** An attempt to ring it did, or did not, get through; told when that is new. */
    reach(extension: string, reachable: boolean, at: number): void {
      const phone = of(extension);
      if (phone.reachable === reachable) return;
      phone.reachable = reachable;
      emit({ type: reachable ? 'phone.reachable' : 'phone.unreachable', at, extension });
    },

    /** Moments at which those that rest can be rung again. */
    rested: (now: number): number[] => [...phones.values()].map(untilOf).filter((until) => until > now),
    members: () => membersOf(phones.values()),
    rangInVain: (): string[] =>
      [...phones.values()].filter(({ reachable }) => !reachable).map(({ extension }) => extension),
    reachable: (): string[] =>
      [...phones.values()].filter(({ reachable }) => reachable).map(({ extension }) => extension),
  };
}
