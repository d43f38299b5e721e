import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { faultsOf, look } from './lab/look.ts';
import { until } from './lab/processes.ts';

/** Two numbers: who calls 119 waits for those who know about emergencies. */
const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h }
  - { id: medical, name: { id: Medis 119, en: Medical 119 }, channel: phone, sop: surabaya, hours: hotline-24h, addresses: ['119'] }
`;
const choices = `pause_reasons:
  - { id: break, name: { id: Istirahat, en: Break }, limit: 2 s }
  - { id: training, name: { id: Pelatihan, en: Training } }
skills:
  - { id: emergency, name: { id: Kedaruratan, en: Emergencies } }
`;
const folder = join(import.meta.dirname, '.run/screens');

describe('several queues', () => {
  let hotline: Hotline;
  let browser: Browser;
  let adi: Desk;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    hotline = await openHotline({ services, choices });
    browser = await launchChromium();
    adi = await openDesk(browser, hotline.product, 'admin');
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await hotline?.close();
  });
  afterEach(() => hotline.clear());

  const a = (name: string, test: () => Promise<void>) => it(name, () => hotline.seen(name, test), 180_000);
  const queue = (name: string) => hotline.lab.asterisk.cli(`queue show ${name}`);
  const state = ({ page }: Desk, name: string) =>
    page.locator(`[data-testid=agent-state][data-state=${name}]`).waitFor();
  const place = async (name: string, level: string) => {
    await adi.page.getByRole('button', { name }).click();
    await adi.page.getByTestId('place-queue-medis').check();
    await adi.see('place-skill-emergency').selectOption(level);
    await adi.press('place-save');
    await adi.page.getByTestId('place-dialog').waitFor({ state: 'detached' });
  };
  /** Talks for a moment, and is in wrap-up. */
  const served = async (desk: Desk, caller: { hangup(): Promise<unknown> }) => {
    await desk.page.keyboard.press('F2');
    await state(desk, 'talking');
    await caller.hangup();
    await state(desk, 'wrap-up');
  };

  a('are made on a page, and Asterisk has them at once', async () => {
    const { rina } = hotline;
    await adi.press('nav-queues');
    await adi.press('queue-new');
    await adi.fill('queue-id', 'Medis!');
    await adi.press('queue-save');
    await adi.page.locator('[data-testid=queue-id][aria-invalid=true]').waitFor();
    expect((await look(adi.page, folder, 'queue-dialog')).faults).toEqual([]);
    await adi.fill('queue-id', 'medis');
    await adi.fill('queue-name-id', 'Medis');
    await adi.fill('queue-name-en', 'Medical');
    await adi.page.getByTestId('queue-service-medical').check();
    await adi.page.getByTestId('queue-skill-emergency').check();
    await adi.page.getByTestId('queue-wraps-up').check();
    await adi.fill('queue-seconds', '10');
    await adi.fill('queue-extendSeconds', '10');
    await adi.fill('queue-extensions', '1');
    await adi.press('queue-save');
    await adi.see('queue-empty').waitFor();
    await rina.page.locator('[data-testid=floor-queue][data-queue=medis][data-grave=true]').waitFor();
    expect(await queue('medis')).toMatch(/medis has 0 calls.*'rrmemory' strategy/);
    await place('Sari', '3');
    await place('Budi', '1');
    await until('both are members', async () => {
      const shown = await queue('medis');
      return /Sari[^\n]*\(penalty|Sari Agen \(PJSIP\/101/.test(shown) && /Budi[^\n]*penalty 2/.test(shown);
    });
    await rina.page.locator('[data-testid=floor-queue][data-queue=medis][data-grave=false]').waitFor();
    expect(await faultsOf(adi.page, folder, 'queues')).toEqual([]);
    expect(await faultsOf(rina.page, folder, 'floor-queues')).toEqual([]);
  });

  a('that Asterisk cannot be given are said with the reason, and given when it is mended', async () => {
    const { queuesFile } = hotline.lab.settings;
    await rename(dirname(queuesFile), `${dirname(queuesFile)}.away`);
    const save = async (seconds: string) => {
      await adi.page.locator('[data-testid=queue-row][data-queue=medis]').getByTestId('queue-edit').click();
      await adi.fill('queue-ring', seconds);
      await adi.press('queue-save');
    };
    await save('7');
    await adi.page.locator('[data-testid=queues-not-applied][data-why=unwritable]').waitFor();
    expect(await faultsOf(adi.page, folder, 'queues-unwritable')).toEqual([]);
    await rename(`${dirname(queuesFile)}.away`, dirname(queuesFile));
    await adi.see('queues-not-applied').waitFor({ state: 'detached', timeout: 60_000 });
    await until('it is written', async () => /\[medis\][^[]*timeout=7\n/.test(await readFile(queuesFile, 'utf8')));
    // Rung for so long that a slow machine has looked at the pop by then.
    await save('25');
    await adi.see('queues-said').getByText('Tersimpan').waitFor();
  });

  a('ring who knows the most, each time, and then the next', async () => {
    const { lab, sari, budi } = hotline;
    const first = await lab.call('patient', { dnis: '119' });
    await sari.pop.getByTestId('pop-queue').getByText('Medis', { exact: true }).waitFor();
    expect(await faultsOf(sari.page, folder, 'pop-queue')).toEqual([]);
    await served(sari, first);
    // Finished now, she is rung again at once, though Budi is idle and it would be his turn.
    await sari.page.keyboard.press('Shift+F2');
    await state(sari, 'ready');
    const second = await lab.call('patient', { dnis: '119' });
    await sari.pop.waitFor();
    await sari.page.keyboard.press('F2');
    await state(sari, 'talking');
    const third = await lab.call('patient', { dnis: '119' });
    await budi.pop.waitFor();
    await served(budi, third);
    await second.hangup();
    await state(sari, 'wrap-up');
    await sari.press('wrap-up-extend');
    await sari.page.locator('[data-testid=wrap-up-extend]').waitFor({ state: 'detached' });
    expect(await faultsOf(sari.page, folder, 'wrap-up')).toEqual([]);
    // It ends by itself, twenty seconds after it began.
    await state(sari, 'ready');
    const rows = await hotline.product.query<{ cause: string }>('SELECT cause FROM agent_stretch');
    expect(rows.map(({ cause }) => cause)).toEqual(expect.arrayContaining(['finish', 'extend', 'lapse-wrap-up']));
  });

  a('serve first who has an open ticket, and the queue of a number is known without us', async () => {
    const { lab, product, sari, budi } = hotline;
    await state(budi, 'ready');
    await Promise.all([hotline.rest(sari), hotline.rest(budi)]);
    // Over its limit it shows, on the floor and on the desk.
    await hotline.rina.page.locator('[data-testid=floor-agent][data-over=true]').first().waitFor();
    await sari.page.locator('[data-testid=agent-state][data-over=true]').waitFor();
    expect(await faultsOf(hotline.rina.page, folder, 'floor-over-limit')).toEqual([]);
    await lab.call('patient', { dnis: '119', ani: '081234567801' });
    await until('he waits', async () => (await queue('medis')).includes('Callers:'));
    await lab.call('patient', { dnis: '119', ani: '081234567890' });
    await until('both wait', async () => /1\. .*\n.*2\. /.test(await queue('medis')));
    const [one, two] = [...(await queue('medis')).matchAll(/prio: (\d+)/g)].map((found) => Number(found[1]));
    expect([one, two]).toEqual([2, 0]);
    await lab.clear();

    await product.kill();
    await lab.call('patient', { dnis: '119', ani: '081234567802' });
    await until('he waits in the queue of his number', async () => (await queue('medis')).includes('Callers:'));
    await product.start(lab);
  });
});
