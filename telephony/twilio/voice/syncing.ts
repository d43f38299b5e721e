import { backOffMs } from '../../back-off.ts';
import type { ExchangeEvent } from '../../events.ts';
import { eventId } from '../../ids.ts';
import type { Choosers } from './choosing.ts';
import type { Listeners } from './listeners.ts';
import type { VoiceLog } from './log.ts';
import type { MissedRecordings } from './missed-recordings.ts';
import type { PlacedCalls } from './placed.ts';
import type { Queue } from './queue.ts';
import type { RecordedCalls } from './recorded.ts';
import type { VoiceRest } from './rest.ts';
import { type ResyncOptions, readLists } from './resync.ts';

export interface SyncingDeps extends ResyncOptions {
  readonly rest: Pick<VoiceRest, 'lists'>;
  readonly queue: Queue;
  readonly choosers: Pick<Choosers, 'adopt'>;
  readonly placed: PlacedCalls;
  readonly listeners: Listeners;
  readonly missed: MissedRecordings;
  readonly recorded: Pick<RecordedCalls, 'look' | 'snapshot'>;
  readonly record: boolean;
  /** How often the lists are read, and the first pause before Twilio is asked again, doubled up to ten of them; ms. */
  readonly sweepMs: number;
  readonly retryMs: number;
  /** False: nobody takes events any more. */
  readonly running: () => boolean;
  readonly emit: (event: ExchangeEvent) => void;
  readonly hangUp: (legSid: string) => void;
  readonly heard: () => void;
  /** The lists have told of callers who wait. */
  readonly learn: () => void;
  /** The queue's next moment may be another. */
  readonly done: () => void;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: VoiceLog;
}

/** The link to Twilio: its own lists, which are read when it comes up and compared with what we were told after that. */
export function createSyncing(deps: SyncingDeps) {
  const { rest, queue, placed, choosers, listeners, missed, running, emit, retryMs, sweepMs, now, log } = deps;
  let connected = false;
  let everConnected = false;
  let since = now();
  let failures = 0;
  let sweep: NodeJS.Timeout | undefined;
  let reading: Promise<void> | null = null;

  function change(up: boolean, reason: string): void {
    if (connected === up || !running()) return;
    connected = up;
    since = now();
    emit({ type: up ? 'link.up' : 'link.down', at: since, reason });
    log.info({ reason }, up ? 'Twilio answers' : 'Twilio does not answer');
  }

  function plan(afterMs: number): void {
    clearTimeout(sweep);
    if (!running()) return;
    sweep = setTimeout(() => {
      reading ??= read().finally(() => {
        reading = null;
        plan(connected ? sweepMs : backOffMs({ firstMs: retryMs, longestMs: 10 * retryMs }, failures));
      });
    }, afterMs);
  }

  async function read(): Promise<void> {
    const asOf = now();
    const first = !connected;
    const asked = await rest.lists();
    if (!running()) return;
    if (!asked.ok) {
      failures += 1;
      const { reason, code } = asked.failure;
      if (failures === 1) log.warn({ reason, code }, 'Twilio cannot be asked for its calls; trying again until it can');
      change(false, reason);
      return;
    }
    failures = 0;
    if (!connected) missed.owe(everConnected ? since : null);
    everConnected = true;
    deps.heard();
    const lists = readLists(asked.value, deps);
    change(true, 'the lists were read');
    placed.adopt(lists.placed, lists.calls, asOf, now());
    queue.adopt(choosers.adopt(lists.calls, asOf, now()), asOf, now());
    listeners.adopt(lists.listeners, asOf);
    const at = now();
    const snapshot = queue.snapshot(at);
    const calls = [...snapshot.calls, ...placed.snapshot()];
    emit({ ...snapshot, calls, listeners: listeners.snapshot(), recorded: deps.recorded.snapshot() });
    tellHolds(at);
    deps.learn();
    // Rings of a process that is no more; those of this one the queue knows.
    if (first) for (const legSid of lists.strays) if (!rings(legSid)) deps.hangUp(legSid);
    queue.tick(at);
    deps.done();
    if (deps.record) await deps.recorded.look();
    await missed.ask();
  }

  /** A snapshot does not say who is on hold; said once more of a call that is known so, it changes nothing. */
  function tellHolds(at: number): void {
    for (const { callId, answered, held, transfer } of queue.calls.values()) {
      // Of a transfer's hold the snapshot does.
      if (!answered || transfer) continue;
      if (held) emit({ type: 'call.held', id: eventId.held(callId, at), at, callId });
      else emit({ type: 'call.resumed', id: eventId.resumed(callId, at), at, callId });
    }
  }

  /** Also true while Twilio has yet to name the leg: it may be this one. */
  const rings = (legSid: string) =>
    placed.rings(legSid) || [...queue.calls.values()].some(({ ring }) => ring && (ring.legSid ?? legSid) === legSid);

  return {
    start: () => plan(0),
    /** Twilio did not answer: it is asked until it does. */
    failed(reason: string): void {
      change(false, reason);
      plan(retryMs);
    },
    /** Resolves when nothing is being read. */
    async stop(): Promise<void> {
      connected = false;
      clearTimeout(sweep);
      await reading;
      clearTimeout(sweep);
    },
    status: () => ({ connected, since }),
  };
}
