import type { FileWorkshop, Worked } from '../app/ports/files.ts';
import { createWorker, type WhyUnanswered, type WorkerBounds } from '../worker/worker.ts';
import type { Work } from './workshop-process.ts';

const usual: WorkerBounds = { limitMs: 20_000, megabytes: 1_024, waiting: 16, idleMs: 120_000 };
const whyNot = {
  away: 'away',
  too_many: 'away',
  failed: 'unreadable',
  too_long: 'unreadable',
  ended: 'unreadable',
} as const satisfies Record<WhyUnanswered, string>;

/** Reads pictures and documents in a process of its own, which has no key and no connection. */
export function createWorkshop(bounds: Partial<WorkerBounds> = {}): FileWorkshop & { close(): Promise<void> } {
  const program = new URL('./workshop-process.js', import.meta.url);
  const worker = createWorker({ program, bounds: { ...usual, ...bounds } });
  const work = async <T>(asked: Work): Promise<Worked<T>> => {
    const worked = await worker.ask<Worked<T>>(asked);
    return worked.ok ? worked.answer : { ok: false, why: whyNot[worked.why] };
  };
  return {
    picture: (bytes) => work({ what: 'picture', bytes }),
    document: (bytes) => work({ what: 'document', bytes }),
    page: (bytes, page) => work({ what: 'page', bytes, page }),
    close: worker.close,
  };
}
