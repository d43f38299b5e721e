import type { ListenMode } from '../../server/contract/supervision.ts';
import type { Client, View } from './client.ts';
import type { TestServer } from './server.ts';
import { people } from './server-people.ts';

/** A supervisor with a telephone, 103, and her screens. */
export interface Supervisor {
  readonly client: Client;
  readonly desk: View;
  /** What the exchange was asked for last. */
  asked(): unknown;
  /** Her telephone was answered, or leads on in another mode. @returns the listening's id */
  hears(mode: ListenMode): string;
  hungUp(): void;
}

/** Nobody of the tests' people who supervises has a telephone by herself: she is given one. */
export async function supervisorAt(server: TestServer): Promise<Supervisor> {
  await server.sql("UPDATE person SET extension = '103' WHERE id = $1", [people.rina.id]);
  await server.core.refreshPeople();
  server.exchange.tell({ type: 'phone.reachable', at: server.clock.now(), extension: '103' });
  const client = await server.logIn('rina');
  const desk = await client.desk();
  const { exchange, clock } = server;
  const listenId = () => {
    const begun = exchange.commands.findLast(({ type }) => type === 'listen.begin');
    if (begun?.type !== 'listen.begin') throw new Error('nobody asked to listen');
    return begun.listenId;
  };
  return {
    client,
    desk,
    // Who stands in the queue, and how, is asked for anew all the time.
    asked: () => exchange.commands.findLast(({ type }) => !type.startsWith('agent.')),
    hears: (mode) => {
      exchange.tell({ type: 'listening.on', at: clock.now(), listenId: listenId(), mode });
      return listenId();
    },
    hungUp: () => exchange.tell({ type: 'listening.ended', at: clock.now(), listenId: listenId() }),
  };
}
