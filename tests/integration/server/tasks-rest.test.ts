import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let dataDir: string;
beforeEach(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-tasks-rest-'));
});
afterEach(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const door = (id: string, sop: string, addresses = '') =>
  `  - { id: ${id}, name: { id: ${id}, en: ${id} }, channel: phone, sop: ${sop}, hours: office${addresses} }\n`;
const hotline = door('hotline', 'surabaya');
const depok = door('depok', 'depok', ", addresses: ['112']");

/** A server with these services at this moment (WIB), until it has looked at what is owed. @returns the reports owed. */
async function reportsAt(moment: string, services: string): Promise<readonly string[]> {
  writeFileSync(join(dataDir, 'services.yaml'), `services:\n${services}`);
  const clock = createTestClock(Date.parse(`${moment}:00+07:00`));
  const server = await startTestServer({ databaseUrl: database.url, dataDir, clock });
  try {
    const reports = () =>
      server.sql<{ task: string; closed: boolean }>(
        "SELECT task_period AS task, closed_at IS NOT NULL AS closed FROM case_file WHERE sop_id = 'depok' ORDER BY opened_at",
      );
    // Its look is over when the marks say so: worked by, or at rest.
    const rests = services.includes('depok') ? 'rested_at IS NULL' : 'rested_at IS NOT NULL';
    await until('it has looked', async () => {
      const marks = await server.sql<{ fits: boolean }>(
        `SELECT bool_and(${rests}) AS fits FROM recurring_task WHERE sop_id = 'depok'`,
      );
      return marks[0]?.fits === true;
    });
    await server.core.stop();
    return (await reports()).map(({ task, closed }) => (closed ? `${task} lapsed` : task));
  } finally {
    await server.stop();
  }
}

it('a procedure whose service was taken away owes nothing of the time until it is back, and what it missed otherwise', async () => {
  expect(await reportsAt('2026-11-16T09:00', hotline + depok)).toEqual([]);
  // Away with its server for two days: these are made up.
  const before = ['2026-11-16', '2026-11-17'];
  expect(await reportsAt('2026-11-18T09:00', hotline + depok)).toEqual(before);
  // Nobody is asked for them any more, once the procedure has no service.
  const lapsed = before.map((day) => `${day} lapsed`);
  expect(await reportsAt('2026-11-18T10:00', hotline)).toEqual(lapsed);
  expect(await reportsAt('2026-11-24T10:00', hotline)).toEqual(lapsed);
  expect(await reportsAt('2026-11-25T10:00', hotline + depok)).toEqual(lapsed);
  expect(await reportsAt('2026-11-27T09:00', hotline + depok)).toEqual([...lapsed, '2026-11-25', '2026-11-26']);
});
