import { backOffMs } from '../back-off.ts';
import { type ActionResult, type AmiConnection, openConnection } from './connection.ts';
import type { Lag } from './lag.ts';
import { momentOf, type Packet } from './packets.ts';

/** Fits pino. Nothing personal is ever put into it. */
export interface ExchangeLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LinkOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  readonly actionTimeoutMs: number;
  /** How often a quiet link is asked whether it lives; after two in vain, and nothing else heard meanwhile, it is dropped. */
  readonly pingEveryMs: number;
  readonly maxPacketChars: number;
  /** In [0, 1), for the jitter. */
  readonly random: () => number;
  readonly log: ExchangeLog;
  /** Learns from every ping. */
  readonly lag: Lag;
  /** Logged in. The link counts as good, and the back-off starts anew, when it resolves to true; else it is dropped. */
  readonly up: () => Promise<boolean>;
  readonly down: (reason: string) => void;
  readonly event: (packet: Packet) => void;
  readonly heard: () => void;
  readonly anomaly: (what: string) => void;
}

export interface AmiLink {
  start(): void;
  stop(): void;
  action: AmiConnection['action'];
}

const reconnect = { firstMs: 250, longestMs: 5_000 };

/** Keeps one connection to AMI, for ever, until stopped. */
export function createLink(options: LinkOptions): AmiLink {
  let connection: AmiConnection | null = null;
  let retry: NodeJS.Timeout | undefined;
  let pinger: NodeJS.Timeout | undefined;
  let failures = 0;
  let stopped = true;
  let wasUp = false;
  /** An exchange that tells of calls lives, however busy it is: its answer to a ping stands in line behind them. */
  let heard = false;

  const closed = (reason: string, refused: boolean) => {
    clearInterval(pinger);
    connection = null;
    if (wasUp) options.down(reason);
    wasUp = false;
    if (stopped) return;
    // A wrong password does not get right by asking often, and Asterisk's log is read by people.
    const delay = backOffMs(reconnect, refused ? 10 : failures, options.random());
    failures += 1;
    if (refused) options.log.error({ delay }, 'AMI refused user or password: check the configuration');
    else options.log.warn({ reason, delay }, 'no AMI link');
    retry = setTimeout(open, delay);
  };

  const ping = (mine: AmiConnection) => {
    let missed = 0;
    let waiting = false;
    pinger = setInterval(() => {
      missed = waiting && !heard ? missed + 1 : 0;
      if (missed >= 2) return mine.close('no answer to two pings');
      waiting = true;
      heard = false;
      const answered = options.lag.asked();
      mine.action('Ping').then((result) => {
        if (!result.ok && result.kind === 'timeout') return;
        answered(result.ok ? momentOf(result.reply.timestamp) : null);
        waiting = false;
      });
    }, options.pingEveryMs);
  };

  function open() {
    const mine = openConnection({
      ...options,
      heard: () => {
        heard = true;
        options.heard();
      },
      async loggedIn() {
        wasUp = true;
        options.lag.begin();
        ping(mine);
        const good = await options.up().catch((error: unknown) => {
          options.log.error({ error: String(error) }, 'AMI resync failed');
          return false;
        });
        if (connection !== mine) return;
        if (good) failures = 0;
        else mine.close('the state of the exchange could not be read');
      },
      closed,
    });
    connection = mine;
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      open();
    },
    stop() {
      stopped = true;
      clearTimeout(retry);
      connection?.close('stopped');
    },
    action(name, fields, list): Promise<ActionResult> {
      return (
        connection?.action(name, fields, list) ??
        Promise.resolve({ ok: false, kind: 'unreachable', reason: 'no link to the exchange' })
      );
    },
  };
}
