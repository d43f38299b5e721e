import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { openEar } from './lab/ears.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { look } from './lab/look.ts';
import { until } from './lab/processes.ts';

/** Open on one day of the week, which is neither today nor tomorrow anywhere in the country. */
const otherDay = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(new Date().getUTCDay() + 3) % 7];
const files = {
  'transfers.yaml': `outside:
  - { id: "112", name: Darurat 112, number: "112", roles: [agent] }
  - { id: unlisted, name: Tidak terdaftar, number: "999", roles: [] }
`,
  'calendars/shut.yaml': `id: shut
of: service
title: { id: Tutup, en: Closed }
source: A test.
closed_on: []
hours:
  ${otherDay}: { open: 08:00-09:00 }
`,
};
const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h }
  - { id: medical, name: { id: Medis 119, en: Medical 119 }, channel: phone, sop: surabaya, hours: hotline-24h, addresses: ['119'] }
  - { id: office, name: { id: Kantor, en: Office }, channel: phone, sop: surabaya, hours: shut, addresses: ['121'], closes: true }
`;
const pictures = join(import.meta.dirname, '.run/screens');
const example = join(import.meta.dirname, '../../telephony/asterisk/config/extensions_outside.conf.example');

/** Real Asterisk with the list of numbers that is shipped as an example, and somebody who is called there. */
describe('callers whom nobody answers, or who call when it is closed, are led out of the office', () => {
  let hotline: Hotline;
  let browser: Browser;
  let adi: Desk;
  let ear: Awaited<ReturnType<typeof openEar>>;
  beforeAll(async () => {
    ear = await openEar('127.0.0.2', true);
    hotline = await openHotline({ services, files });
    const { asterisk } = hotline.lab;
    const list = (await readFile(example, 'utf8')).replace('192.0.2.10', '127.0.0.2:5090');
    await asterisk.configure('extensions_outside.conf', () => list);
    await asterisk.cli('dialplan reload');
    browser = await launchChromium();
    adi = await openDesk(browser, hotline.product, 'admin');
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await hotline?.close();
    await ear?.close();
  });
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test), 180_000);
  const save = async (id: string, more: object) => {
    const data = {
      ...{ name: { id, en: id }, services: [], skills: [], strategy: 'turns', ringSeconds: 6, wrapUp: null },
      ...{ maxWaitSeconds: null, overflow: null, whenClosed: null, ...more },
    };
    const path = `${hotline.product.url}/api/queues/${id}`;
    const answer = await adi.page.request.put(path, { data, headers: { 'x-sigap': '1' } });
    expect([id, answer.status()]).toEqual([id, 200]);
    await until(
      `${id} is there`,
      async () => !/No such queue/.test(await hotline.lab.asterisk.cli(`queue show ${id}`)),
    );
  };
  /** What the history of the newest ticket says of its way, and how the call ended. */
  const story = async () => {
    const { case_id, outcome } = await hotline.newestCall();
    const rows = await hotline.product.query<{ type: string; step: string | null; to: string | null }>(
      `SELECT type, data->>'step' AS step, data->>'outsideName' AS to FROM case_event
       WHERE case_id = $1 AND type IN ('call.queued', 'call.transfer', 'call.turned_away', 'call.answered') ORDER BY seq`,
      [case_id],
    );
    const told = rows.map(({ type, step, to }) => (step ? `${step} ${to}` : type.replace('call.', '')));
    return [...told, outcome];
  };
  const begun = () => until('he is led out', async () => (await story()).includes('begun Darurat 112'), 40_000);
  const missed = () => hotline.product.query('SELECT 1 FROM missed_caller WHERE outcome IS NULL');

  a('at once where nobody is logged in, with their voice both ways, and nobody has to call them back', async () => {
    const { lab } = hotline;
    await adi.press('nav-queues');
    await save('medis', { services: ['medical'] });
    await adi.page.reload();
    await adi.page.locator('[data-testid=queue-row][data-queue=medis]').getByTestId('queue-edit').click();
    await adi.see('queue-overflow').selectOption('outside:112');
    await adi.fill('queue-overflowAfter', '10');
    expect((await look(adi.page, pictures, 'queue-led-outside')).faults).toEqual([]);
    await adi.press('queue-save');
    await adi.see('queues-said').getByText('Tersimpan').waitFor();

    // He sends back what he hears.
    const other = await lab.citizen({ expects: { from: '119', to: '112' } });
    const caller = await lab.call('patient', { dnis: '119', mediaPort: ear.port });
    await until('he hears himself', async () => (await ear.heardWithin(500)) > 10, 40_000);
    await until('it is told', async () => (await story()).includes('done Darurat 112'));
    await caller.hangup();
    await hotline.ended('outside');
    expect(await story()).toEqual(['begun Darurat 112', 'done Darurat 112', 'outside']);
    expect(await other.done).toBe(0);
    expect(await missed()).toEqual([]);
  });

  a('when they have waited as long as anybody does; not taken there they wait on and are answered', async () => {
    const { lab, sari, budi, product } = hotline;
    const [person] = await product.query<{ id: string }>("SELECT id FROM person WHERE username = 'agen1'");
    const path = `${product.url}/api/people/${person?.id}/queues`;
    await adi.page.request.put(path, { data: { queues: ['medis'], skills: {} }, headers: { 'x-sigap': '1' } });
    await hotline.rest(sari);
    await until('she is in it', async () => (await lab.asterisk.cli('queue show medis')).includes('PJSIP/101'));
    await lab.citizen({ refuse: true });
    const caller = await lab.call('patient', { dnis: '119' });
    await begun();
    await until('nobody took him', async () => (await story()).includes('failed Darurat 112'));
    // Rung at once, she is not seen as ready.
    await sari.press('set-ready');
    await sari.pop.waitFor();
    await sari.page.keyboard.press('F2');
    await sari.page.locator('[data-testid=agent-state][data-state=talking]').waitFor();
    await caller.hangup();
    await hotline.ended('answered');
    expect(await story()).toEqual(['queued', 'begun Darurat 112', 'failed Darurat 112', 'answered', 'answered']);
    expect(await budi.pop.count()).toBe(0);
    await hotline.recap(sari, 'ghost');
  });

  a(
    'when it is closed, and are told so where nobody takes them; a number that the exchange has not is none',
    async () => {
      const { lab } = hotline;
      await save('kantor', { services: ['office'], whenClosed: { outside: '112' } });
      const other = await lab.citizen({});
      const caller = await lab.call('patient', { dnis: '121' });
      await until('he is answered', async () => (await story()).includes('done Darurat 112'), 40_000);
      await caller.hangup();
      await hotline.ended('outside');
      expect(await other.done).toBe(0);

      await save('kantor', { services: ['office'], whenClosed: { outside: 'unlisted' } });
      const second = await lab.call('patient', { dnis: '121', ani: '081234567891' });
      await hotline.ended('closed');
      await second.done;
      expect(await story()).toEqual(['begun Tidak terdaftar', 'failed Tidak terdaftar', 'turned_away', 'closed']);
      expect(await missed()).toHaveLength(1);

      // Those of another queue are there at that time.
      await save('kantor', { services: ['office'], whenClosed: { queue: 'hotline' } });
      const third = await lab.call('patient', { dnis: '121', ani: '081234567892' });
      await hotline.budi.pop.waitFor();
      await until('it is told', async () => (await story()).join() === 'queued,');
      await third.hangup();
    },
  );

  a('and it is known afterwards though nobody listened', async () => {
    const { lab, product, sari } = hotline;
    await hotline.rest(sari);
    const other = await lab.citizen({});
    const caller = await lab.call('patient', { dnis: '119', ani: '081234567893' });
    await until('he waits', async () => (await lab.asterisk.cli('queue show medis')).includes('Callers:'));
    await product.kill();
    await until(
      'he is put through',
      async () => /PJSIP\/trunk-\S+!\S*!\S*!\d+!Up!AppDial!/.test(await lab.asterisk.cli('core show channels concise')),
      40_000,
    );
    await caller.hangup();
    expect(await other.done).toBe(0);
    await product.start(lab);
    await hotline.ended('outside');
    expect(await story()).toEqual(['queued', 'begun Darurat 112', 'done Darurat 112', 'outside']);
  });
});
