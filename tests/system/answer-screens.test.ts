import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Client } from '../support/client.ts';
import type { TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password } from '../support/server-people.ts';
import { answeredCall, intake, type QueuedCall } from '../support/server-scenario.ts';
import { until } from '../support/until.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');

describe('answers at hand, on screens', () => {
  let database: TestDatabase;
  let server: TestServer;
  let browser: Browser;
  let sari: Client;
  let call: QueuedCall;
  let like: QueuedCall;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    server = await startTestServer({
      databaseUrl: database.url,
      consoleDir: join(import.meta.dirname, '../../dist/agent-console'),
    });
    sari = await server.logIn('sari');
    call = await answeredCall(server, sari, await sari.desk(), '081234567890');
    await sari.act(call, 'intake.saved', { ...intake, complaint: 'KTP saya hilang di pasar' });
    const budi = await server.logIn('budi');
    like = await answeredCall(server, budi, await budi.desk(), '085712345678');
    await budi.act(like, 'intake.saved', { ...intake, complaint: 'Kartu tanda penduduk hilang dicuri di pasar' });
    await budi.act(like, 'analysis.saved', { problemFrame: 'KTP hilang' });
    await budi.act(like, 'solution.saved', { solution: 'Bawa surat keterangan hilang dari kepolisian.' });
    const [hadi, rina] = [await server.logIn('hadi'), await server.logIn('rina')];
    const params = { answerId: '00000000-0000-4000-8000-0000000000aa' };
    const content = {
      title: { id: 'Kehilangan KTP-el', en: 'A lost KTP-el' },
      body: { id: 'Halo {nama}, untuk {tiket}: bawa surat keterangan hilang.', en: '' },
      ...{ folder: 'KTP', subjects: [], services: [], links: [], expiresOn: null },
    };
    await hadi.do('writeAnswer', { params, body: { revision: 0, content } });
    await hadi.do('moveAnswer', { params, body: { revision: 1, act: 'submit' } });
    await rina.do('moveAnswer', { params, body: { revision: 2, act: 'publish' } });
    await hadi.do('saveSynonyms', { body: { groups: [['KTP', 'kartu tanda penduduk']] } });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });

  const pageOf = async (username: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(server.url);
    await page.getByTestId('login-username').fill(username);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('login-submit').waitFor({ state: 'detached' });
    return page;
  };

  it('the analyst writes one, is told of a field that there is not, and somebody else publishes it', async () => {
    const hadi = await pageOf('hadi');
    await hadi.goto(`${server.url}/answers`);
    await hadi.getByTestId('answer-new').click();
    await hadi.getByTestId('answer-title-id').fill('Jam pelayanan');
    await hadi.getByTestId('answer-body-id').fill('Halo {nama}, NIK {nik}: pukul 8 sampai 15.');
    await hadi.getByTestId('answer-folder').fill('KTP');
    await hadi.getByTestId('answer-save').click();
    await hadi.getByText('isian {…} yang tidak dikenal').waitFor();
    expect((await look(hadi, folder, 'answer-dialog')).faults).toEqual([]);
    await hadi.getByTestId('answer-body-id').fill('Halo {nama}: pukul 8 sampai 15.');
    await hadi.getByTestId('answer-save').click();
    await hadi.getByTestId('answer-dialog').waitFor({ state: 'detached' });
    await hadi.getByTestId('answer-submit').click();
    await hadi.locator('[data-testid=answer-row][data-stage=review]').waitFor();
    expect(await hadi.getByTestId('answer-publish').count()).toBe(0);
    expect(await hadi.getByTestId('synonyms').inputValue()).toBe('KTP, kartu tanda penduduk');
    await hadi.getByTestId('synonyms').fill('KTP, kartu tanda penduduk\nKK, kartu keluarga');
    await hadi.getByTestId('synonyms-save').click();
    await hadi.getByText('Tersimpan.').waitFor();
    const rina = await pageOf('rina');
    await rina.goto(`${server.url}/answers`);
    await rina.getByTestId('answer-publish').click();
    const row = rina.locator('[data-testid=answer-row][data-state=offered]').filter({ hasText: 'Jam pelayanan' });
    await row.getByTestId('answer-history').click();
    await rina.getByTestId('answer-history-dialog').getByText('Menerbitkan').waitFor();
    await rina.keyboard.press('Escape');
    expect(await faultsOf(rina, folder, 'answers-page')).toEqual([]);
  });

  it('the agent finds it by keys alone, puts it into the form, and it ends the search as solved', async () => {
    const page = await pageOf('sari');
    // What the complaint says suggests it, before anything is typed.
    await page.getByTestId('answer-found').first().waitFor();
    await page.keyboard.press('F3');
    await page.keyboard.type('kartu tanda penduduk hil');
    await page.locator('[data-asked="kartu tanda penduduk hil"]').waitFor();
    expect(await page.getByTestId('answer-found').first().textContent()).toContain(
      `untuk ${call.ticketNumber}: bawa surat`,
    );
    await page.keyboard.press('Enter');
    await page.getByTestId('answers-said').getByText('Disisipkan').waitFor();
    expect(await faultsOf(page, folder, 'answers-at-hand')).toEqual([]);
    await page.getByTestId('answer-solved').click();
    const solved = async () =>
      (await server.sql<{ solved: number }>('SELECT max(solved) AS solved FROM answer'))[0]?.solved;
    await until('it is counted', async () => (await solved()) === 1, 20_000);
    const detail = await sari.do('getCase', { params: { caseId: call.caseId } });
    expect(detail.status).toBe('answered');
    expect(detail.history.filter(({ type }) => type === 'answer.used')).toHaveLength(2);
  });

  it('what is like a case stands beside it, is reached by one key, read in place and opened', async () => {
    const rina = await pageOf('rina');
    await rina.goto(`${server.url}/tickets/${call.caseId}`);
    const row = rina.locator(`[data-testid=like-row][data-case-id="${like.caseId}"]`);
    await row.waitFor();
    await rina.keyboard.press('Shift+F3');
    await rina.keyboard.press('Enter');
    await row.getByTestId('like-told').getByText('Bawa surat keterangan hilang dari kepolisian.').waitFor();
    expect(await faultsOf(rina, folder, 'like-cases')).toEqual([]);
    await row.getByTestId('like-open').click();
    await rina.locator(`[data-testid=case][data-case-id="${like.caseId}"]`).waitFor();
  });

  it('filters are saved under a name, and the dialog says what is wrong with it', async () => {
    const rina = await pageOf('rina');
    await rina.goto(`${server.url}/tickets`);
    const serial = (ticket: QueuedCall) => ticket.ticketNumber.slice(-4);
    const row = (ticket: QueuedCall) => rina.getByTestId('ticket-row').filter({ hasText: serial(ticket) });
    await row(call).waitFor();
    await rina.getByTestId('tickets-search').fill('dicuri');
    await row(call).waitFor({ state: 'detached' });
    await rina.getByTestId('view-save').click();
    await rina.getByTestId('view-submit').click();
    await rina.getByTestId('view-dialog').getByText('Wajib diisi').waitFor();
    await rina.getByTestId('view-name').fill('Telepon 0812-3456-7890');
    await rina.keyboard.press('Enter');
    await rina.getByTestId('view-dialog').getByText('Jangan menulis nomor telepon atau NIK di sini').waitFor();
    expect((await look(rina, folder, 'view-dialog')).faults).toEqual([]);
    await rina.getByTestId('view-name').fill('KTP dicuri');
    await rina.getByTestId('view-shared').check();
    await rina.keyboard.press('Enter');
    await rina.getByTestId('view-said').getByText('“KTP dicuri” tersimpan.').waitFor();
  });

  /** What is wrong with the page in both languages, on a telephone too. */
  const faultsEverywhere = async (page: Page, name: string): Promise<string[]> => {
    const found = await faultsOf(page, folder, name);
    await page.setViewportSize({ width: 390, height: 844 });
    const { faults } = await look(page, folder, `${name}-in-the-hand`);
    await page.setViewportSize({ width: 1366, height: 768 });
    return [...found, ...faults];
  };

  it('a saved view stands in the address, is renamed and deleted by its owner, and colleagues are told', async () => {
    const [rina, dewi] = [await pageOf('rina'), await pageOf('dewi')];
    const viewId = randomUUID();
    const filter = { q: 'dicuri', channel: 'phone' };
    await (await server.logIn('rina')).do('saveCaseView', {
      ...{ params: { viewId }, body: { name: 'Dicuri', shared: true, filter } },
    });
    for (const page of [rina, dewi]) {
      await page.goto(`${server.url}/tickets?view=${viewId}`);
      // The page has no field for the channel, and says that it holds.
      await page.getByTestId('tickets-channel').waitFor();
      expect(await page.getByTestId('tickets-search').inputValue()).toBe('dicuri');
      const row = (ticket: QueuedCall) =>
        page.getByTestId('ticket-row').filter({ hasText: ticket.ticketNumber.slice(-4) });
      await row(like).waitFor();
      await row(call).waitFor({ state: 'detached' });
    }
    expect(await dewi.getByTestId('view-change').count()).toBe(0);
    await rina.getByTestId('view-change').click();
    await rina.getByTestId('view-name').fill('Dicuri di pasar');
    expect((await look(rina, folder, 'view-change')).faults).toEqual([]);
    await rina.keyboard.press('Enter');
    await rina.getByTestId('view-said').getByText('“Dicuri di pasar” tersimpan.').waitFor();
    expect(await rina.getByTestId('view-choose').locator('option:checked').textContent()).toBe('Dicuri di pasar');
    expect(await faultsEverywhere(rina, 'view-chosen')).toEqual([]);
    // Dewi is at a ticket while it is deleted, and comes back.
    await dewi.getByTestId('ticket-row').getByRole('link').click();
    await dewi.getByTestId('view-choose').waitFor({ state: 'detached' });
    await rina.getByTestId('view-delete').press('Enter');
    await rina.getByText('Ya, hapus untuk semua').waitFor();
    expect((await look(rina, folder, 'view-delete')).faults).toEqual([]);
    await rina.keyboard.press('Enter');
    await rina.getByTestId('view-said').getByText('“Dicuri di pasar” dihapus.').waitFor();
    expect(await rina.locator(':focus').getAttribute('data-testid')).toBe('view-choose');
    expect(await rina.getByTestId('tickets-search').inputValue()).toBe('dicuri');
    expect(new URL(rina.url()).search).toBe('');
    await dewi.goBack();
    await dewi.getByTestId('view-lost').getByText('“Dicuri').waitFor();
    expect(await dewi.getByTestId('tickets-search').inputValue()).toBe('dicuri');
    expect(await faultsEverywhere(dewi, 'view-lost')).toEqual([]);
    // Who comes by the address alone is told as well, and sees all tickets.
    await dewi.reload();
    await dewi.getByTestId('view-lost').getByText('Saringan pada alamat ini tidak ada').waitFor();
    await dewi
      .getByTestId('ticket-row')
      .filter({ hasText: call.ticketNumber.slice(-4) })
      .waitFor();
    await dewi.getByRole('button', { name: 'Mengerti' }).click();
    await dewi.getByTestId('view-lost').waitFor({ state: 'detached' });
    expect(new URL(dewi.url()).search).toBe('');
  });

  it('what a view says that there is not any more stands above the list, and one that went elsewhere is not deleted twice', async () => {
    const rina = await pageOf('rina');
    const client = await server.logIn('rina');
    const params = { viewId: randomUUID() };
    await client.do('saveCaseView', { params, body: { name: 'Loket lama', filter: { q: 'pasar' } } });
    await server.sql(`UPDATE case_view SET chosen = '{"serviceId": "loket-lama", "urgency": "high"}' WHERE id = $1`, [
      params.viewId,
    ]);
    await rina.goto(`${server.url}/tickets`);
    await rina.getByTestId('view-choose').selectOption({ label: 'Loket lama' });
    await rina.getByTestId('view-gone').getByText('Layanan: loket-lama').waitFor();
    expect(await faultsEverywhere(rina, 'view-gone')).toEqual([]);
    await client.do('deleteCaseView', { params });
    await rina.getByTestId('view-delete').click();
    await rina.getByText('Ya, hapus', { exact: true }).click();
    await rina.getByTestId('view-lost').getByText('“Loket lama” tidak ada lagi').waitFor();
    expect(await rina.getByTestId('tickets-search').inputValue()).toBe('pasar');
    // The same filters are saved anew.
    await rina.getByTestId('view-save').click();
    await rina.getByTestId('view-name').fill('Loket baru');
    await rina.keyboard.press('Enter');
    await rina.getByTestId('view-said').getByText('“Loket baru” tersimpan.').waitFor();
    await rina.getByTestId('view-lost').waitFor({ state: 'detached' });
  });

  it('what does not fit is noted by one key, and stands before the analyst', async () => {
    const page = await pageOf('sari');
    await page.getByTestId('answers-search').waitFor();
    await page.keyboard.press('F3');
    await page.keyboard.type('zakat fitrah');
    expect(await page.getByTestId('answers-search').inputValue()).toBe('zakat fitrah');
    const atHand = page.locator('[data-testid="answers-at-hand"][data-asked="zakat fitrah"]');
    await atHand.waitFor();
    // In words: what stood there instead is what a failure is understood by.
    expect(await atHand.textContent()).toContain('Tidak ada jawaban dengan kata-kata ini.');
    await page.keyboard.press('Enter');
    await page.getByText('Dicatat untuk analis.').waitFor();
    const hadi = await pageOf('hadi');
    await hadi.goto(`${server.url}/answers`);
    await hadi.getByTestId('answer-missed').getByText('zakat fitrah').waitFor();
    await hadi.getByTestId('answer-settle').click();
    await hadi.getByTestId('answer-missed').waitFor({ state: 'detached' });
  });

  it('while a caller talks, what is like the case comes beside the form once it says something, and typing asks once', async () => {
    server.exchange.happen(like.ended());
    const budi = await server.logIn('budi');
    const live = await answeredCall(server, budi, await budi.desk(), '085700002222');
    const page = await pageOf('budi');
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith(`/api/cases/${live.caseId}/like`)) asked += 1;
    });
    await page.locator(`[data-testid=case][data-case-id="${live.caseId}"]`).waitFor();
    const complaint = page.getByTestId('field-complaint');
    await complaint.waitFor();
    await page.waitForTimeout(2_000);
    expect([asked, await page.getByTestId('like-cases').count()]).toEqual([0, 0]);
    await complaint.pressSequentially('Kartu tanda penduduk hilang dicuri di pasar', { delay: 60 });
    const [mine, other] = [like, call].map(({ caseId }) =>
      page.locator(`[data-testid=like-row][data-case-id="${caseId}"]`),
    ) as [Locator, Locator];
    await mine.waitFor();
    await other.waitFor();
    // The form is saved as it is typed, and a slow key may be a rest: never once a key.
    expect(asked).toBeLessThan(6);
    expect(await faultsOf(page, folder, 'like-at-the-desk')).toEqual([]);
    await page.keyboard.press('Shift+F3');
    await mine.getByRole('button').press('Enter');
    await mine.getByTestId('like-told').getByText('Bawa surat keterangan hilang dari kepolisian.').waitFor();
    await other.getByRole('button').press('Enter');
    await other.getByText('Bukan pekerjaan Anda: dibuka dengan alasan.').waitFor();
    expect((await look(page, folder, 'like-at-the-desk-read')).faults).toEqual([]);
    expect(await complaint.inputValue()).toBe('Kartu tanda penduduk hilang dicuri di pasar');
  });
});
