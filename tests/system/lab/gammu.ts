import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { createTestDatabase } from '../../support/database.ts';
import { officePool } from '../../support/gammu.ts';
import { type LabProcess, startProcess, until } from './processes.ts';

/** A part of a message as a modem holds it. */
export interface ModemMessage {
  readonly number: string;
  readonly text: string;
  readonly at: Date;
  readonly coding?: 'Default' | 'Unicode';
  readonly udh?: string;
  /** A delivery report of what went out under this reference. */
  readonly reportOf?: number;
}

/** Gammu's SMS daemon with a modem that is a folder, on a PostgreSQL of its own. */
export interface LabGammu {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  /** The modem receives these, in this order. */
  receive(...messages: ModemMessage[]): Promise<void>;
  start(): Promise<void>;
  kill(): Promise<void>;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Makes the daemon's tables as its own package does, and starts it. */
export async function startGammu(phoneId: string): Promise<LabGammu> {
  const root = process.env.SIGAP_LAB_ROOT;
  if (!process.env.SIGAP_LAB_NETNS || !root) throw new Error('run the system tests with `npm run test:system`');
  const database = await createTestDatabase();
  const pool = await officePool(database.url);
  await pool.query(await readFile(join(root, 'usr/share/doc/gammu-smsd/examples/pgsql.sql'), 'utf8'));

  const folder = await mkdtemp(join(tmpdir(), 'sigap-gammu-'));
  const inbox = join(folder, 'phone/sms/1');
  await mkdir(inbox, { recursive: true });
  await writeFile(join(folder, 'smsdrc'), settings(new URL(database.url), phoneId));
  let daemon: LabProcess | null = null;
  let files = 0;

  const log = () => readFile(join(folder, 'smsd.log'), 'utf8').catch(() => '');
  const start = async () => {
    const started = startProcess(join(import.meta.dirname, 'run-gammu.sh'), [root, folder]);
    daemon = started;
    await until('the SMS daemon', async () => {
      if (started.child.exitCode !== null) throw new Error(`it ended:\n${started.output()}\n${await log()}`);
      return (await pool.query('select 1 from phones')).rows.length > 0;
    });
  };
  await start();
  return {
    databaseUrl: database.url,
    pool,
    async receive(...messages) {
      for (const message of messages) {
        // In place at once: the modem is read all the time.
        const half = join(folder, `message-${++files}`);
        await writeFile(half, backupOf(message));
        await until('room in the modem', async () => (await readdir(inbox)).length < 20);
        await rename(half, join(inbox, String(files)));
      }
    },
    start,
    async kill() {
      await daemon?.stop('SIGKILL');
      await pool.query('delete from phones');
    },
    log,
    async stop() {
      await daemon?.stop();
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const settings = (database: URL, phoneId: string) => `[gammu]
model = dummy
connection = none
device = /lab/phone
gammuloc = /dev/null

[smsd]
Service = sql
Driver = native_pgsql
Host = ${database.hostname}:${database.port}
User = ${database.username}
Password = ${decodeURIComponent(database.password)}
Database = ${database.pathname.slice(1)}
PhoneID = ${phoneId}
LogFile = /lab/smsd.log
DebugLevel = 1
CheckSecurity = 0
CommTimeout = 1
ReceiveFrequency = 1
StatusFrequency = 5
LoopSleep = 1
MultipartTimeout = 3
`;

/** Gammu's own format of kept messages. */
function backupOf({ number, text, at, coding = 'Default', udh, reportOf }: ModemMessage): string {
  const hex = (of: string) => Buffer.from(of, 'utf16le').swap16().toString('hex').toUpperCase();
  const lines = [
    '[SMSBackup000]',
    'SMSC = "123456"',
    `PDU = ${reportOf === undefined ? 'Deliver' : 'Status_Report'}`,
    `DateTime = ${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`,
    'State = UnRead',
    `Number = "${number}"`,
    `NumberUnicode = ${hex(number)}`,
    `Coding = ${coding}`,
    ...(hex(text).match(/.{1,200}/g) ?? []).map((part, row) => `Text${String(row).padStart(2, '0')} = ${part}`),
    `Length = ${text.length}`,
    'Class = -1',
    'Folder = 1',
    'RejectDuplicates = False',
    'ReplaceMessage = 0',
    `MessageReference = ${reportOf ?? 0}`,
    ...(udh === undefined ? [] : [`UDH = ${udh}`]),
  ];
  return `${lines.join('\n')}\n`;
}
