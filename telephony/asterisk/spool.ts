import { createReadStream } from 'node:fs';
import { readdir, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type HandedOver, type RecordingFault, soundSignsPerSecond, type TakenOver } from '../recording.ts';
import type { ExchangeLog } from './link.ts';

/** A call on the line, as far as its recording goes. */
export interface SpooledCall {
  readonly callId: string;
  readonly linkedId: string;
  /** Something of what is said now should come into the file. */
  readonly grows: boolean;
}

/** What the spool works for. */
interface SpoolOwner {
  /** Those that Asterisk has now; null: nobody knows while the link is down. */
  calls(): readonly SpooledCall[] | null;
  takeOver(recording: HandedOver): Promise<TakenOver>;
  /** Of this call nothing more is recorded. Told once. */
  failed(callId: string, why: RecordingFault): void;
}

/**
 * The folder into which Asterisk records (`extensions_recording.conf`). What belongs to a call that is over is taken over
 * and removed there, whenever it was made, so that nothing is lost to our being away.
 */
export interface Spool {
  start(owner: SpoolOwner): void;
  stop(): Promise<void>;
  /** Whether another call may be recorded: there is place for it, and we may read it. */
  accepts(): boolean;
  /** A call that should be recorded is not, since the spool did not accept it. */
  refused(callId: string): void;
  /** In English, for whoever operates the system. */
  warnings(): readonly string[];
}

export interface SpoolOptions {
  /** As this machine sees it. */
  readonly folder: string;
  /** Of the exchange, first part of every call id. */
  readonly name: string;
  readonly log: ExchangeLog;
  /** How often it looks, ms; two seconds unless told. */
  readonly everyMs?: number;
  /** Below so many bytes of free place nothing more is recorded; an hour and a half of four conversations unless told. */
  readonly freeAtLeast?: number;
}

/** `talk-<linkedid>.ulaw`, or of a message `pesan-…`. */
const named = /^(talk|pesan)-(\d{1,12}\.\d{1,12})\.ulaw$/;
/** Asterisk writes 32 KiB at a time, which are four seconds. */
const stalledAfterMs = 12_000;
const chunkBytes = 32 * 1024;
/** A file that is not wanted yet is offered again after at most so many looks: five minutes. */
const patienceLooks = 150;

export function createSpool(options: SpoolOptions): Spool {
  const { folder, name, log, everyMs = 2_000, freeAtLeast = 160 * 1024 * 1024 } = options;
  let owner: SpoolOwner | null = null;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  /** Null: all is well. */
  let fault: 'full' | 'unreadable' | null = null;
  /** Calls of which something is missing. */
  const broken = new Set<string>();
  const sizes = new Map<string, { bytes: number; looks: number }>();
  const seen = new Map<string, number>();
  const later = new Map<string, { tries: number; left: number }>();

  const fail = (callId: string, why: RecordingFault) => {
    if (broken.has(callId)) return;
    broken.add(callId);
    log.error({ callId, why }, 'a conversation is not recorded');
    owner?.failed(callId, why);
  };

  async function place(): Promise<void> {
    const before = fault;
    try {
      const { bavail, bsize } = await statfs(folder);
      fault = bavail * bsize < freeAtLeast ? 'full' : null;
    } catch {
      fault = 'unreadable';
    }
    if (fault !== before && fault !== null) log.error({ folder, fault }, 'recordings cannot be made');
    if (fault !== before && fault === null) log.info({ folder }, 'recordings can be made');
  }

  /** Whether what is said now comes into the files. */
  async function watch(calls: readonly SpooledCall[]): Promise<void> {
    for (const { callId, linkedId, grows } of calls) {
      if (!grows) {
        sizes.delete(callId);
        continue;
      }
      if (fault === 'full') fail(callId, 'full');
      const bytes = await stat(join(folder, `talk-${linkedId}.ulaw`)).then(
        ({ size }) => size,
        () => 0,
      );
      const last = sizes.get(callId);
      if (last?.bytes !== bytes) sizes.set(callId, { bytes, looks: 0 });
      else {
        last.looks += 1;
        if (last.looks * everyMs >= stalledAfterMs) fail(callId, 'stalled');
      }
    }
    const there = new Set(calls.map(({ callId }) => callId));
    for (const callId of sizes.keys()) if (!there.has(callId)) sizes.delete(callId);
  }

  async function handOver(file: string, callId: string, bytes: number): Promise<boolean> {
    const path = join(folder, file);
    // A caller who has talked to nobody.
    if (bytes > 0) {
      const taken = await owner?.takeOver({
        callId,
        kind: file.startsWith('pesan-') ? 'message' : 'talk',
        reference: file.replace(/\.ulaw$/, ''),
        lengthMs: Math.round((bytes * 1_000) / soundSignsPerSecond),
        whole: !broken.has(callId),
        sound: () => createReadStream(path, { highWaterMark: chunkBytes, end: bytes - 1 }),
      });
      if (taken !== 'kept') return false;
    }
    await unlink(path);
    broken.delete(callId);
    return true;
  }

  async function collect(calls: readonly SpooledCall[]): Promise<void> {
    const open = new Set(calls.map(({ linkedId }) => linkedId));
    const files = await readdir(folder);
    for (const file of seen.keys()) if (!files.includes(file)) seen.delete(file);
    for (const file of files) {
      const linkedId = named.exec(file)?.[2];
      if (linkedId === undefined || open.has(linkedId)) continue;
      const waits = later.get(file);
      if (waits && waits.left > 0) {
        waits.left -= 1;
        continue;
      }
      const { size } = await stat(join(folder, file));
      // Still being written when it is not as it was.
      const still = seen.get(file) === size;
      seen.set(file, size);
      if (!still) continue;
      const gone = await handOver(file, `${name}-${linkedId}`, size).catch((error: NodeJS.ErrnoException) => {
        log.error({ file, code: error.code ?? error.name }, 'a recording could not be taken over');
        return false;
      });
      const tries = (waits?.tries ?? 0) + 1;
      if (gone) later.delete(file);
      else later.set(file, { tries, left: Math.min(patienceLooks, 2 ** Math.min(tries, 10)) });
    }
  }

  async function look(): Promise<void> {
    await place();
    const calls = owner?.calls();
    if (!calls || fault === 'unreadable') return;
    await watch(calls);
    await collect(calls);
  }

  return {
    start(given) {
      owner = given;
      const again = () => {
        looking = look()
          .catch((error: NodeJS.ErrnoException) =>
            log.warn({ code: error.code ?? error.name }, 'the folder of recordings could not be looked at'),
          )
          .then(() => {
            if (owner) timer = setTimeout(again, everyMs);
          });
      };
      again();
    },
    async stop() {
      owner = null;
      clearTimeout(timer);
      await looking;
    },
    accepts: () => fault === null,
    refused: (callId) => fail(callId, fault === 'full' ? 'full' : 'stalled'),
    warnings: () =>
      fault === null
        ? []
        : [
            fault === 'full'
              ? `nothing is recorded: the place for recordings is nearly full (${folder})`
              : `nothing is recorded: ${folder} cannot be read`,
          ],
  };
}
