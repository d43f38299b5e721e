import { Worker } from 'node:worker_threads';

const watcher = `const { workerData } = require('node:worker_threads');
setInterval(() => { if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL'); }, 20);`;

/**
 * The other side of `createWorker`: says that this process is ready; then one piece of work comes in and one answer goes out. It
 * ends with its parent, and by itself once it takes more memory than it may (its first argument, megabytes).
 */
export function answerParent<W>(answer: (work: W) => unknown): void {
  // The work keeps the main thread busy, so that another one has to look at how much it takes.
  new Worker(watcher, { eval: true, workerData: Number(process.argv[2]) * 1024 * 1024 }).unref();
  process.on('message', async (work: W) => process.send?.(await answer(work)));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
