import type { DataSource, EntityManager } from 'typeorm';
import type { Door } from './data-source.ts';

/** A process that holds a lease, in words by which people find it and another process judges whether it still runs. */
export interface Holder {
  /** The machine's name. */
  readonly host: string;
  readonly pid: number;
  /** Alike only for processes that see each other's ids; empty where that cannot be told. */
  readonly sees: string;
  /** When it began, in the machine's own counting: an id is given again. */
  readonly began: string;
  /** The name of its connections to the database. */
  readonly connections: string;
}

export interface Held {
  readonly term: string;
  readonly holder: Holder;
  /** Its time is over: whoever comes may follow. */
  readonly over: boolean;
}

/** What one process at a time may do, by a row that it renews. Moments are the database's: no two clocks are compared. */
export interface Lease {
  /**
   * Takes it where nobody holds it any more. Whoever held it last has no connection left then: what it had begun is undone,
   * and what it wakes up to do it cannot.
   * @param ended the term of a holder of whom the caller knows that it does not run any more
   * @returns the new term, or null while somebody holds it
   */
  take(holder: Holder, ended?: string): Promise<string | null>;
  /** Who had it last, whether or not its time is over. */
  held(): Promise<Held | null>;
  /** False: somebody else has taken it. Late is not lost, as long as nobody has. */
  renew(term: string): Promise<boolean>;
  /** Lets go of it, so that the next need not wait. */
  release(term: string): Promise<void>;
}

/** A term that is not renewed for so long may be followed. */
export const leaseMs = 3_000;

export function createLease(dataSource: DataSource, name: string): Lease {
  const until = `clock_timestamp() + interval '${leaseMs} ms'`;
  return {
    take: async (holder, ended) => {
      const taking = async (manager: EntityManager) => {
        const [row]: { term: string; before: Holder | null }[] = await manager.query(
          `WITH known AS (SELECT holder FROM server_lease WHERE name = $1)
         INSERT INTO server_lease AS l (name, term, holder, expires_at) VALUES ($1, 1, $2, ${until})
         ON CONFLICT (name) DO UPDATE SET term = l.term + 1, holder = excluded.holder, expires_at = excluded.expires_at
         WHERE l.expires_at <= clock_timestamp() OR l.term = $3
         RETURNING term, (SELECT holder FROM known) AS before`,
          [name, JSON.stringify(holder), ended ?? null],
        );
        const former = row?.before && row.before.connections !== holder.connections ? row.before : null;
        // Before it is anybody's: killed here, nobody has followed, and the next one cuts off as well.
        if (former) await cutOff(manager, former);
        return { term: row?.term ?? null, former };
      };
      const { term, former } = await dataSource.transaction(taking);
      // And whom the former let in until then by the term of before.
      if (former) await cutOff(dataSource.manager, former);
      return term;
    },
    held: async () => {
      const [row]: Held[] = await dataSource.query(
        'SELECT term, holder, expires_at <= clock_timestamp() AS over FROM server_lease WHERE name = $1',
        [name],
      );
      return row ?? null;
    },
    renew: async (term) => {
      const [, renewed]: [unknown, number] = await dataSource.query(
        `UPDATE server_lease SET expires_at = ${until} WHERE name = $1 AND term = $2`,
        [name, term],
      );
      return renewed === 1;
    },
    release: async (term) => {
      await dataSource.query('UPDATE server_lease SET expires_at = clock_timestamp() WHERE name = $1 AND term = $2', [
        name,
        term,
      ]);
    },
  };
}

/** Ends every connection of that process and waits until they are gone. */
async function cutOff(manager: EntityManager, { connections }: Holder): Promise<void> {
  if (!connections) return;
  await manager.query(
    `SELECT pg_terminate_backend(pid, ${leaseMs}) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`,
    [connections],
  );
}

/**
 * Another process has followed this one, which may not touch the database any more; fit to print.
 * @internal exported for its tests
 */
export class FollowedError extends Error {
  constructor() {
    super(
      'Server lain telah mengambil alih; yang ini tidak boleh lagi mengubah basis data.\n' +
        'Another server has taken over; this one may not change the database any more.',
    );
    this.name = 'FollowedError';
  }
}

export interface GuardedDoor extends Door {
  /** From now on only as long as this term of the lease is the last one. */
  guard(lease: string, term: string, followed: (by: Held | null) => void): void;
}

/** The connections of a process that may become the one that holds a lease. @param name no other process has it */
export function createGuardedDoor(name: string): GuardedDoor {
  let held: { readonly lease: string; readonly term: string; readonly followed: (by: Held | null) => void } | null =
    null;
  return {
    name,
    guard: (lease, term, followed) => {
      held = { lease, term, followed };
    },
    admit: async (query) => {
      if (held === null) return;
      const { lease, term, followed } = held;
      const { rows } = await query(
        `SELECT term, holder, expires_at <= clock_timestamp() AS over FROM server_lease WHERE name = '${lease}'`,
      );
      const last = (rows[0] ?? null) as Held | null;
      if (last?.term === term) return;
      followed(last);
      throw new FollowedError();
    },
  };
}
