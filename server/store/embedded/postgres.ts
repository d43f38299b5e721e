import { setTimeout as sleep } from 'node:timers/promises';
import { choosePort, ensureCluster, logTail, readPassword, writeSettings } from './cluster.ts';
import { readPostmaster, startServer, stopServer, stopServerNow } from './control.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { appUrl, connectKeeper, databaseUrl, type Keeper } from './keeper.ts';
import { choosePlace, type Place } from './place.ts';
import { type Programs, preparePrograms } from './programs.ts';

const START_LIMIT_MS = 60_000;
const START_ATTEMPTS = 4;
const RECOVERY_PAUSE_MS = 5_000;

export type EmbeddedLog = {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};

export type EmbeddedPostgres = {
  /** An ordinary connection string for `pg`, of the superuser, on the loopback address; stays the same while this process lives. */
  url: string;
  /** As `url`, but of the application, which is no superuser; by a socket of the file system where there is one. */
  appUrl: string;
  /** Folder of the database itself (PGDATA): not always below `dataDir`, see `choosePlace`. */
  cluster: string;
  /** Stops the server, unless another Sigap process uses it. Call it last, after everything has drained. */
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  log: EmbeddedLog;
  /** Settings of PostgreSQL to override, such as `fsync: 'off'` in tests. */
  settings?: Readonly<Record<string, string>>;
};

/**
 * Starts PostgreSQL from the npm package, or joins the server that already runs on this data folder (after a crash of
 * ours, or beside a second process). If the server dies later, it is started again on the same port.
 *
 * SIGINT and SIGTERM are not handled here: whoever owns the process calls `stop` when the rest has drained. As a last
 * resort an exit without `stop` asks the server to stop too; only a killed process leaves it running, for the next
 * start to join.
 *
 * @throws EmbeddedPostgresError in two languages, with the last lines of the server's log
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options;
  const place = choosePlace(options.dataDir);
  if (place.moved) {
    const message = 'the database is kept outside the data folder: back it up there';
    log.warn({ dataDir: options.dataDir, cluster: place.cluster, account: place.account?.name }, message);
  }
  const programs = await preparePrograms(place.home, place.account);
  await ensureCluster(place, programs, settings.fsync !== 'off');
  readPassword(place.cluster);

  let stopping = false;
  const waiting = new AbortController();
  let recovery: Promise<void> | undefined;
  const wanted = () => !stopping;
  const context = { place, programs, settings, wanted };
  let current = await bringUp(context);
  const { port } = current;
  let responsible = current.started || (await current.keeper.others()) === 0;
  const onExit = () => {
    if (responsible) stopServerNow(place.cluster);
  };
  process.once('exit', onExit);
  log.info({ port, cluster: place.cluster, joined: !current.started }, 'embedded database is up');
  watch(current.keeper);

  function watch(keeper: Keeper): void {
    keeper.onLost(() => {
      if (!stopping) recovery ??= recover().finally(() => (recovery = undefined));
    });
  }

  async function recover(): Promise<void> {
    log.warn({ port }, 'embedded database went away, starting it again');
    while (!stopping) {
      try {
        current = await bringUp({ ...context, port });
        responsible ||= current.started;
        watch(current.keeper);
        log.info({ port, joined: !current.started }, 'embedded database is up again');
        return;
      } catch (error) {
        if (stopping) return;
        log.error({ err: error }, 'embedded database did not start again');
        await sleep(RECOVERY_PAUSE_MS, undefined, { ref: false, signal: waiting.signal }).catch(() => {});
      }
    }
  }

  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    waiting.abort();
    await recovery;
    const others = await current.keeper.leave().catch(() => 0);
    responsible = others === 0;
    await current.keeper.close();
    if (responsible) await stopAlone();
    else log.info({ others }, 'embedded database stays up: another process uses it');
    // Until here an exit would have left the server behind.
    process.removeListener('exit', onExit);
  }

  async function stopAlone(): Promise<void> {
    if (!readPostmaster(place.cluster)) return;
    const stopped = await stopServer(place, programs);
    if (stopped.ok || !readPostmaster(place.cluster)) log.info({}, 'embedded database stopped');
    else
      log.error({ output: stopped.output, server: logTail(place.cluster) }, 'embedded database did not stop in time');
  }

  return { url: databaseUrl(place.cluster, port), appUrl: appUrl(place.cluster, port), cluster: place.cluster, stop };
}

type Context = {
  place: Place;
  programs: Programs;
  settings: Readonly<Record<string, string>>;
  wanted(): boolean;
  /** Set when connections already count on this port. */
  port?: number;
};

/**
 * Joins the running server or starts one, whichever works. Failures are not judged by their text: while some server
 * holds the cluster (starting, stopping, recovering) we wait for it, otherwise a few attempts decide.
 */
async function bringUp(context: Context): Promise<{ keeper: Keeper; port: number; started: boolean }> {
  const { place, programs, settings } = context;
  const startedAt = performance.now();
  let started = false;
  let problem = '';
  for (let failures = 0; context.wanted(); ) {
    const running = readPostmaster(place.cluster);
    if (running) {
      try {
        return { keeper: await connectKeeper(place.cluster, running.port), port: running.port, started };
      } catch (error) {
        problem = String(error);
      }
    } else {
      writeSettings(place, context.port ?? (await choosePort(place.cluster)), settings);
      const result = await startServer(place, programs);
      started ||= result.ok;
      if (result.ok) continue;
      problem = result.output;
      // Lost a race against another process of ours: then that one's server is the one to join.
      if (!readPostmaster(place.cluster)) failures += 1;
    }
    if (failures >= START_ATTEMPTS || performance.now() - startedAt > START_LIMIT_MS) break;
    await sleep(200 * (failures + 1));
  }
  // Ours, but of no use: it must not stay behind.
  if (started) await stopServer(place, programs);
  throw new EmbeddedPostgresError('start-failed', `${problem.trim()}\n${logTail(place.cluster)}`);
}
