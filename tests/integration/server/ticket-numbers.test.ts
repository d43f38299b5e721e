import { startOfOfficeDay } from '../../../server/domain/calendar/office-day.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/proxy.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
const servers: TestServer[] = [];
const proxies: DatabaseProxy[] = [];

beforeEach(async () => {
  database = await createServerDatabase();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
  await database.drop();
});

async function start(databaseUrl = database.url): Promise<TestServer> {
  const server = await startTestServer({ databaseUrl });
  servers.push(server);
  return server;
}

async function throughProxy(): Promise<DatabaseProxy> {
  const proxy = await startDatabaseProxy(database.url);
  proxies.push(proxy);
  return proxy;
}

interface Stored {
  readonly call_id: string;
  readonly ticket_number: string;
}
const stored = (server: TestServer) =>
  server.sql<Stored>('SELECT call_id, ticket_number FROM case_file WHERE task_period IS NULL ORDER BY ticket_number');

/** `SBY-20261122-0001` and on, without a gap. */
const inARow = (tickets: readonly Stored[], day: string) =>
  tickets.map((_, index) => `SBY-${day}-${String(index + 1).padStart(4, '0')}`);
const dayOf = (ticketNumber: string) => ticketNumber.split('-')[1] ?? '';

const ani = (n: number) => `0812${String(30_000_000 + n)}`;

describe('ticket numbers', () => {
  it('have no gap and no double when two servers hear of 200 callers at once, some twice, and transactions fail', async () => {
    const [one, two] = [await start(), await start()];
    await one.sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'refused by the test'; END $$`);
    await one.sql(`CREATE TRIGGER refuse BEFORE INSERT ON call FOR EACH ROW WHEN (NEW.id LIKE '%.100' OR NEW.id LIKE '%.7')
      EXECUTE FUNCTION refuse()`);
    const callers = Array.from({ length: 200 }, (_, n) => one.exchange.caller(ani(n)));
    const refused = callers.filter(({ callId }) => /\.(100|7)$/.test(callId));
    callers.forEach((caller, index) => {
      const event = caller.arrived();
      const [first, second] = index % 2 === 0 ? [one, two] : [two, one];
      first.exchange.tell(event);
      if (index % 3 === 0) first.exchange.tell(event);
      if (index % 5 === 0) second.exchange.tell(event);
    });
    await Promise.all(servers.map((server) => server.core.callEvents.idle()));

    const tickets = await stored(one);
    expect(refused).toHaveLength(2);
    expect(tickets).toHaveLength(198);
    expect(new Set(tickets.map((ticket) => ticket.call_id)).size).toBe(198);
    expect(tickets.map((ticket) => ticket.ticket_number)).toEqual(
      inARow(tickets, dayOf(tickets[0]?.ticket_number ?? '')),
    );
    expect(await one.sql('SELECT last_number FROM ticket_counter')).toEqual([{ last_number: 198 }]);
  });

  it('have no gap and no double when connections are lost while callers come', async () => {
    const proxy = await throughProxy();
    const [one, two] = [await start(proxy.url), await start()];
    const callers = Array.from({ length: 120 }, (_, n) => one.exchange.caller(ani(n)));
    for (const [index, caller] of callers.entries()) {
      const event = caller.arrived();
      one.exchange.tell(event);
      two.exchange.tell(event);
      if (index % 40 !== 20) continue;
      await new Promise((resolve) => setTimeout(resolve, 5));
      await proxy.cut();
      await proxy.restore();
    }
    await Promise.all(servers.map((server) => server.core.callEvents.idle()));
    const tickets = await stored(two);
    expect(new Set(tickets.map((ticket) => ticket.call_id)).size).toBe(120);
    expect(tickets.map((ticket) => ticket.ticket_number)).toEqual(
      inARow(tickets, dayOf(tickets[0]?.ticket_number ?? '')),
    );
  });

  it('are the same for the exchange that asks and the event that tells, whichever comes first', async () => {
    const server = await start();
    const callers = Array.from({ length: 60 }, (_, n) => server.exchange.caller(ani(n)));
    const asked = await Promise.all(
      callers.map(async (caller, index) => {
        const event = caller.arrived();
        if (index % 2 === 0) server.exchange.happen(event);
        const registrations = [server.exchange.register(caller), server.exchange.register(caller)];
        if (index % 2 === 1) server.exchange.happen(event);
        const [first, again] = await Promise.all(registrations);
        expect(again).toEqual(first);
        return [caller.callId, first?.ticketNumber];
      }),
    );
    await server.core.callEvents.idle();
    const tickets = await stored(server);
    expect(tickets).toHaveLength(60);
    expect(new Map(tickets.map((ticket) => [ticket.call_id, ticket.ticket_number]))).toEqual(new Map(asked as never));
  });

  it('begin anew at midnight of the office, not of the machine', async () => {
    const server = await start();
    const midnight = startOfOfficeDay('2026-12-01', 'Asia/Jakarta');
    expect(new Date(midnight).toISOString()).toBe('2026-11-30T17:00:00.000Z');
    for (const at of [midnight - 1, midnight, midnight - 2, midnight + 1]) {
      server.exchange.happen(server.exchange.caller(ani(at - midnight), { at }).arrived());
    }
    await server.core.callEvents.idle();
    expect((await stored(server)).map((ticket) => ticket.ticket_number)).toEqual([
      'SBY-20261130-0001',
      'SBY-20261130-0002',
      'SBY-20261201-0001',
      'SBY-20261201-0002',
    ]);
  });

  it('is made for a caller who was refused one while the database was away, and his wait is timed', async () => {
    const proxy = await throughProxy();
    const server = await start(proxy.url);
    await proxy.cut();
    const caller = server.exchange.caller(ani(1));
    await expect(server.exchange.register(caller)).rejects.toThrow();
    server.exchange.happen(caller.arrived(), caller.queued());
    await proxy.restore();
    const [ticket] = await until('the ticket is made', async () => {
      const tickets = await stored(server);
      return tickets.length > 0 && tickets;
    });
    expect(ticket?.call_id).toBe(caller.callId);
    await server.core.callEvents.idle();
    expect(await server.sql('SELECT type FROM case_event ORDER BY seq')).toEqual(
      ['call.arrived', 'ticket.numbered', 'call.queued'].map((type) => ({ type })),
    );
  });
});
