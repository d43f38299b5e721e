import { createGatewayHealth } from '../gateway-health.ts';
import type { DeliveryStatus, MessageChannel, MessageGateway, MessagingHooks, OutboundMessage } from '../port.ts';
import { addressOf, type Citizen, citizens, replyOf } from './citizens.ts';

/** Chance; the exchange's simulator has one that a seed repeats. */
export interface Chance {
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  exponential(): number;
}

export interface SimulatedGatewayOptions {
  readonly name: string;
  readonly channels: readonly MessageChannel[];
  /** The office's own address on each channel. */
  readonly addressOf: (channel: MessageChannel) => string;
  /** Citizens who begin to write, a minute; 0: nobody does by himself. */
  readonly perMinute: number;
  /** Time factor of the citizens; 1: as people are. */
  readonly speed: number;
  readonly chance: Chance;
  readonly now: () => number;
  readonly log: { warn(fields: object, message: string): void };
  /** Calls `run` once, `delayMs` from now, unless the returned function is called first. Node's timers when absent. */
  readonly schedule?: (delayMs: number, run: () => void) => () => void;
}

/** Beyond this nobody reads along any more; who has been answered makes room. */
const conversationsAtMost = 12;
/** How soon somebody answers, ms before speed. */
const thinkingMs = [8_000, 30_000] as const;

const nodeTimer = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/**
 * A message gateway with citizens behind it, for the first look: they write, answer what they are asked, and say thanks.
 * What is sent to them arrives and is read a little later.
 */
export function createSimulatedGateway(options: SimulatedGatewayOptions): MessageGateway {
  const { name, channels, perMinute, speed, chance, now, log, schedule = nodeTimer } = options;
  const health = createGatewayHealth(now, true);
  /** By channel and address: how often a citizen who has begun has answered. */
  const said = new Map<string, number>();
  const taken = new Map<string, string>();
  const pending = new Set<() => void>();
  let hooks: MessagingHooks | null = null;
  let made = 0;
  let run = 0;

  /** Work of the simulated world; what it tells may find the database away, and then it is told once more. */
  const after = (ms: number, work: () => Promise<void> | void) => {
    const begun = run;
    const cancel = schedule(Math.ceil(ms / speed), () => {
      pending.delete(cancel);
      if (run !== begun || !hooks) return;
      Promise.resolve(work()).catch((error: unknown) => {
        log.warn({ error: error instanceof Error ? error.name : typeof error }, 'a simulated citizen was not heard');
        after(5_000 * speed, work);
      });
    });
    pending.add(cancel);
  };

  const write = (citizen: Citizen, channel: MessageChannel, text: string): Promise<void> => {
    made += 1;
    health.heard();
    const from = addressOf(citizen, channel);
    const message = { gateway: name, channel, at: now(), from, to: options.addressOf(channel), text, media: [] };
    return hooks?.received({ ...message, id: `${name}-${run}-${made}` }) ?? Promise.resolve();
  };

  const begin = async (): Promise<void> => {
    nextBegins();
    const channel = channels[chance.between(0, channels.length - 1)];
    const citizen = citizens[chance.between(0, citizens.length - 1)];
    if (!channel || !citizen || said.size >= conversationsAtMost) return;
    const key = `${channel} ${addressOf(citizen, channel)}`;
    if (said.has(key)) return;
    said.set(key, 0);
    await write(citizen, channel, citizen.opening);
  };
  const nextBegins = () => {
    if (perMinute > 0) after((60_000 / perMinute) * chance.exponential(), begin);
  };

  const report = (id: string, reference: string, status: DeliveryStatus) =>
    hooks?.reported({ gateway: name, messageId: id, reference, status, at: now(), errorCode: null });

  const arrive = (message: OutboundMessage, reference: string) => {
    const { id, channel, to, text } = message;
    after(chance.between(800, 2_500), () => report(id, reference, 'delivered'));
    const readMs = chance.between(4_000, 12_000);
    if (channel !== 'sms') after(readMs, () => report(id, reference, 'read'));
    const citizen = citizens.find((one) => addressOf(one, channel) === to);
    if (!citizen) return;
    const key = `${channel} ${to}`;
    const times = said.get(key) ?? 0;
    const words = replyOf(citizen, text, times);
    if (words === null) return;
    said.set(key, times + 1);
    after(readMs + chance.between(...thinkingMs), () => write(citizen, channel, words));
  };

  return {
    name,
    channels,
    perSecond: 50,
    start(given) {
      hooks = given;
      run = Math.max(run + 1, now());
      nextBegins();
    },
    async stop() {
      hooks = null;
      for (const cancel of pending) cancel();
      pending.clear();
    },
    status: health.status,
    async send(message) {
      const known = taken.get(message.id);
      const reference = known ?? `${name}-${run}-to-${taken.size + 1}`;
      if (known === undefined) {
        taken.set(message.id, reference);
        arrive(message, reference);
      }
      return { ok: true, reference, status: 'sent' };
    },
  };
}
