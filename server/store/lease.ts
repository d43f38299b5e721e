import type { DataSource } from 'typeorm';

/** A process that holds a lease, in words by which people find it and another process judges whether it still runs. */
export interface Holder {
  /** The machine's name. */
  readonly host: string;
  readonly pid: number;
  /** Alike only for processes that see each other's ids; empty where that cannot be told. */
  readonly sees: string;
  /** When it began, in the machine's own counting: an id is given again. */
  readonly began: string;
}

export interface Held {
  readonly term: string;
  readonly holder: Holder;
}

/** What one process at a time may do, by a row that it renews. Moments are the database's: no two clocks are compared. */
export interface Lease {
  /**
   * Takes it where nobody holds it any more.
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
      const [row]: { term: string }[] = await dataSource.query(
        `INSERT INTO server_lease AS l (name, term, holder, expires_at) VALUES ($1, 1, $2, ${until})
         ON CONFLICT (name) DO UPDATE SET term = l.term + 1, holder = excluded.holder, expires_at = excluded.expires_at
         WHERE l.expires_at <= clock_timestamp() OR l.term = $3
         RETURNING term`,
        [name, JSON.stringify(holder), ended ?? null],
      );
      return row?.term ?? null;
    },
    held: async () => {
      const [row]: Held[] = await dataSource.query('SELECT term, holder FROM server_lease WHERE name = $1', [name]);
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
