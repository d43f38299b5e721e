import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase } from '../support/server-people.ts';
import { queuedCall } from '../support/server-scenario.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { look, lookAtEverySize } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');
let database: TestDatabase;
let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  database = await createServerDatabase();
  const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
  server = await startTestServer({ databaseUrl: database.url, consoleDir });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

it('a citizen whose ticket is over answers the nine questions of the survey by keyboard, all or none of them', async () => {
  const call = await queuedCall(server, '081234567071');
  server.exchange.happen(call.ended());
  await server.settled();
  const now = server.clock.now();
  await server.sql(
    'UPDATE case_file SET closed_at = $2, next_deadline = NULL, state = state || $3::jsonb WHERE id = $1',
    [call.caseId, new Date(now), JSON.stringify({ status: 'closed', closedAt: now, endedAs: null })],
  );
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'id-ID' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`${server.url}/lacak#${call.ticketNumber}`);
  await page.getByLabel('Empat angka terakhir').fill('7071');
  await page.keyboard.press('Enter');
  const summary = page.getByText('Survei Kepuasan Masyarakat');
  await summary.waitFor();
  await summary.focus();
  await page.keyboard.press('Enter');
  const questions = page.locator('#ikm fieldset');
  expect(await questions.count()).toBe(9);
  expect((await look(page, folder, 'lacak-ikm-id')).faults).toEqual([]);
  expect(await lookAtEverySize(page, folder, 'lacak-ikm-id')).toEqual([]);

  const send = page.getByRole('button', { name: 'Kirim survei' });
  for (let at = 0; at < 8; at += 1) {
    await questions.nth(at).getByRole('radio').first().focus();
    // To the second answer, as arrows go among choices.
    await page.keyboard.press('ArrowDown');
  }
  await send.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'tiap pertanyaan' }).waitFor();
  expect(await server.sql('SELECT FROM survey_answer')).toEqual([]);
  await questions.nth(8).getByLabel('Sangat baik').focus();
  await page.keyboard.press('Space');
  // What was chosen stays chosen in the other language.
  await page.getByTestId('language').click();
  await page.getByRole('button', { name: 'Send the survey' }).waitFor();
  expect((await look(page, folder, 'lacak-ikm-en')).faults).toEqual([]);
  await page.getByRole('button', { name: 'Send the survey' }).press('Enter');
  await page.getByRole('status').filter({ hasText: 'Thank you' }).waitFor();
  const rows = await server.sql<{ value: number }>('SELECT value FROM survey_answer ORDER BY question');
  expect(rows.map(({ value }) => value)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 4]);
  await context.close();
});
