import type { Logger } from './logger.ts';

type Step = { name: string; limitMs: number; run(): Promise<void> | void };

export type Shutdown = {
  /**
   * Registers what must be closed. Steps run one after the other, the last registered first, as they were built up:
   * so what is started first (the database) stops last. `limitMs` (default 5,000) is this step's own limit.
   */
  add(name: string, run: () => Promise<void> | void, limitMs?: number): void;
  /**
   * Runs all steps once; later calls wait for the same run. A step that fails or takes too long is logged, and the
   * next one runs all the same. Resolves to whether every step went well.
   */
  run(reason: string): Promise<boolean>;
};

/** Ordered graceful shutdown. */
export function createShutdown({ log }: { log: Pick<Logger, 'info' | 'error'> }): Shutdown {
  const steps: Step[] = [];
  let running: Promise<boolean> | undefined;

  async function runAll(reason: string): Promise<boolean> {
    log.info({ reason }, 'shutting down');
    let well = true;
    // Taken one at a time, so that a step added by an unfinished start is run too.
    for (let step = steps.pop(); step; step = steps.pop()) well = (await runStep(step)) && well;
    log.info({ well }, 'shut down');
    return well;
  }

  async function runStep(step: Step): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took longer than ${step.limitMs} ms`)), step.limitMs);
    });
    try {
      await Promise.race([Promise.resolve().then(step.run), limit]);
      return true;
    } catch (error) {
      log.error({ err: error, step: step.name }, 'a step of the shutdown failed');
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    add(name, run, limitMs = 5_000) {
      steps.push({ name, run, limitMs });
    },
    run(reason) {
      running ??= runAll(reason);
      return running;
    },
  };
}

/**
 * Shuts down on SIGINT and SIGTERM and exits: 0, or 1 if a step failed. A second signal exits at once, for the
 * impatient. Returns a function that stops listening.
 */
export function shutdownOnSignals(shutdown: Shutdown, exit: (code: number) => void): () => void {
  let asked = false;
  const listener = (signal: NodeJS.Signals) => {
    if (asked) return exit(1);
    asked = true;
    void shutdown.run(signal).then((well) => exit(well ? 0 : 1));
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.removeListener(signal, listener);
  };
}
