import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../app/ports/ports.ts';
import type { Words } from '../domain/shared/words.ts';
import type { Shutdown } from '../shutdown.ts';
import { isAway } from '../store/away.ts';
import { type Held, type Lease, leaseMs } from '../store/lease.ts';
import { hasEnded, thisProcess } from './this-process.ts';
import type { Tell } from './welcome.ts';

const times = { renewMs: 1_000, lookMs: 250 };

/**
 * Makes this process the office's one server. What people see and what the exchange is told is still kept by each process
 * for itself, so two of them would split the office in two: whoever is ready at one is logged out at the other.
 * One that was killed is followed at once where this machine sees that it has ended, else after its three seconds.
 * @param lost called when another has taken over, which happens to one that stood still for longer than that
 * @throws AnotherServerError while another one works for the office
 */
export async function becomeOneServer(
  lease: Lease,
  { log, tell, shutdown, lost }: { log: Log; tell: Tell; shutdown: Pick<Shutdown, 'add'>; lost(by: Words): void },
): Promise<void> {
  const own = thisProcess();

  const take = async (): Promise<string> => {
    for (let waitedMs = 0; ; waitedMs += times.lookMs) {
      const taken = await lease.take(own);
      if (taken !== null) return taken;
      const held = await lease.held();
      const followed = held && hasEnded(held.holder) ? await lease.take(own, held.term) : null;
      if (followed !== null) return followed;
      if (waitedMs > leaseMs) throw new AnotherServerError(held);
      if (waitedMs === 0) tell(waiting);
      await sleep(times.lookMs);
    }
  };
  const term = await take();

  let renewing: Promise<void> | undefined;
  const renew = async () => {
    try {
      if (await lease.renew(term)) return;
      clearInterval(timer);
      lost(anotherServer(await lease.held()));
    } catch (error) {
      // While the database is away nobody else can take it either; that it is away others say.
      if (!isAway(error)) log.error({ err: error }, 'the lease of the office could not be renewed');
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
    await lease.release(term);
  });
}

const waiting: Words = {
  id: 'Server lain memakai basis data ini; menunggu apakah ia masih hidup…',
  en: 'Another server uses this database; waiting to see whether it is alive…',
};

const anotherServer = (held: Held | null): Words => {
  const where = held ? ` (${held.holder.host}, pid ${held.holder.pid})` : '';
  return {
    id: `Server lain${where} bekerja dengan basis data ini. Dua server sekaligus akan membelah kantor menjadi dua: hentikan salah satu, atau beri masing-masing basis datanya sendiri.`,
    en: `Another server${where} works with this database. Two at once would split the office in two: stop one of them, or give each a database of its own.`,
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
