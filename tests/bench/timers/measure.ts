import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Change, ClientToServer } from '../../../server/contract/live.ts';
import { type Running, run } from '../screen-pop/processes.ts';
import type { Fired, System } from './systems.ts';

/** One deadline of a run: when it was due, and each time it was told of. Epoch ms, the last with fractions. */
export interface Told {
  readonly id: string;
  readonly due: number;
  /** Before the run's start: must come once, however late. */
  readonly warming: boolean;
  readonly told: { readonly fired: number; readonly received: number }[];
}

export interface Run {
  readonly told: readonly Told[];
  /** What each server said of itself when it ended. */
  readonly said: readonly string[];
}

export interface RunOptions {
  readonly system: System;
  readonly url: string;
  /** Moments, in ms after the run's start; those before it (below 0) let the server's code be compiled. */
  readonly moments: readonly number[];
  /** How many servers share the work. */
  readonly servers?: number;
  /** Whether the deadlines are stored when the servers already run, so that none of them holds them in memory. */
  readonly unheld?: boolean;
  /** When one of them is killed, in ms after the run's start. */
  readonly killAfter?: number;
}

/** From when the deadlines are written until the first is due: the servers start in between. */
const leadMs = 4_000;
const lateMs = 15_000;

/** Adds the deadlines, starts the servers, and listens on a socket of each until all have come. */
export async function measure({
  system,
  url,
  moments,
  servers = 1,
  unheld = false,
  killAfter,
}: RunOptions): Promise<Run> {
  const start = Date.now() + leadMs + moments.length / 2 - Math.min(...moments);
  const told = new Map<string, Told>();
  let missing = moments.length;
  const add = async () => {
    const ids = await system.add(moments.map((after) => start + after));
    ids.forEach((id, n) => {
      const after = moments[n] as number;
      told.set(id, { id, due: start + after, warming: after < 0, told: [] });
    });
  };
  const hear = ({ id, at }: Fired) => {
    const deadline = told.get(id);
    if (!deadline) return;
    if (deadline.told.length === 0) missing -= 1;
    deadline.told.push({ fired: at, received: performance.timeOrigin + performance.now() });
  };

  const running: Running[] = [];
  const closing: (() => void)[] = [];
  try {
    if (!unheld) await add();
    for (let n = 0; n < servers; n += 1) {
      const server = await run(system.server, [url], {}, /^(\d+)\n/);
      running.push(server);
      closing.push(await listen(`http://127.0.0.1:${server.found}`, hear));
    }
    if (unheld) await add();
    if (Date.now() > start + Math.min(...moments)) throw new Error(`${system.name} was not ready in time`);
    if (killAfter !== undefined) {
      await sleep(start + killAfter - Date.now());
      await running[0]?.kill();
    }
    const until = start + Math.max(...moments) + lateMs;
    while (missing > 0 && Date.now() < until) await sleep(50);
    // A second telling would come about now.
    await sleep(1_000);
  } finally {
    for (const close of closing) close();
    for (const server of running) await server.stop();
  }
  return { told: [...told.values()], said: running.map((server) => server.output()) };
}

/** Hears our changes as a supervisor's browser does, and the others' bare messages. */
async function listen(url: string, hear: (fired: Fired) => void): Promise<() => void> {
  const socket = io(url, { transports: ['websocket'], reconnection: false });
  socket.on('fired', hear);
  socket.on('change', ({ value }: Change) => {
    if (value && 'alertId' in value) hear({ id: value.caseId, at: value.firedAt });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const topic: Parameters<ClientToServer['open']>[0] = 'floor';
  socket.emit('open', topic, () => {});
  return () => socket.close();
}
