import { people } from '../support/server-people.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp-server.ts';
import { until } from '../support/until.ts';
import { type FiguresOffice, startFiguresOffice } from './lab/figures-office.ts';
import { look } from './lab/look.ts';

let office: FiguresOffice;
let smtp: SmtpServer;
beforeAll(async () => {
  smtp = await startSmtpServer();
  office = await startFiguresOffice({ SMTP_URL: smtp.url, MAIL_FROM: 'Sigap <sigap@contoh.go.id>' });
  const rina = await office.server.logIn('rina');
  await rina.do('changeMyContact', { body: { email: 'rina@contoh.go.id' } });
});
afterAll(async () => {
  await office?.stop();
  await smtp?.close();
});

describe('reports that go out by e-mail, on the screen of whoever reads them', () => {
  it('are made from the page, sent at once, put to rest and deleted, with the keyboard, and say what became of them', async () => {
    const page = await office.open(1366, 768);
    await page.getByTestId('figures-report').selectOption('cases');
    await page.getByTestId('figures-by').selectOption('agent');
    await page.getByTestId('figures-schedules').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('schedules-none').waitFor();
    await page.getByTestId('schedule-add').press('Enter');
    await page.getByTestId('schedule-save').press('Enter');
    // What is missing is said, and nothing is saved.
    await page.getByTestId('schedule-problem').waitFor();
    await page.getByTestId('schedule-name').fill('Tiket mingguan');
    expect(await page.getByTestId('schedule-what').textContent()).toBe('Laporan: Tiket · menurut Petugas · Hari');
    await page.getByTestId(`schedule-to-${people.rina.id}`).press('Space');
    expect(await page.getByTestId(`schedule-to-${people.wati.id}`).isDisabled()).toBe(true);
    for (const [width, height] of [
      [1366, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      const { faults } = await look(page, office.folder, `schedule-form-${width}`);
      expect(faults).toEqual([]);
    }
    await page.getByTestId('schedule-save').press('Enter');
    await page.getByTestId('schedule').waitFor();
    await page.getByTestId('schedule-send').press('Enter');
    await page.locator('[data-testid=schedule-last][data-state=sent]').waitFor();
    expect(await page.getByTestId('schedule-told').textContent()).toBe(`${people.rina.displayName}: terkirim`);
    await until('the letter came', () => smtp.letters.length === 1);
    for (const [width, height] of [
      [1366, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      const { faults } = await look(page, office.folder, `schedules-${width}`);
      expect(faults).toEqual([]);
    }
    await page.getByTestId('schedule-pause').press('Enter');
    await until(
      'it rests',
      async () => (await page.getByTestId('schedule-next').textContent()) === 'Dijeda: tidak dikirim.',
    );
    await page.getByTestId('schedule-edit').press('Enter');
    expect(await page.getByTestId('schedule-name').inputValue()).toBe('Tiket mingguan');
    await page.getByTestId('schedule-back').press('Enter');
    await page.getByTestId('schedule-delete').press('Enter');
    await page.getByTestId('schedule-delete').press('Enter');
    await page.getByTestId('schedules-none').waitFor();
    await page.context().close();
  });
});

it('where there is no mail server that is said beside the button', async () => {
  const bare = await startFiguresOffice();
  try {
    const page = await bare.open(1366, 768);
    await page.getByTestId('schedules-no-mail').waitFor();
    await page.getByTestId('figures-schedules').click();
    expect(await page.getByTestId('schedule-add').isDisabled()).toBe(true);
    const { faults } = await look(page, bare.folder, 'schedules-no-mail');
    expect(faults).toEqual([]);
  } finally {
    await bare.stop();
  }
});
