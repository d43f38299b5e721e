import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy that can be cut: stands between the server and AMI. */
export interface CuttableProxy {
  readonly port: number;
  /** Ends every connection with a reset and refuses new ones until `restore`. */
  cut(): void;
  restore(): void;
  /** Keeps connections open and carries nothing either way until `thaw`: a half-open link. */
  freeze(): void;
  thaw(): void;
  /** What the target sent through since `record` was last called. */
  recorded(): Buffer;
  record(): void;
  stop(): Promise<void>;
}

/** Listens on any port of 127.0.0.1 and carries bytes to and from `targetPort` of `host`. */
export async function startProxy(targetPort: number, host = '127.0.0.1'): Promise<CuttableProxy> {
  const pairs = new Set<{ client: Socket; target: Socket }>();
  let open = true;
  let frozen = false;
  let recording: Buffer[] | null = null;
  const server = createServer((client) => {
    if (!open) {
      client.resetAndDestroy();
      return;
    }
    const target = connect(targetPort, host);
    const pair = { client, target };
    pairs.add(pair);
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        if (from === target) recording?.push(chunk);
        to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
      if (frozen) from.pause();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const reset = () => {
    for (const { client, target } of pairs) {
      client.resetAndDestroy();
      target.resetAndDestroy();
    }
    pairs.clear();
  };
  const flow = (stop: boolean) => {
    frozen = stop;
    for (const { client, target } of pairs)
      for (const socket of [client, target]) stop ? socket.pause() : socket.resume();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut() {
      open = false;
      reset();
    },
    restore() {
      open = true;
    },
    freeze: () => flow(true),
    thaw: () => flow(false),
    recorded: () => Buffer.concat(recording ?? []),
    record() {
      recording = [];
    },
    async stop() {
      reset();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
