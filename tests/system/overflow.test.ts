import type { Browser } from 'playwright-core';
import { launchChromium } from './lab/browser.ts';
import { openDesk } from './lab/desk.ts';
import { type Hotline, openHotline } from './lab/hotline.ts';
import { until } from './lab/processes.ts';

const services = `services:
  - { id: hotline, name: { id: Hotline, en: Hotline }, channel: phone, sop: surabaya, hours: hotline-24h }
  - { id: medical, name: { id: Medis 119, en: Medical 119 }, channel: phone, sop: surabaya, hours: hotline-24h, addresses: ['119'] }
`;

/** Of the queue of 119 one agent is logged in and rests; in the main queue somebody is ready. */
describe('callers whom nobody answers in their queue', () => {
  let hotline: Hotline;
  let browser: Browser;
  beforeAll(async () => {
    hotline = await openHotline({ services });
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await hotline?.close();
  });

  it('are led on to another one, with their ticket and their wait, and are answered there', async () => {
    const { lab, product, sari, budi } = hotline;
    const adi = await openDesk(browser, product, 'admin');
    const put = async (path: string, data: object) => {
      const answer = await adi.page.request.put(`${product.url}${path}`, { data, headers: { 'x-sigap': '1' } });
      expect([path, answer.status()]).toEqual([path, 200]);
    };
    await hotline.rest(sari);
    await put('/api/queues/medis', {
      ...{ name: { id: 'Medis', en: 'Medical' }, services: ['medical'], skills: [], strategy: 'turns' },
      ...{ ringSeconds: 6, wrapUp: null, maxWaitSeconds: null },
      overflow: { queue: 'hotline', afterSeconds: 10 },
    });
    const [person] = await product.query<{ id: string }>("SELECT id FROM person WHERE username = 'agen1'");
    await put(`/api/people/${person?.id}/queues`, { queues: ['medis'], skills: {} });
    const shown = (queue: string) => lab.asterisk.cli(`queue show ${queue}`);
    await until('she is in it', async () => (await shown('medis')).includes('PJSIP/101'));
    await lab.call('patient', { dnis: '119', ani: '081234567890' });
    await until('he waits there', async () => /Callers:/.test(await shown('medis')));
    await budi.pop.waitFor({ timeout: 60_000 });
    await budi.page.keyboard.press('F2');
    await budi.page.locator('[data-testid=agent-state][data-state=talking]').waitFor();
    interface Row {
      readonly state: { readonly queue: string; readonly queuedAt: number; readonly answered: { readonly at: number } };
      readonly cases: number;
    }
    const rows = () =>
      product.query<Row>(
        'SELECT state, (SELECT count(*)::int FROM case_file c WHERE c.call_id = k.id) AS cases FROM call k',
      );
    await until('the answer is stored', async () => Boolean((await rows())[0]?.state.answered));
    const [call, ...more] = await rows();
    expect([more, call?.cases, call?.state.queue]).toEqual([[], 1, 'hotline']);
    const waitedMs = (call?.state.answered.at ?? 0) - (call?.state.queuedAt ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(9_000);
  }, 180_000);
});
