import type { ExchangeEvent } from '../../events.ts';
import { createKnownQueues } from '../../known-queues.ts';
import type { ExchangeHooks, ExchangePort } from '../../port.ts';
import { createTwilioClient } from '../client.ts';
import { type AgentPhones, addressOf, shownFor } from './addresses.ts';
import { createChoosers } from './choosing.ts';
import { executeCommand } from './commands.ts';
import { createDesk } from './desk.ts';
import { createDialling } from './dialling.ts';
import { createEffects } from './effects.ts';
import { createListeners } from './listeners.ts';
import type { VoiceLog } from './log.ts';
import { createMessages } from './messages.ts';
import { createMissedRecordings } from './missed-recordings.ts';
import { createPlacedCalls } from './placed.ts';
import { createQueue } from './queue.ts';
import { createRecordedCalls } from './recorded.ts';
import { fetchRecording, isRecording } from './recordings.ts';
import { createVoiceRest } from './rest.ts';
import { createSurveys } from './surveys.ts';
import { createSyncing } from './syncing.ts';
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
  let lastHeardAt: number | null = null;
  let anomalies = 0;
  let timer: NodeJS.Timeout | undefined;

  const rest = createVoiceRest(createTwilioClient({ accountSid, authToken, baseUrl: cloud, timeoutMs: 5_000 }));
  const emit = (event: ExchangeEvent) => hooks?.event(event);
  const running = () => hooks !== null;
  const messages = createMessages({
    ...{ name, retryMs, running, log },
    fetchWav: (reference) =>
      fetchRecording({ accountSid, authToken, baseUrl: cloud, timeoutMs: 5_000 }, reference, 'wav'),
    forget: rest.forgetRecording,
    takeOver: async (recording) => (await hooks?.takeOver?.(recording)) ?? 'later',
  });
  const missed = createMissedRecordings({ name, rest, emit, messages, numbers, running, now, log });
  const ledUrl = (sid: string, mark: string) => `${voiceUrl}/led/${sid}/${mark}`;
  const shown = (dnis: string) => shownFor(dnis, numbers[0]);
  const queues = createKnownQueues(queueName);
  const surveys = createSurveys({ emit });
  const queue = createQueue({
    name,
    queueOf: (dnis) => hooks?.queueOf?.(dnis) ?? queueName,
    queue: queueName,
    ringMs,
    hasQueue: queues.has,
    ringMsOf: queues.ringMs,
    restMs,
    ringsAtOnce: (extension) => !agentPhones.has(extension),
    emit(event) {
      if ('callId' in event) {
        surveys.heard(event);
        recorded.heard(event);
      }
      emit(event);
    },
    act: (effect) => void effects.carryOut(effect),
  });
  const effects = createEffects({
    rest,
    queue: () => queue,
    agentPhones,
    statusUrl: (sid, extension) => `${voiceUrl}/agent/${sid}/${extension}`,
    targetUrl: (sid, id) => `${voiceUrl}/transfer/${sid}/${id}`,
    ledUrl,
    wordUrl: (sid, { kind, mark }) => `${voiceUrl}/${kind}/${sid}${kind === 'offer' ? `/${mark}` : ''}`,
    shown,
    ringSecondsOf: (one) => Math.max(5, Math.round((queues.ringMs(one) ?? ringMs) / 1000)),
    now,
    log,
    done: arm,
    failed: (reason) => syncing.failed(reason),
  });
  const recorded = createRecordedCalls({ queue, rest, emit, now, log });
  const hangUp = (legSid: string) => effects.carryOut({ type: 'hangup', legSid });
  const heard = () => {
    lastHeardAt = now();
  };
  const phoneOf = (extension: string) => addressOf(extension, agentPhones);
  const dialling = createDialling({
    placed: () => placed,
    rest,
    keyOf: queue.keyOf,
    addressOf: phoneOf,
    from: numbers[0] ?? null,
    urls: {
      agent: (key, extension) => `${voiceUrl}/agent/${key}/${extension}`,
      citizen: (key) => `${voiceUrl}/citizen/${key}`,
      conference: `${voiceUrl}/conference`,
    },
    now,
    log,
    done: arm,
  });
  const placed = createPlacedCalls({
    ...{ name, queue, emit, hangUp },
    dialCitizen: (of) => void dialling.citizen(of),
  });
  const listeners = createListeners({
    ...{ queue, rest, emit, shown, now },
    addressOf: phoneOf,
    statusUrl: (listenId) => `${voiceUrl}/listener/${listenId}`,
  });
  const choosers = createChoosers({ queue });
  const desk = createDesk({
    name,
    choosers,
    surveys,
    menuOf: (dnis) => hooks?.menuOf?.(dnis),
    queue,
    listeners,
    placed,
    rest,
    twiml: createTwiml({ baseUrl: voiceUrl, record: options.record, musicUrl: options.musicUrl }),
    register: (request) => {
      if (!hooks) throw new Error('not started');
      return hooks.register(request);
    },
    registerMs,
    now,
    log,
    heard,
    done: arm,
    recorded: emit,
    running: recorded,
    messages,
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

  const syncing = createSyncing({
    ...{
      rest,
      queue,
      placed,
      choosers,
      listeners,
      missed,
      recorded,
      numbers,
      agentPhones,
      sweepMs,
      retryMs,
      emit,
      now,
      log,
    },
    record: options.record,
    running,
    hangUp,
    heard,
    learn: desk.learn,
    done: arm,
  });

  return {
    name,
    phoneControl: { answer: false, hangup: true, hold: true, mute: true },
    dials: numbers.length > 0,
    transferControl: { blind: true, consult: true, outside: numbers.length > 0, join: true },
    supervisionControl: { listen: true, first: true, move: true },
    recordingControl: { pause: options.record },
    definesQueues: true,
    leadsOut: false,
    router: createVoiceWebhooks({ authToken, publicUrl: options.publicUrl, desk }),
    start(given) {
      hooks = given;
      syncing.start();
    },
    async stop() {
      hooks = null;
      clearTimeout(timer);
      await Promise.all([syncing.stop(), effects.idle(), messages.stop()]);
      clearTimeout(timer);
    },
    recordingOf: (reference) => fetchRecording({ accountSid, authToken, baseUrl: cloud, timeoutMs: 5_000 }, reference),
    forgetRecording: async (reference) => (isRecording(reference) ? rest.forgetRecording(reference) : { ok: true }),
    status: () => ({ ...syncing.status(), lastHeardAt, anomalies }),
    async execute(command) {
      const outcome = await executeCommand(command, {
        queue,
        rest,
        listeners,
        placed,
        recorded,
        dialling,
        queues,
        addressOf: phoneOf,
        holdUrl: `${voiceUrl}/hold`,
        ledUrl,
        now,
      });
      arm();
      return outcome;
    },
  };
}
