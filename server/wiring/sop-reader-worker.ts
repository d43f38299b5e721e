import { parentPort } from 'node:worker_threads';
import { readSop } from '../app/procedures/read.ts';

/** A thread that reads procedures: it says that it is ready; then one text comes in, one reading goes out. */
parentPort?.on('message', ({ source, papers }: { source: string; papers?: readonly string[] }) =>
  parentPort?.postMessage(readSop(source, papers)),
);
parentPort?.postMessage('ready');
