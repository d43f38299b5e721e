import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { AgentEndpoint } from '../../../telephony/asterisk/agents-file.ts';
import { doneOnce } from '../../support/done-once.ts';
import { shipped } from '../../support/sops.ts';
import { exchangesOf, type OtherLab } from './exchange-settings.ts';
import type { Lab } from './lab.ts';
import { addPeople, built, copyOffice, moreAgents, officeEnv, type Person, runCli } from './office.ts';
import { type LabProcess, startProcess, until } from './processes.ts';

/** Where it listens unless a test wants it elsewhere. */
const labPort = 3000;

/** Sigap as it is installed: its own process, its own data folder, on a PostgreSQL that outlives it. */
export interface Product {
  readonly url: string;
  readonly agents: readonly AgentEndpoint[];
  passwordOf(username: string): string;
  /** @param others further exchanges */
  start(lab: Lab, others?: readonly OtherLab[]): Promise<void>;
  /** What the command line tool gives the exchange that it was started with; no name: the first. */
  telephones(exchange?: string): Promise<readonly AgentEndpoint[]>;
  /** With simulated callers instead of an exchange. */
  startSimulated(settings: Readonly<Record<string, string>>): Promise<void>;
  /** One more, which waits for the end of the first. @returns where it will work */
  standBy(lab: Lab): Promise<string>;
  /** SIGKILL of the first: nothing is tidied up. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  ready(): Promise<Ready>;
  output(): string;
}

interface Ready {
  readonly database: boolean;
  readonly exchange: boolean;
  readonly timers: boolean;
  /** Of several exchanges each one. */
  readonly exchanges?: Readonly<Record<string, boolean>>;
  readonly warnings?: readonly string[];
}

export interface ProductOptions {
  readonly services?: string;
  /** The office's own surveys.yaml. */
  readonly surveys?: string;
  /** The office's own files besides: text by name, within the data folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** The office's own agents.yaml. */
  readonly choices?: string;
  /** How many agents, `agen1` … on 101 …; default two. */
  readonly agents?: number;
  /** People besides. */
  readonly people?: readonly Person[];
  /** Where it listens; absent: at `labPort`. */
  readonly port?: number;
}

/** Prepares a data folder and database with two agents, a supervisor and those behind them. */
export async function prepareProduct(options: ProductOptions = {}): Promise<Product> {
  const { services, surveys, choices, agents: count = 2, people = [], port = labPort } = options;
  if (!existsSync(join(built, 'main.js'))) throw new Error('build first: npm run build');
  const dataDir = await mkdtemp(join(tmpdir(), 'sigap-product-'));
  const { database, passwords } = await copyOffice(dataDir);
  if (services !== undefined) await writeFile(join(dataDir, 'services.yaml'), services);
  if (surveys !== undefined) await writeFile(join(dataDir, 'surveys.yaml'), surveys);
  if (choices !== undefined) await writeFile(join(dataDir, 'agents.yaml'), choices);
  for (const [name, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(dataDir, name)), { recursive: true });
    await writeFile(join(dataDir, name), text);
  }
  const base = officeEnv(database.url, dataDir);
  for (const [username, password] of await addPeople(base, [...moreAgents(count), ...people]))
    passwords.set(username, password);
  const agents = parseAgents(await runCli(base, 'agents-file', []));
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => {});
  await doneOnce((text, values) => pool.query(text, values), [shipped('bandungan')]);
  let server: LabProcess | null = null;
  let output = '';
  const standbys: LabProcess[] = [];

  const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    return (await answer.json()) as Ready;
  };
  const run = (at: number, settings: Readonly<Record<string, string>>): LabProcess => {
    const env = { ...base, ...settings, PORT: String(at) };
    return startProcess(process.execPath, ['--enable-source-maps', join(built, 'main.js')], { env });
  };
  let given: Readonly<Record<string, string>> = {};
  const startWith = async (settings: Readonly<Record<string, string>>) => {
    const started = run(port, settings);
    server = started;
    given = settings;
    const works = async () => {
      if (started.child.exitCode !== null) throw new Error(`Sigap ended:\n${started.output()}`);
      return ready().then(
        (parts) =>
          [parts.database, parts.exchange, parts.timers, ...Object.values(parts.exchanges ?? {})].every(Boolean),
        () => false,
      );
    };
    await until('Sigap to be ready', works, 90_000);
  };
  const end = async (signal: NodeJS.Signals) => {
    await server?.stop(signal, 10_000);
    output += server?.output() ?? '';
    server = null;
  };

  return {
    url: `http://127.0.0.1:${port}`,
    agents,
    passwordOf: (username) => passwords.get(username) ?? '',
    start: (lab, others) => startWith(exchangesOf(lab, others)),
    telephones: async (exchange) =>
      parseAgents(await runCli({ ...base, ...given }, 'agents-file', exchange === undefined ? [] : [exchange])),
    standBy: async (lab) => {
      const url = `http://127.0.0.1:${port + 1}`;
      const started = run(port + 1, { ...exchangesOf(lab), SIGAP_STANDBY: 'yes' });
      standbys.push(started);
      const waits = () =>
        fetch(`${url}/readyz`).then(
          ({ status }) => status === 503,
          () => false,
        );
      await until('the second server to stand by', waits, 90_000);
      return url;
    },
    startSimulated: (settings) => startWith({ EXCHANGE: 'simulator', ...settings }),
    kill: () => end('SIGKILL'),
    stop: async () => {
      for (const standby of standbys.splice(0)) await standby.stop('SIGTERM', 10_000);
      await end('SIGTERM');
      await pool.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
    query: async (sql, values = []) => (await pool.query(sql, values)).rows,
    ready,
    output: () => output + (server?.output() ?? ''),
  };
}

/** The telephones as the command line tool gives them to Asterisk. */
function parseAgents(file: string): AgentEndpoint[] {
  const found = [...file.matchAll(/callerid="([^"]*)" <(\d+)>[\s\S]*?password=(\S+)/g)];
  return found.map((match) => ({
    name: match[1] ?? '',
    extension: match[2] ?? '',
    secret: match[3] ?? '',
    webrtc: true,
  }));
}

/** For tests that look at what Asterisk itself says. */
export async function asteriskCalls(lab: Lab): Promise<number> {
  const active = /(\d+) active call/.exec(await lab.asterisk.cli('core show channels count'))?.[1] ?? -1;
  // The watchman who lifts forgotten pauses is a channel of the dialplan's own, and nobody's call.
  const watches = (await lab.asterisk.cli('core show channels concise')).includes('@sigap-watch') ? 1 : 0;
  return Number(active) - watches;
}
