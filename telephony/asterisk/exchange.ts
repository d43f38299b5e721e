import { randomInt } from 'node:crypto';
import { noSupervision } from '../commands.ts';
import type { ExchangeEvent } from '../events.ts';
import type { ExchangeHooks, ExchangePort } from '../port.ts';
import { noTransfers } from '../transfer-commands.ts';
import { readHistory } from './call-log/history.ts';
import { executeCommand } from './commands.ts';
import { createLag } from './lag.ts';
import { createLink, type ExchangeLog } from './link.ts';
import { listeningOf } from './listening.ts';
import { createMenuWatch } from './menus.ts';
import type { Numbering } from './numbering.ts';
import { isSendable, momentOf, type Packet } from './packets.ts';
import { qualify } from './queue-members.ts';
import { readLists, readState } from './resync.ts';
import type { Spool } from './spool.ts';
import { transfersOf } from './transfers.ts';
import { createTranslator, type TranslatorOptions } from './translate.ts';

export interface AsteriskOptions {
  /** Stable name of this exchange, first part of every call id: letters, digits, `_`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  /** Contexts of the dialplan in which callers arrive; default `hotline`. */
  readonly hotlineContexts?: readonly string[];
  /** Queues that concern us; default all. */
  readonly queues?: readonly string[];
  /** Technology of agents' telephones; default `PJSIP`. */
  readonly tech?: string;
  /** Limit of each action and of connecting with log-in, ms; default 3000. */
  readonly actionTimeoutMs?: number;
  /** Default 1000 ms: a half-open link is noticed within three of them. */
  readonly pingEveryMs?: number;
  /** Default 1,000,000 characters. */
  readonly maxPacketChars?: number;
  /** Whether its dialplan calls citizens (config/extensions.conf, `sigap-out`); default: it does not. */
  readonly dials?: boolean;
  /** The file of cel_custom.conf, as this machine sees it; absent: gaps cannot be read back. */
  readonly callLog?: string;
  /** Into which its dialplan records (`extensions_recording.conf`); absent: what it records stays there. */
  readonly spool?: Spool;
  /** The file of `queues.conf` in which queues are made, as this machine sees it; absent: none are made here. */
  readonly queuesFile?: string;
  /** Hears of who comes to the queue. */
  readonly numbering?: Numbering;
  /** Epoch ms, for what Asterisk does not stamp. */
  readonly now: () => number;
  /** Ms by a clock that is never set; default `now`. */
  readonly elapsed?: () => number;
  /** In [0, 1), for the jitter of the reconnects. */
  readonly random?: () => number;
  readonly log: ExchangeLog;
}

/**
 * An Asterisk behind the exchange port.
 * @throws when the name, user or secret cannot be used.
 */
