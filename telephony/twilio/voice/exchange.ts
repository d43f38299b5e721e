import { backOffMs } from '../../back-off.ts';
import type { ExchangeEvent } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { ExchangeHooks, ExchangePort } from '../../port.ts';
import { noTransfers } from '../../transfer-commands.ts';
import { createTwilioClient } from '../client.ts';
import type { AgentPhones } from './addresses.ts';
import { executeCommand } from './commands.ts';
import { createDesk } from './desk.ts';
import { createEffects } from './effects.ts';
import type { VoiceLog } from './log.ts';
import { createMissedRecordings } from './missed-recordings.ts';
import { createQueue } from './queue.ts';
import { fetchRecording } from './recordings.ts';
import { createVoiceRest } from './rest.ts';
import { readLists } from './resync.ts';
import { createTwiml } from './twiml.ts';
import { createVoiceWebhooks } from './webhooks.ts';

/** Lengths in ms. */
export interface VoiceTiming {
  /** How long one agent is rung; 20 s unless told. */
  readonly ringMs?: number;
  /** How long a telephone is left in peace after a ring in vain; 5 s. */
  readonly restMs?: number;
  /** How long a caller's ticket number is waited for, while he hears it ring; 5 s. Twilio waits 15 s for our answer. */
  readonly registerMs?: number;
  /** How often Twilio's own lists are compared with what we were told; 60 s. */
  readonly sweepMs?: number;
  /** First pause before Twilio is asked again, doubled up to ten of them; 1 s. */
  readonly retryMs?: number;
}

export interface TwilioVoiceOptions {
  /** Stable name of this exchange, first part of every call id: letters, digits, `_`. */
  readonly name: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Where Twilio reaches our router: `https://…/telephony/twilio`. */
  readonly publicUrl: string;
  readonly queue: string;
  /** Our hotline numbers in E.164; none: every number of the account is one. */
  readonly numbers: readonly string[];
  readonly agentPhones: AgentPhones;
  readonly record: boolean;
  readonly musicUrl: string;
  /** Instead of Twilio's cloud: a stand-in. */
  readonly baseUrl?: string;
  readonly timing?: VoiceTiming;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: VoiceLog;
}

export interface TwilioVoice extends ExchangePort {
  /** Twilio's webhooks, to be mounted where `publicUrl` leads. */
  readonly router: ReturnType<typeof createVoiceWebhooks>;
}

/**
 * Twilio Programmable Voice behind the exchange port. Each caller waits and talks in a conference of his own; whom he
 * gets, our own queue decides. What it knows is gone with the process: Twilio's lists bring it back.
 * @throws when the name, account, token or address cannot be used.
 */
