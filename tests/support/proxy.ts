import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to PostgreSQL that can be closed. */
export interface DatabaseProxy {
  /** The address of the database through the proxy. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Connections stay, and carry nothing from now on: a cable pulled out, not a server gone. */
  stall(): void;
  /** Open again after `cut` or `stall`. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Stands in front of a database, on a port of its own of the loopback address. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  let stalled = false;
  let port = 0;
  let server: Server | null = null;

  const listen = async () => {
    server = createServer({ pauseOnConnect: true }, (near) => {
      const far = connect(Number(target.port), target.hostname);
      const pair = [near, far] as const;
      pairs.add(pair);
      for (const socket of pair) {
        socket.setNoDelay(true);
        socket.on('error', () => {});
        socket.on('close', () => {
          pairs.delete(pair);
          for (const end of pair) end.destroy();
        });
      }
      near.on('data', (chunk) => stalled || far.write(chunk));
      far.on('data', (chunk) => stalled || near.write(chunk));
      near.resume();
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const cut = async () => {
    const closing = server;
    server = null;
    const closed = closing && new Promise((resolve) => closing.close(resolve));
    for (const [near, far] of [...pairs]) {
      near.destroy();
      far.destroy();
    }
    await closed;
  };

  await listen();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    cut,
    stall: () => {
      stalled = true;
    },
    restore: async () => {
      // What a stalled connection swallowed is lost: its stream makes no sense any more.
      if (stalled) await cut();
      stalled = false;
      if (!server) await listen();
    },
    close: cut,
  };
}
