import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts';
import { startTestServer, type TestServer } from './server.ts';
import { createServerDatabase } from './server-people.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** An office with services of its own and a gateway for SMS, whose server may be stopped and started again. */
export interface Office {
  readonly clock: TestClock;
  readonly sms: FakeGateway;
  /** @param exchange that of the server before; a new one when absent */
  start(exchange?: TestServer['exchange']): Promise<TestServer>;
  /** @throws when the log of the last server has one of these numbers */
  close(numbers: readonly string[]): Promise<void>;
}

/**
 * @param services the file `services.yaml`
 * @param at where its clock stands, epoch ms
 */
export async function openOffice(services: string, at: number): Promise<Office> {
  const database = await createServerDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'sigap-office-'));
  writeFileSync(join(dataDir, 'services.yaml'), services);
  const clock = createTestClock(at);
  const sms = createFakeGateway({ now: clock.now });
  let server: TestServer | undefined;
  return {
    clock,
    sms,
    async start(exchange) {
      const options = { databaseUrl: database.url, dataDir, clock, gateways: [sms] };
      server = await startTestServer(exchange ? { ...options, exchange } : options);
      return server;
    },
    async close(numbers) {
      await server?.stop();
      server?.log.assertNoPersonalData(numbers);
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
