import pg from 'pg';
import type { PartRow } from './parts.ts';

/** A row of `inbox` that nobody has processed. */
export interface InboxRow extends PartRow {
  /** Epoch ms, as the SMS centre stamped it. */
  readonly at: number;
  /** From the stamp to when the row was written, by the wall clocks of the daemon and the database, ms. */
  readonly lagMs: number;
  readonly coding: string;
  /** 127 is an answer of the network, not a message. */
  readonly kind: number;
}

/** What became of the parts of a message of ours. */
export interface SentRow {
  readonly id: number;
  /** As `outbox` had it: says whose it is. */
  readonly creator: string;
  readonly statuses: readonly string[];
  /** TP-Status of the parts, -1 where there is none. */
  readonly codes: readonly number[];
  /** The header of any part; null for a message of one. */
  readonly udh: string | null;
  readonly sentAt: number;
  readonly deliveredAt: number | null;
}

/** A part as it goes out. */
export interface OutboxPart {
  readonly text: string;
  readonly udh: string | null;
}

export interface OutboxMessage {
  readonly creator: string;
  readonly to: string;
  /** Which of several modems sends it; null: any. */
  readonly phone: string | null;
  readonly coding: 'Default_No_Compression' | 'Unicode_No_Compression';
  /** @param id the row's own number, from which the parts' reference comes. */
  readonly parts: (id: number) => readonly OutboxPart[];
}

/** The tables of Gammu SMSD in PostgreSQL (schema 17 and later). Each call rejects when the database is away. */
export interface GammuTables {
  unprocessed(afterId: number, most: number): Promise<InboxRow[]>;
  /** The highest number in the inbox; 0 when it is empty. */
  newestReceived(): Promise<number>;
  markProcessed(ids: readonly number[]): Promise<void>;
  /** Messages whose creator begins so, with a part that changed since; `now` is the mark for the next time. */
  changed(creators: string, since: string | null, most: number): Promise<{ rows: SentRow[]; now: string }>;
  /** Whether a daemon reported of itself lately. */
  phoneAlive(): Promise<boolean>;
  /** Queues it once: a message of the same creator to the same number stays alone. Its id. */
  queue(message: OutboxMessage, look: boolean): Promise<number>;
  close(): Promise<void>;
}

/**
 * Since 1.41 the daemon writes every moment as its zone's wall clock shows it, and that must be the database's zone, or
 * the daemon itself matches no delivery report with what it sent. Where it is another one, what it stamps is put right by
 * `moments.ts`, and the gateway says so.
 */
const epoch = (column: string) => `extract(epoch from ${column} at time zone current_setting('TimeZone')) * 1000`;

const unprocessedSql = `
  select "ID" id, "SenderNumber" "from", "RecipientID" recipient, "Text" hex, "TextDecoded" decoded, "UDH" udh, "Coding" coding,
    "Class" kind, (${epoch('"ReceivingDateTime"')})::float8 at,
    (extract(epoch from localtimestamp - "UpdatedInDB") * 1000)::float8 "ageMs",
    (extract(epoch from "UpdatedInDB" - "ReceivingDateTime") * 1000)::float8 "lagMs"
  from inbox where not "Processed" and "ID" > $1 order by "ID" limit $2`;

// A delivery report comes days later at most; what is older than these 10,000 is not looked at any more.
const changedSql = `
  select "ID" id, min("CreatorID") creator, array_agg("Status" order by "SequencePosition") statuses,
    array_agg("StatusError" order by "SequencePosition") codes, nullif(max("UDH"), '') udh,
    (${epoch('max("SendingDateTime")')})::float8 "sentAt",
    (${epoch('max("DeliveryDateTime")')})::float8 "deliveredAt"
  from sentitems
  where "ID" > (select coalesce(max("ID"), 0) - 10000 from sentitems) and starts_with("CreatorID", $1)
  group by "ID" having max("UpdatedInDB") >= coalesce($2::timestamp - interval '5 seconds', '-infinity')
  order by "ID" limit $3`;