export function createTwilioVoice(options: TwilioVoiceOptions): TwilioVoice {
  const { name, now, log, queue: queueName, agentPhones, numbers, timing = {} } = options;
  if (!/^\w+$/.test(name)) throw new Error('the name of an exchange has letters, digits and _ only');
  const { ringMs = 20_000, restMs = 5_000, registerMs = 5_000, sweepMs = 60_000, retryMs = 1_000 } = timing;
  const { accountSid, authToken, baseUrl: cloud } = options;
  const voiceUrl = `${options.publicUrl}/voice`;
  let hooks: ExchangeHooks | null = null;
  let connected = false;
  let everConnected = false;
  let since = now();
  let lastHeardAt: number | null = null;
  let anomalies = 0;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let sweep: NodeJS.Timeout | undefined;
  let resyncing: Promise<void> | null = null;

  const rest = createVoiceRest(createTwilioClient({ accountSid, authToken, baseUrl: cloud, timeoutMs: 5_000 }));
  const emit = (event: ExchangeEvent) => hooks?.event(event);
  const missed = createMissedRecordings({ name, rest, emit, running: () => hooks !== null, now, log });
  const queue = createQueue({
    name,
    queue: queueName,
    ringMs,
    restMs,
    ringsAtOnce: (extension) => !agentPhones.has(extension),
    emit,
    act: (effect) => void effects.carryOut(effect),
  });
  const effects = createEffects({
    rest,
    queue: () => queue,
    agentPhones,
    statusUrl: (sid, extension) => `${voiceUrl}/agent/${sid}/${extension}`,
    ringSeconds: Math.max(5, Math.round(ringMs / 1000)),
    now,
    log,
    done: arm,
    failed: (reason) => {
      change(false, reason);
      plan(retryMs);
    },
  });
  const desk = createDesk({
    name,
    queue,
    rest,
    twiml: createTwiml({ baseUrl: voiceUrl, record: options.record, musicUrl: options.musicUrl }),
    register: (request) => {
      if (!hooks) throw new Error('not started');
      return hooks.register(request);
    },
    registerMs,
    now,
    log,
    heard() {
      lastHeardAt = now();
    },
    done: arm,
    recorded: emit,
    anomaly() {
      anomalies += 1;
    },
  });

  /** Wakes when the queue next has something to do; within a second, should the clock be set. */
  function arm(): void {
    clearTimeout(timer);
    const next = hooks && queue.next(now());
    if (next === null) return;
    timer = setTimeout(
      () => {
        queue.tick(now());
        arm();
      },
      Math.min(1_000, Math.max(5, next - now())),
    );
  }

  function change(up: boolean, reason: string): void {
    if (connected === up || !hooks) return;
    connected = up;
    since = now();
    emit({ type: up ? 'link.up' : 'link.down', at: since, reason });
    log.info({ reason }, up ? 'Twilio answers' : 'Twilio does not answer');
  }

  function plan(afterMs: number): void {
    clearTimeout(sweep);
    if (!hooks) return;
    sweep = setTimeout(() => {
      resyncing ??= resync().finally(() => {
        resyncing = null;
        plan(connected ? sweepMs : backOffMs({ firstMs: retryMs, longestMs: 10 * retryMs }, failures));
      });
    }, afterMs);
  }

  async function resync(): Promise<void> {
    const asOf = now();
    const first = !connected;
    const asked = await rest.lists();
    if (!hooks) return;
    if (!asked.ok) {
      failures += 1;
      const { reason, code } = asked.failure;
      if (failures === 1) log.warn({ reason, code }, 'Twilio cannot be asked for its calls; trying again until it can');
      change(false, reason);
      return;
    }
    failures = 0;
    if (!connected && options.record) missed.owe(everConnected ? since : null);
    everConnected = true;
    lastHeardAt = now();
    const { calls, strays } = readLists(asked.value, { numbers, agentPhones });
    change(true, 'the lists were read');
    queue.adopt(calls, asOf, now());
    const at = now();
    emit(queue.snapshot(at));
    for (const { callId, answered, held } of queue.calls.values()) {
      // A snapshot does not say who is on hold; said once more of a call that is known so, it changes nothing.
      if (!answered) continue;
      if (held) emit({ type: 'call.held', id: eventId.held(callId, at), at, callId });
      else emit({ type: 'call.resumed', id: eventId.resumed(callId, at), at, callId });
    }
    // Rings of a process that is no more; those of this one the queue knows.
    if (first) for (const legSid of strays) if (!rings(legSid)) void effects.carryOut({ type: 'hangup', legSid });
    queue.tick(at);
    arm();
    await missed.ask();
  }

  /** Also true while Twilio has yet to name the leg: it may be this one. */
  const rings = (legSid: string) =>
    [...queue.calls.values()].some(({ ring }) => ring && (ring.legSid ?? legSid) === legSid);

  return {
    name,
    phoneControl: { answer: false, hangup: true, hold: true, mute: true },
    dials: false,
    transferControl: noTransfers,
    router: createVoiceWebhooks({ authToken, publicUrl: options.publicUrl, desk }),
    start(given) {
      hooks = given;
      plan(0);
    },
    async stop() {
      hooks = null;
      connected = false;
      clearTimeout(timer);
      clearTimeout(sweep);
      await Promise.all([resyncing, effects.idle()]);
      clearTimeout(timer);
      clearTimeout(sweep);
    },
    recordingOf: (reference) => fetchRecording({ accountSid, authToken, baseUrl: cloud, timeoutMs: 5_000 }, reference),
    status: () => ({ connected, since, lastHeardAt, anomalies }),
    async execute(command) {
      const outcome = await executeCommand(command, {
        queue,
        rest,
        queueName,
        holdUrl: `${voiceUrl}/hold`,
        now,
      });
      arm();
      return outcome;
    },
  };
}
