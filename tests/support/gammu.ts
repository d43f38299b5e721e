import pg from 'pg';

/** The tables of Gammu SMSD as far as a gateway sees them, and what its daemon does with them. */
export interface GammuDaemon {
  readonly pool: pg.Pool;
  /** A part comes in; its number. */
  receive(part: ReceivedPart): Promise<number>;
  /** What was queued goes out; each part ends with the status that `ends` gives it. Its numbers. */
  sendAll(ends?: (part: number) => string, code?: number): Promise<number[]>;
  /** A delivery report comes in. */
  report(id: number, status: string, code?: number): Promise<void>;
  /** It says that it lives. */
  beat(): Promise<void>;
  unprocessed(): Promise<number[]>;
  close(): Promise<void>;
}

export interface ReceivedPart {
  readonly from?: string;
  readonly text: string;
  /** In the readable column: the first part has the whole message there, the others nothing. */
  readonly decoded?: string;
  readonly udh?: string;
  readonly at?: Date;
  readonly coding?: string;
  readonly kind?: number;
  readonly phone?: string;
  /** How long ago it came in. */
  readonly agoMs?: number;
}

const tables = `
  create table inbox ("UpdatedInDB" timestamp(0) not null default localtimestamp(0), "ReceivingDateTime" timestamp(0)
    not null, "Text" text not null, "SenderNumber" varchar(20) not null, "Coding" varchar(255) not null, "UDH" text
    not null, "Class" integer not null default -1, "TextDecoded" text not null, "ID" serial primary key, "RecipientID"
    text not null, "Processed" boolean not null default false);
  create table outbox ("InsertIntoDB" timestamp(0) not null default localtimestamp(0), "Text" text, "DestinationNumber"
    varchar(20) not null, "Coding" varchar(255) not null, "UDH" text, "TextDecoded" text not null, "ID" serial primary
    key, "MultiPart" boolean not null default false, "SenderID" varchar(255), "DeliveryReport" varchar(10) default
    'default', "CreatorID" text not null);
  create table outbox_multipart ("Text" text, "Coding" varchar(255) not null, "UDH" text, "TextDecoded" text, "ID"
    serial, "SequencePosition" integer not null, primary key ("ID", "SequencePosition"));
  create table sentitems ("UpdatedInDB" timestamp(0) not null default localtimestamp(0), "SendingDateTime" timestamp(0)
    not null default localtimestamp(0), "DeliveryDateTime" timestamp(0), "DestinationNumber" varchar(20) not null, "UDH"
    text not null, "TextDecoded" text not null, "ID" integer, "SequencePosition" integer not null, "Status" varchar(255)
    not null, "StatusError" integer not null default -1, "CreatorID" text not null, primary key ("ID",
    "SequencePosition"));
  create table phones ("IMEI" varchar(35) primary key, "UpdatedInDB" timestamp(0) not null default localtimestamp(0));`;

const sendSql = `
  with parts as (
    select "ID", 1 position, "DestinationNumber" number, "UDH" udh, "TextDecoded" text, "CreatorID" creator from outbox
    union all
    select part."ID", part."SequencePosition", "DestinationNumber", part."UDH", part."TextDecoded", "CreatorID"
    from outbox_multipart part join outbox using ("ID"))
  insert into sentitems ("ID", "SequencePosition", "DestinationNumber", "UDH", "TextDecoded", "Status", "CreatorID")
  select "ID", position, number, coalesce(udh, ''), text, 'SendingOK', creator from parts returning "ID" id,
    "SequencePosition" position`;

/** As in an office: what is written by the database's clock is not UTC. */
export async function officePool(url: string): Promise<pg.Pool> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`alter database ${new URL(url).pathname.slice(1)} set timezone = 'Asia/Jakarta'`);
  await client.end();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  return pool;
}

/** Prepares an empty database as one of Gammu's. */
export async function prepareGammu(url: string): Promise<GammuDaemon> {
  const pool = await officePool(url);
  await pool.query(tables);
  const touch = 'set "UpdatedInDB" = localtimestamp(0),';
  return {
    pool,
    async receive({ from = '+628110000001', text, udh = '', at = new Date(), agoMs = 0, ...more }) {
      const hex = Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
      const { decoded = text, coding = 'Default_No_Compression', kind = -1, phone = 'modem' } = more;
      const { rows } = await pool.query<{ ID: number }>(
        `insert into inbox ("UpdatedInDB", "ReceivingDateTime", "Text", "SenderNumber", "Coding", "UDH", "Class",
           "TextDecoded", "RecipientID")
         values (localtimestamp - make_interval(secs => $1), $2::timestamptz, $9, $3, $4, $5, $6, $7, $8) returning "ID"`,
        [agoMs / 1000, at.toISOString(), from, coding, udh, kind, decoded, phone, hex],
      );
      return rows[0]?.ID ?? 0;
    },
    async sendAll(ends = () => 'SendingOK', code = -1) {
      const { rows } = await pool.query<{ id: number; position: number }>(sendSql);
      for (const { id, position } of rows) {
        await pool.query(
          `update sentitems ${touch} "Status" = $3, "StatusError" = $4 where "ID" = $1 and "SequencePosition" = $2`,
          [id, position, ends(position), code],
        );
      }
      await pool.query('delete from outbox_multipart; delete from outbox');
      return [...new Set(rows.map(({ id }) => id))];
    },
    async report(id, status, code = 0) {
      await pool.query(
        `update sentitems ${touch} "Status" = $2, "StatusError" = $3, "DeliveryDateTime" = localtimestamp
         where "ID" = $1`,
        [id, status, code],
      );
    },
    async beat() {
      await pool.query(`insert into phones values ('1') on conflict ("IMEI") do update ${touch.slice(0, -1)}`);
    },
    unprocessed: async () =>
      (await pool.query<{ ID: number }>('select "ID" from inbox where not "Processed" order by 1')).rows.map(
        ({ ID }) => ID,
      ),
    close: () => pool.end(),
  };
}