const insertSql = `
  insert into outbox ("ID", "DestinationNumber", "Text", "TextDecoded", "Coding", "UDH", "MultiPart", "SenderID",
    "DeliveryReport", "CreatorID") values ($1, $2, $3, $4, $5, $6, $7, $8, 'yes', $9)`;
const insertPartSql = `
  insert into outbox_multipart ("ID", "SequencePosition", "Text", "TextDecoded", "Coding", "UDH")
  values ($1, $2, $3, $4, $5, $6)`;

/** @param url of the database that the daemon uses. */
export function openGammuTables(url: string): GammuTables {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    application_name: 'sigap',
  });
  // A connection that breaks while idle; the next query says so itself.
  pool.on('error', () => {});

  async function inTransaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // Whatever the connection is in by now, it is not used again.
      client.release(true);
      throw error;
    }
  }

  return {
    async unprocessed(afterId, most) {
      const { rows } = await pool.query<StoredRow>(unprocessedSql, [afterId, most]);
      return rows.map(({ hex, decoded, ...row }) => ({ ...row, text: textOf(hex) ?? decoded }));
    },
    async newestReceived() {
      const { rows } = await pool.query<{ id: number }>('select coalesce(max("ID"), 0)::int id from inbox');
      return rows[0]?.id ?? 0;
    },
    async markProcessed(ids) {
      await pool.query('update inbox set "Processed" = true where "ID" = any($1::int[])', [ids]);
    },
    async changed(creators, since, most) {
      // Asked first: what changes meanwhile is seen again, not missed.
      const { rows: clock } = await pool.query<{ now: string }>('select localtimestamp(0)::text now');
      const { rows } = await pool.query<SentRow>(changedSql, [creators, since, most]);
      return { rows, now: clock[0]?.now ?? '' };
    },
    async phoneAlive() {
      const sql = `select 1 from phones where "UpdatedInDB" > localtimestamp - interval '3 minutes' limit 1`;
      return (await pool.query(sql)).rows.length > 0;
    },
    queue: (message, look) =>
      inTransaction(async (client) => {
        const { creator, to, phone, coding } = message;
        // Two tries at once wait for each other.
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [creator]);
        const sent = `union all select "ID" from sentitems where "DestinationNumber" = $2 and "CreatorID" = $1`;
        const found = await client.query<{ ID: number }>(
          `select "ID" from outbox where "DestinationNumber" = $2 and "CreatorID" = $1 ${look ? sent : ''} limit 1`,
          [creator, to],
        );
        if (found.rows[0] !== undefined) return found.rows[0].ID;
        const drawn = await client.query<{ id: number }>(
          `select nextval(pg_get_serial_sequence('outbox', 'ID'))::int id`,
        );
        const id = drawn.rows[0]?.id ?? 0;
        const [first, ...more] = message.parts(id);
        if (first === undefined) throw new Error('a message without a part');
        const values = ({ text, udh }: OutboxPart) => [hexOf(text), text, coding, udh];
        await client.query(insertSql, [id, to, ...values(first), more.length > 0, phone, creator]);
        for (const [at, part] of more.entries()) await client.query(insertPartSql, [id, at + 2, ...values(part)]);
        return id;
      }),
    close: () => pool.end(),
  };
}

type StoredRow = Omit<InboxRow, 'text'> & { readonly hex: string; readonly decoded: string };

/** As the daemon wants a text: UTF-16, big end first. From the readable column it may make something else of an emoji. */
const hexOf = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();

/**
 * A part's own text; null where the daemon kept none. The readable column is no help with parts: the first of them has
 * the whole message there, the others nothing. Half an emoji stays half, until its part is put before the next.
 */
function textOf(hex: string): string | null {
  return /^([0-9A-Fa-f]{4})+$/.test(hex) ? Buffer.from(hex, 'hex').swap16().toString('utf16le') : null;
}
