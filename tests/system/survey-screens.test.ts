import { queuedCall } from '../support/server-scenario.ts';
import { look, lookAtEverySize } from './lab/look.ts';
import { type ScreensOffice, startScreensOffice } from './lab/screens-office.ts';

let office: ScreensOffice;
beforeAll(async () => {
  office = await startScreensOffice();
});
afterAll(() => office?.stop());

it('a citizen whose ticket is over answers the nine questions of the survey by keyboard, all or none of them', async () => {
  const call = await queuedCall(office.server, '081234567071');
  office.server.exchange.happen(call.ended());
  await office.server.settled();
  const now = office.server.clock.now();
  await office.server.sql(
    'UPDATE case_file SET closed_at = $2, next_deadline = NULL, state = state || $3::jsonb WHERE id = $1',
    [call.caseId, new Date(now), JSON.stringify({ status: 'closed', closedAt: now, endedAs: null })],
  );
  const page = await office.visit(390, 844);
  await page.goto(`${office.server.url}/lacak#${call.ticketNumber}`);
  await page.getByLabel('Empat angka terakhir').fill('7071');
  await page.keyboard.press('Enter');
  const summary = page.getByText('Survei Kepuasan Masyarakat');
  await summary.waitFor();
  await summary.focus();
  await page.keyboard.press('Enter');
  const questions = page.locator('#ikm fieldset');
  expect(await questions.count()).toBe(9);
  expect((await look(page, office.folder, 'lacak-ikm-id')).faults).toEqual([]);
  expect(await lookAtEverySize(page, office.folder, 'lacak-ikm-id')).toEqual([]);

  const send = page.getByRole('button', { name: 'Kirim survei' });
  for (let at = 0; at < 8; at += 1) {
    await questions.nth(at).getByRole('radio').first().focus();
    // To the second answer, as arrows go among choices.
    await page.keyboard.press('ArrowDown');
  }
  await send.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'tiap pertanyaan' }).waitFor();
  expect(await office.server.sql('SELECT FROM survey_answer')).toEqual([]);
  await questions.nth(8).getByLabel('Sangat baik').focus();
  await page.keyboard.press('Space');
  // What was chosen stays chosen in the other language.
  await page.getByTestId('language').click();
  await page.getByRole('button', { name: 'Send the survey' }).waitFor();
  expect((await look(page, office.folder, 'lacak-ikm-en')).faults).toEqual([]);
  await page.getByRole('button', { name: 'Send the survey' }).press('Enter');
  await page.getByRole('status').filter({ hasText: 'Thank you' }).waitFor();
  const rows = await office.server.sql<{ value: number }>('SELECT value FROM survey_answer ORDER BY question');
  expect(rows.map(({ value }) => value)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 4]);
  await page.context().close();
});
