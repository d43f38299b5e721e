import { type Client, logIn } from '../support/client.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { type Product, prepareProduct } from './lab/product.ts';

/** Two desk telephones that answer at once and talk for a second. */
describe('the hotline while Sigap is away', () => {
  let product: Product;
  let lab: Lab;
  const clients: Client[] = [];
  /** By Asterisk's own count. */
  const connected = async () => Number(/ C:(\d+),/.exec(await lab.asterisk.cli('queue show hotline'))?.[1]);
  const paused = async () => (await lab.asterisk.cli('queue show hotline')).match(/\(paused/g)?.length ?? 0;
  const members = async () => (await lab.asterisk.cli('queue show hotline')).match(/\(dynamic\)/g)?.length;
  const patiently = (what: string, check: () => Promise<boolean>) => until(what, check, 60_000);

  beforeAll(async () => {
    product = await prepareProduct();
    lab = await startLab({ agents: product.agents.map((agent) => ({ ...agent, webrtc: false })) });
    await product.start(lab);
    for (const [username, extension] of [
      ['agen1', '101'],
      ['agen2', '102'],
    ] as const) {
      await lab.desk(extension, { answerAfterMs: 100, talkMs: 1_000 });
      const client = await logIn(product.url, username, product.passwordOf(username));
      clients.push(client);
      await client.do('setState', { body: { state: 'ready' } });
    }
    await until('both are in the queue', async () => (await members()) === 2);
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await product?.stop();
    await lab?.stop();
  });
  afterEach(() => lab.clear());

  it('rings nobody who writes a recap as long as we are there, and connects every caller when we are killed', async () => {
    for (const talks of [1, 2]) {
      await lab.call('patient');
      await patiently('the talk', async () => (await connected()) === talks);
      await patiently('the wrap-up', async () => (await paused()) === talks);
    }
    await lab.call('patient');
    // Longer than Asterisk's own wrap-up, and than a pause that nobody asks for again.
    await new Promise((resolve) => setTimeout(resolve, 35_000));
    expect([await connected(), await paused()]).toEqual([2, 2]);

    await product.kill();
    for (let more = 0; more < 3; more++) await lab.call('patient');
    await patiently('four more talks', async () => (await connected()) === 6);
    expect(await paused()).toBe(0);

    await product.start(lab);
    await product.query('SELECT 1');
    const rows = await product.query<{ outcome: string | null }>('SELECT outcome FROM call');
    expect(rows.length).toBeGreaterThanOrEqual(3);
  }, 200_000);

  it('pauses who asked for a break in mid-call, and that stays', async () => {
    const [first, second] = clients as [Client, Client];
    await first.do('setState', { body: { state: 'not-ready', reason: 'break' } });
    await second.do('setState', { body: { state: 'not-ready', reason: 'break' } });
    await patiently('both pause', async () => (await paused()) === 2);
    await product.kill();
    const before = await connected();
    await lab.call('patient');
    // The watchman looks every two seconds.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect([await connected(), await paused()]).toEqual([before, 2]);
  });
});
