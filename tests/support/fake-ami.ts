import { createServer, type Socket } from 'node:net';

export type AmiFields = Readonly<Record<string, string>>;

/** One connection of a client to the fake. */
export interface FakeAmiClient {
  /** Bytes as they stand. */
  raw(bytes: string | Buffer): void;
  /** One packet. */
  send(fields: AmiFields): void;
  /** Ends it with a reset. */
  reset(): void;
}

export interface FakeAmi {
  readonly port: number;
  /** Actions received, over all connections, with lower-case keys; log-ins and pings included. */
  readonly actions: AmiFields[];
  /** Bytes received, over all connections. */
  received(): string;
  /** Connections that are open now. */
  readonly clients: ReadonlySet<FakeAmiClient>;
  /** Connections there have ever been. */
  connections(): number;
  /** To every client that is logged in. */
  send(fields: AmiFields): void;
  raw(bytes: string | Buffer): void;
  stop(): Promise<void>;
}

export interface FakeAmiOptions {
  readonly secret?: string;
  /** What QueueStatus, Status and DeviceStateList tell. */
  readonly lists?: () => { readonly [action: string]: readonly AmiFields[] };
  /** Gives fields of the reply, `null` for no reply, or undefined for the fake's own. */
  readonly answer?: (action: AmiFields, client: FakeAmiClient) => AmiFields | null | undefined;
}

const text = (fields: AmiFields) =>
  `${Object.entries(fields)
    .flatMap(([key, value]) =>
      key === 'Variables' ? value.split('\n').map((one) => `Variable: ${one}`) : `${key}: ${value}`,
    )
    .join('\r\n')}\r\n\r\n`;

/** An Asterisk as far as AMI goes, on a port of 127.0.0.1. It accepts any user with the secret. */
export async function startFakeAmi(options: FakeAmiOptions = {}): Promise<FakeAmi> {
  const { secret = 'right', answer = () => undefined } = options;
  const lists: NonNullable<FakeAmiOptions['lists']> = options.lists ?? (() => ({}));
  const actions: AmiFields[] = [];
  const clients = new Set<FakeAmiClient>();
  const loggedIn = new Set<FakeAmiClient>();
  const sockets = new Set<Socket>();
  let connections = 0;
  let heard = '';

  const reply = (client: FakeAmiClient, action: AmiFields) => {
    const id: AmiFields = action.actionid === undefined ? {} : { ActionID: action.actionid };
    const own = answer(action, client);
    if (own === null) return;
    if (own) return client.send({ ...own, ...id });
    switch (action.action?.toLowerCase()) {
      case 'login':
        if (action.secret !== secret) {
          client.send({ Response: 'Error', ...id, Message: 'Authentication failed' });
          return;
        }
        loggedIn.add(client);
        client.send({ Response: 'Success', ...id, Message: 'Authentication accepted' });
        return client.send({ Event: 'FullyBooted', Privilege: 'system,all', Status: 'Fully Booted' });
      case 'queuestatus':
      case 'status':
      case 'devicestatelist': {
        const name = action.action ?? '';
        client.send({ Response: 'Success', ...id, EventList: 'start' });
        for (const fields of lists()[name] ?? []) client.send({ ...fields, ...id });
        return client.send({ Event: `${name}Complete`, ...id, EventList: 'Complete', ListItems: '0' });
      }
      default:
        client.send({ Response: 'Success', ...id });
    }
  };

  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let rest = '';
    const client: FakeAmiClient = {
      raw: (bytes) => void socket.write(bytes),
      send: (fields) => void socket.write(text(fields)),
      reset: () => socket.resetAndDestroy(),
    };
    clients.add(client);
    socket.setNoDelay(true);
    socket.write('Asterisk Call Manager/11.0.0\r\n');
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      clients.delete(client);
      loggedIn.delete(client);
    });
    socket.on('data', (chunk) => {
      heard += chunk;
      rest += chunk;
      const packets = rest.split('\r\n\r\n');
      rest = packets.pop() ?? '';
      for (const packet of packets) {
        const pairs = packet.split('\r\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]);
        const action = Object.fromEntries(pairs.map(([key, value]) => [key.toLowerCase(), value]));
        actions.push(action);
        reply(client, action);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    actions,
    clients,
    received: () => heard,
    connections: () => connections,
    send(fields) {
      for (const client of loggedIn) client.send(fields);
    },
    raw(bytes) {
      for (const client of loggedIn) client.raw(bytes);
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