export function createAsteriskExchange(options: AsteriskOptions): ExchangePort {
  const { name, now, log, numbering, tech = 'PJSIP', hotlineContexts = ['hotline'] } = options;
  if (!/^\w+$/.test(name)) throw new Error('the name of an exchange has letters, digits and _ only');
  if (!isSendable(options.username) || !isSendable(options.secret))
    throw new Error('AMI user or secret has a line end');
  /** Those that were defined since, too: whoever waits in one that is no more is still a caller. */
  const queues = options.queues && new Set(options.queues);
  const translation: TranslatorOptions = { name, hotlineContexts, tech, now };
  const translator = createTranslator(translation, (channel) => void link.action('Hangup', { channel, cause: '16' }));
  const menus = createMenuWatch(log);
  const lag = createLag({ now, elapsed: options.elapsed ?? now });
  let hooks: ExchangeHooks | null = null;
  let connected = false;
  let since = now();
  let lastHeardAt: number | null = null;
  let anomalies = 0;
  /** Events that come while the state is being read; null when it is known. */
  let early: Packet[] | null = [];
  let fullyBooted = false;
  /** When Asterisk started, as it said when we logged in. */
  let startedAt: number | null = null;
  let transfers = noTransfers;
  let supervision = noSupervision;
  let lastTransferAt = 0;
  let bootSettled: (booted: boolean) => void = () => {};

  const emit = (event: ExchangeEvent) => hooks?.event(event);
  const concernsUs = (packet: Packet) => !packet.queue || !queues || queues.has(packet.queue);
  const translate = (packet: Packet) => {
    if (!concernsUs(packet)) return;
    for (const event of translator.packet(packet)) {
      if (event.type === 'call.queued') numbering?.queued(event.callId);
      if (event.type === 'call.ended') numbering?.ended(event.callId);
      // Nobody may have been there, or no telephone; of one that died we would hear within half a minute.
      if (event.type === 'offer.lapsed' && event.reason === 'no-answer') void qualify(link.action, event.extension);
      emit(event);
    }
  };
  const change = (up: boolean, reason: string) => {
    if (connected === up) return;
    connected = up;
    since = now();
    emit({ type: up ? 'link.up' : 'link.down', at: since, reason });
  };

  const link = createLink({
    host: options.host,
    port: options.port,
    username: options.username,
    secret: options.secret,
    actionTimeoutMs: options.actionTimeoutMs ?? 3000,
    pingEveryMs: options.pingEveryMs ?? 1000,
    maxPacketChars: options.maxPacketChars ?? 1_000_000,
    random: options.random ?? (() => randomInt(2 ** 32) / 2 ** 32),
    log,
    lag,
    async up() {
      if (!(await untilBooted())) return false;
      // By Asterisk's own clock: what is in the log up to here came before the lists.
      const asked = await link.action('Ping');
      const until = (asked.ok ? momentOf(asked.reply.timestamp) : null) ?? now();
      const answer = await readLists(link.action);
      if (!answer.ok) {
        log.warn({ kind: answer.kind, reason: answer.reason }, 'the state of the exchange could not be read');
        return false;
      }
      transfers = await transfersOf(link.action);
      await menus.ask(link.action);
      supervision = { ...(await listeningOf(link.action)), first: true, move: transfers.blind };
      const { snapshot, tracked } = readState(
        { ...answer.lists, queues: answer.lists.queues.filter(concernsUs) },
        translation,
      );
      const history = await historyUntil(until, new Set(snapshot.calls.map(({ callId }) => callId)));
      translator.adopt(tracked);
      change(true, 'logged in');
      emit({ ...snapshot, ...(history !== undefined && { history }), ...(startedAt !== null && { startedAt }) });
      const silent = snapshot.members.filter(({ extension }) => !snapshot.reachable.includes(extension));
      for (const { extension } of silent) void qualify(link.action, extension);
      const waiting = early ?? [];
      early = null;
      // What the snapshot holds already is dropped by the translator, or by its id.
      waiting.forEach(translate);
      log.info({ calls: snapshot.calls.length }, 'AMI link is up');
      return true;
    },
    down(reason) {
      early = [];
      fullyBooted = false;
      bootSettled(false);
      change(false, reason);
    },
    event(packet) {
      menus.told(packet);
      if (packet.event === 'FullyBooted') {
        fullyBooted = true;
        const ranFor = Number(packet.uptime);
        startedAt = packet.uptime && ranFor >= 0 ? (momentOf(packet.timestamp) ?? now()) - ranFor * 1000 : null;
        bootSettled(true);
      } else if (early) early.push(packet);
      else translate(packet);
    },
    heard() {
      lastHeardAt = now();
    },
    anomaly(what) {
      anomalies += 1;
      log.warn({ anomalies }, `AMI sent ${what}`);
    },
  });

  /** What happened while nobody listened, where there is a log and our owner wants it. */
  async function historyUntil(until: number, there: ReadonlySet<string>) {
    const since = hooks?.missedSince?.() ?? null;
    const { callLog: path } = options;
    if (path === undefined || since === null) return undefined;
    const isThere = (callId: string) => there.has(callId);
    const logged = { name, hotlineContexts, tech, ...(queues && { queues: [...queues] }) };
    return readHistory({ path, since, until, startedAt, isThere, options: logged, log });
  }

  /** Asterisk says so right after the log-in, or when it has started. Without it the lists would be half empty. */
  function untilBooted(): Promise<boolean> {
    if (fullyBooted) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        log.error({}, 'Asterisk did not say that it is fully booted: does the AMI user read `system`?');
        bootSettled(false);
      }, 10_000);
      bootSettled = (booted) => {
        clearTimeout(timer);
        resolve(booted);
      };
    });
  }

  return {
    name,
    phoneControl: { answer: false, hangup: true, hold: false, mute: true },
    dials: options.dials ?? false,
    definesQueues: options.queuesFile !== undefined,
    leadsOut: true,
    get transferControl() {
      return transfers;
    },
    get supervisionControl() {
      return supervision;
    },
    recordingControl: { pause: options.spool !== undefined },
    start(given) {
      hooks = given;
      menus.wanted(given.menus ?? []);
      link.start();
      const { takeOver } = given;
      if (takeOver)
        options.spool?.start({
          takeOver,
          calls: () => (connected ? translator.spooled() : null),
          failed: (callId, why) => emit({ type: 'recording.failed', at: now(), callId, why }),
        });
    },
    async stop() {
      await options.spool?.stop();
      link.stop();
      hooks = null;
    },
    status: () => ({
      ...{ connected, since, lastHeardAt, anomalies, behindMs: connected ? lag.behindMs() : 0 },
      ...(numbering && { withoutNumber: numbering.without }),
      warnings: [
        ...(numbering?.warnings() ?? []),
        ...(options.spool?.warnings() ?? []),
        ...menus.warnings(),
        ...clockWarnings(lag.clockAheadMs()),
      ],
    }),
    execute: (command) => {
      if (command.type === 'queues.define') for (const queue of command.queues) queues?.add(queue.name);
      return executeCommand(command, {
        ...{ action: link.action, translator, name, tech, transfers, supervision, now },
        queues:
          options.queuesFile === undefined
            ? null
            : { path: options.queuesFile, first: options.queues?.[0] ?? 'hotline' },
        newTransferId: () => {
          lastTransferAt = Math.max(now(), lastTransferAt + 1);
          return String(lastTransferAt);
        },
      });
    },
    // In one stream: what was told before the answer has been handed over when it comes.
    upToDate: async () => connected && (await link.action('Ping')).ok,
  };
}

/** So far may clocks differ before people have to look: what is due is judged by ours, what happened by the exchange's. */
const clocksMayDifferMs = 1_000;

function clockWarnings(aheadMs: number | null): string[] {
  if (aheadMs === null || Math.abs(aheadMs) <= clocksMayDifferMs) return [];
  const by = `${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} ours`;
  return [`the exchange's clock is ${by}: do both keep time by NTP?`];
}
