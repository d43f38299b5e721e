import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Browser, Page } from 'playwright-core';
import { eventId } from '../../telephony/ids.ts';
import type { TestDatabase } from '../support/database.ts';
import { createFakeExchange, type FakeExchange } from '../support/fake-exchange.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createServerDatabase, password } from '../support/server-people.ts';
import { answeredCall } from '../support/server-scenario.ts';
import { createTestClock } from '../support/test-clock.ts';
import { until } from '../support/until.ts';
import { launchChromium, patience } from './lab/browser.ts';
import { faultsOf, look } from './lab/look.ts';

const folder = join(import.meta.dirname, '.run/screens');

/** Seven seconds of a note, as a WAV of 8 kHz and 8 bits. */
function note(): Buffer {
  const samples = Buffer.from(Uint8Array.from({ length: 7 * 8_000 }, (_, n) => 128 + 60 * Math.sin(n / 3)));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

describe('the recording of a call, on the screens of those who open its ticket', () => {
  let database: TestDatabase;
  let server: TestServer<FakeExchange>;
  let browser: Browser;
  let caseId: string;
  let kept = true;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    database = await createServerDatabase();
    const clock = createTestClock();
    const sound = note();
    const exchange: FakeExchange = {
      ...createFakeExchange(clock.now),
      recordingOf: async () =>
        kept
          ? { ok: true, audio: { type: 'audio/wav', lengthBytes: sound.length, body: Readable.from([sound]) } }
          : { ok: false, kind: 'gone', reason: 'deleted' },
    };
    const consoleDir = join(import.meta.dirname, '../../dist/agent-console');
    server = await startTestServer({ databaseUrl: database.url, exchange, clock, consoleDir });
    const sari = await server.logIn('sari');
    const call = await answeredCall(server, sari, await sari.desk(), '081234567890');
    caseId = call.caseId;
    exchange.happen(call.ended());
    const { callId } = call;
    const of = {
      type: 'call.recorded',
      callId,
      at: clock.now(),
      startedAt: clock.now() - 7_000,
      lengthMs: 7_000,
    } as const;
    exchange.tell({ ...of, id: eventId.recorded(callId, 'r-1'), reference: 'r-1' });
    await server.settled();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  async function ticketOf(username: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(server.url);
    await page.getByTestId('login-username').fill(username);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('login-submit').waitFor({ state: 'detached' });
    await page.goto(`${server.url}/tickets/${caseId}`);
    await page.getByTestId('recording').waitFor();
    return page;
  }
  const accessible = async (page: Page, name: string) => expect(await faultsOf(page, folder, name)).toEqual([]);

  it('is heard by a supervisor with the keyboard alone, after the reason', async () => {
    const page = await ticketOf('rina');
    await accessible(page, 'recording');
    await page.getByTestId('recording-listen').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('recording-reason').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=recording-reason][aria-invalid=true]').waitFor();
    const { faults } = await look(page, folder, 'recording-reason');
    expect(faults).toEqual([]);
    await page.keyboard.type('memeriksa mutu layanan');
    await page.keyboard.press('Enter');
    const player = page.getByTestId('recording-player');
    await player.waitFor();
    await page.locator('audio:focus').waitFor();
    await page.keyboard.press('Space');
    const state = (): Promise<{ currentTime: number; duration: number }> =>
      player.evaluate((audio) => {
        const { currentTime, duration } = audio as unknown as { currentTime: number; duration: number };
        return { currentTime, duration };
      });
    await until('it plays', async () => (await state()).currentTime > 0.3);
    expect(Math.round((await state()).duration)).toBe(7);
    await page.keyboard.press('Space');
    await accessible(page, 'recording-player');
    expect(await server.sql("SELECT reason FROM audit_entry WHERE action = 'listen.recording'")).toEqual([
      { reason: 'memeriksa mutu layanan' },
    ]);
    await page.context().close();
  });

  it('is said to be gone when it is, and has no button for its agent', async () => {
    kept = false;
    const page = await ticketOf('rina');
    await page.getByTestId('recording-listen').click();
    await page.getByTestId('recording-reason').fill('memeriksa mutu layanan');
    await page.getByTestId('recording-submit').click();
    expect(await page.getByRole('alert').textContent()).toContain('tidak ada lagi');
    await page.context().close();
    const own = await ticketOf('sari');
    expect(await own.getByTestId('recording-listen').count()).toBe(0);
    await own.context().close();
  });
});
