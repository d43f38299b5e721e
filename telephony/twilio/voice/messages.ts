import { backOffMs } from '../../back-off.ts';
import type { Forgotten } from '../../forgotten.ts';
import type { RecordingAsked } from '../../port.ts';
import { type HandedOver, soundSignsPerSecond, type TakenOver } from '../../recording.ts';
import type { VoiceLog } from './log.ts';
import { soundOfWav } from './sound.ts';

export interface MessagesDeps {
  /** Of this exchange, first part of every call id. */
  readonly name: string;
  /** A recording as a WAV file. Never rejects. */
  readonly fetchWav: (reference: string) => Promise<RecordingAsked>;
  /** Deletes it at Twilio. Never rejects. */
  readonly forget: (reference: string) => Promise<Forgotten>;
  /** Never rejects. */
  readonly takeOver: (recording: HandedOver) => Promise<TakenOver>;
  /** Before the second try, ms; doubled up to sixty of them. */
  readonly retryMs: number;
  /** False: nobody takes it any more. */
  readonly running: () => boolean;
  readonly log: VoiceLog;
}

export type Messages = ReturnType<typeof createMessages>;

/** Two minutes of 16 bits are two megabytes. */
const largestBytes = 8 * 1024 * 1024;
/** About an hour and a half: by then its call is stored, or it is none of ours. */
const mostTries = 90;
const pieceBytes = 32 * 1024;

/**
 * What callers say after the tone: taken over with its sound, and then deleted at Twilio, one after the other. Killed in
 * between, the next process finds it there; what was taken over before is the same, and what is not there any more was.
 */
export function createMessages({ name, fetchWav, forget, takeOver, retryMs, running, log }: MessagesDeps) {
  /** By reference: those that are not done with, and how often each was tried. */
  const open = new Map<string, number>();
  const timers = new Map<string, NodeJS.Timeout>();
  let working = Promise.resolve();

  /** The sound; `gone`: there is none (any more); null: it cannot be had now. */
  async function soundOf(reference: string): Promise<Buffer | 'gone' | 'unreadable' | null> {
    const asked = await fetchWav(reference);
    if (!asked.ok) return asked.kind === 'gone' ? 'gone' : null;
    const pieces: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const piece of asked.audio.body as AsyncIterable<Buffer>) {
        pieces.push(piece);
        bytes += piece.length;
        if (bytes > largestBytes) return 'unreadable';
      }
    } catch {
      return null;
    }
    return soundOfWav(Buffer.concat(pieces)) ?? 'unreadable';
  }

  /** False: to be tried again. */
  async function take(sid: string, reference: string): Promise<boolean> {
    const sound = await soundOf(reference);
    if (sound === null || !running()) return false;
    if (sound === 'gone') return true;
    if (sound === 'unreadable') {
      log.warn({ reference }, 'a message at Twilio cannot be read; it stays there');
      return true;
    }
    // Nothing was said, and nothing stands in it.
    const taken =
      sound.length === 0
        ? 'kept'
        : await takeOver({
            ...{ callId: `${name}-${sid}`, kind: 'message', reference, whole: true },
            lengthMs: Math.round((sound.length * 1_000) / soundSignsPerSecond),
            sound: async function* () {
              for (let at = 0; at < sound.length; at += pieceBytes) yield sound.subarray(at, at + pieceBytes);
            },
          });
    return taken === 'kept' && (await forget(reference)).ok;
  }

  function work(sid: string, reference: string): void {
    working = working.then(async () => {
      if (!running()) return;
      const tries = open.get(reference) ?? 0;
      if (await take(sid, reference)) return void open.delete(reference);
      if (tries >= mostTries) {
        log.warn({ reference }, 'a message at Twilio could not be taken over; it is asked for at the next start');
        return void open.delete(reference);
      }
      open.set(reference, tries + 1);
      const again = () => {
        timers.delete(reference);
        work(sid, reference);
      };
      if (running())
        timers.set(reference, setTimeout(again, backOffMs({ firstMs: retryMs, longestMs: 60 * retryMs }, tries)));
    });
  }

  return {
    /** He has left this one, by his leg. Told twice, it is the same. */
    left(sid: string, reference: string): void {
      if (open.has(reference)) return;
      open.set(reference, 0);
      work(sid, reference);
    },
    /** Resolves when nothing is under way. */
    async stop(): Promise<void> {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await working;
    },
  };
}
