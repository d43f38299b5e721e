import type { MakePaper, MakeWorkbook, PaperMade, TableMade } from '../app/ports/papers.ts';
import { createWorker, type WhyUnanswered, type WorkerBounds } from '../worker/worker.ts';

export interface Press {
  readonly make: MakePaper;
  readonly workbook: MakeWorkbook;
  close(): Promise<void>;
}

export interface PressOptions extends Partial<WorkerBounds> {
  /** Of the templates; ours when absent. */
  readonly templates?: string;
}

/** A paper of about a hundred pages takes a tenth of the time. */
const usual: WorkerBounds = { limitMs: 30_000, megabytes: 1_024, waiting: 8, idleMs: 120_000 };
/** Typst would fetch packages that a template names; nothing listens there. */
const noNetwork = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1' };
/** In characters of JSON. */
const largest = 4_000_000;
const whyNot = {
  away: 'away',
  failed: 'away',
  too_many: 'too_many',
  too_long: 'too_long',
  ended: 'too_large',
} as const satisfies Record<WhyUnanswered, string>;

/**
 * Makes papers in a process of its own. A thread would not do: brackets 20,000 deep in a template end Typst's whole process
 * (SIGSEGV), and only a process can be ended in the midst of native code and be held to its memory.
 */
export function createPress({ templates, ...bounds }: PressOptions = {}): Press {
  const worker = createWorker({
    program: new URL('./press-process.js', import.meta.url),
    args: templates === undefined ? [] : [templates],
    env: noNetwork,
    bounds: { ...usual, ...bounds },
  });
  return {
    make: async (paper) => {
      if (JSON.stringify(paper.data).length > largest) return { ok: false, why: 'too_large' };
      const made = await worker.ask<PaperMade>(paper);
      return made.ok ? made.answer : { ok: false, why: whyNot[made.why] };
    },
    workbook: async (workbook) => {
      const made = await worker.ask<TableMade>(workbook);
      return made.ok ? made.answer : { ok: false, why: whyNot[made.why] };
    },
    close: worker.close,
  };
}
