import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../app/ports/ports.ts';
import type { Words } from '../domain/shared/words.ts';
import type { Shutdown } from '../shutdown.ts';
import { isAway } from '../store/away.ts';
import type { createDataSource } from '../store/data-source.ts';
import { createLease, type GuardedDoor, type Held, leaseMs } from '../store/lease.ts';
import { hasEnded, thisProcess } from './this-process.ts';
import type { Tell } from './welcome.ts';

const times = { renewMs: 1_000, lookMs: 250 };
const office = 'office';

export interface OneServerDeps {
  readonly log: Log;
  readonly tell: Tell;
  readonly shutdown: Pick<Shutdown, 'add'>;
  /** The connections that are cut off when another one takes over. */
  readonly door: GuardedDoor;
  /** Null: it does not wait for another one's end, and refuses. Else what it is while it waits, and how that is ended. */
  readonly standby: null | (() => Promise<() => Promise<void>>);
  /** Called once, when another has taken over, which happens to one that stood still for longer than its term. */
  lost(by: Words): void;
}

/**
 * Makes this process the office's one server. What people see and what the exchange is told is still kept by each process
 * for itself, so two of them would split the office in two: whoever is ready at one is logged out at the other.
 * One that was killed is followed at once where this machine sees that it has ended, else after its three seconds.
 * @throws AnotherServerError while another one works for the office, unless this one stands by
 */
export async function becomeOneServer(
  dataSource: ReturnType<typeof createDataSource>,
  deps: OneServerDeps,
): Promise<void> {
  const { log, tell, shutdown, door, standby } = deps;
  const lease = createLease(dataSource, office);
  const own = thisProcess(door.name);
  let over = false;
  const lost = (by: Held | null) => {
    if (over) return;
    over = true;
    clearInterval(timer);
    deps.lost(anotherServer(by));
  };

  const tryToTake = async (): Promise<string | null> => {
    // Looked at first: whoever waits for weeks looks four times a second, and changes nothing by it.
    const held = await lease.held();
    if (held === null || held.over) return lease.take(own);
    return hasEnded(held.holder) ? lease.take(own, held.term) : null;
  };
  const take = async (): Promise<string> => {
    for (let waitedMs = 0; ; waitedMs += times.lookMs) {
      const taken = await tryToTake();
      if (taken !== null) return taken;
      if (waitedMs > leaseMs) throw new AnotherServerError(await lease.held());
      if (waitedMs === 0) tell(waiting);
      await sleep(times.lookMs);
    }
  };
  /** As long as it takes. A database that is away meanwhile is away for the one that works as well. */
  const standBy = async (open: NonNullable<typeof standby>): Promise<string> => {
    const first = await tryToTake();
    if (first !== null) return first;
    const close = await open();
    let stopped = false;
    shutdown.add('standing by', () => {
      stopped = true;
    });
    tell(standingBy);
    for (;;) {
      await sleep(times.lookMs);
      if (stopped) return new Promise(() => {});
      const taken = await tryToTake().catch((error) => {
        if (isAway(error)) return null;
        throw error;
      });
      if (taken === null) continue;
      tell(takingOver);
      await close();
      return taken;
    }
  };
  const term = await (standby === null ? take() : standBy(standby));
  door.guard(office, term, lost);

  let renewing: Promise<void> | undefined;
  const renew = async () => {
    try {
      if (!(await lease.renew(term))) lost(await lease.held());
    } catch (error) {
      // While the database is away nobody else can take it either; that it is away others say.
      if (!isAway(error) && !over) log.error({ err: error }, 'the lease of the office could not be renewed');
    }
  };
  const timer = setInterval(() => {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
  }, times.renewMs);
  shutdown.add('lease of the office', async () => {
    clearInterval(timer);
    await renewing;
    if (!over) await lease.release(term);
  });
}

const waiting: Words = {
  id: 'Server lain memakai basis data ini; menunggu apakah ia masih hidup…',
  en: 'Another server uses this database; waiting to see whether it is alive…',
};
const standingBy: Words = {
  id: 'Server lain bekerja; yang ini bersiaga dan mengambil alih bila ia berhenti.',
  en: 'Another server works; this one stands by and takes over when it ends.',
};
const takingOver: Words = {
  id: 'Server itu berhenti; mengambil alih…',
  en: 'That server has ended; taking over…',
};

const anotherServer = (held: Held | null): Words => {
  const where = held ? ` (${held.holder.host}, pid ${held.holder.pid})` : '';
  return {
    id: `Server lain${where} bekerja dengan basis data ini. Dua server sekaligus akan membelah kantor menjadi dua: hentikan salah satu, biarkan salah satunya bersiaga dengan SIGAP_STANDBY=yes, atau beri masing-masing basis datanya sendiri.`,
    en: `Another server${where} works with this database. Two at once would split the office in two: stop one of them, let one stand by with SIGAP_STANDBY=yes, or give each a database of its own.`,
  };
};

/** Another process is the office's server; fit to print. */
export class AnotherServerError extends Error {
  constructor(held: Held | null) {
    const { id, en } = anotherServer(held);
    super(`${id}\n${en}`);
    this.name = 'AnotherServerError';
  }
}
