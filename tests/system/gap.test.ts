import { rename } from 'node:fs/promises';
import { type Client, logIn } from '../support/client.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { type Product, prepareProduct } from './lab/product.ts';
import { compare, recordOf } from './lab/queue-record.ts';

const seconds = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms * 1000));

/** Two desk telephones; both agents are ready. Nobody is there to hear what happens while Sigap is dead. */
describe('calls while Sigap is away', () => {
  let product: Product;
  let lab: Lab;
  const clients: Client[] = [];

  beforeAll(async () => {
    product = await prepareProduct();
    lab = await startLab({ agents: product.agents.map((agent) => ({ ...agent, webrtc: false })) });
    await product.start(lab);
    for (const username of ['agen1', 'agen2'] as const) {
      const client = await logIn(product.url, username, product.passwordOf(username));
      clients.push(client);
      await client.do('setState', { body: { state: 'ready' } });
    }
    const members = async () => (await lab.asterisk.cli('queue show hotline')).match(/\(dynamic\)/g)?.length;
    await until('both are in the queue', async () => (await members()) === 2);
  }, 60_000);
  afterAll(async () => {
    for (const client of clients) client.close();
    await product?.stop();
    await lab?.stop();
  });

  const calls = async () => Number(/(\d+) calls? processed/.exec(await lab.asterisk.cli('core show channels'))?.[1]);
  const idle = () =>
    until(
      'no caller is left',
      async () => (await lab.asterisk.cli('core show channels')).split('trunk-').length === 1,
      60_000,
    );

  /** Every row is what Asterisk says of the call, and every call has a row and a ticket. */
  async function agrees() {
    const truth = recordOf(await lab.asterisk.queueLog());
    const { rows, wrong, off, dueAfterEnd } = await compare(product, truth);
    const [stored] = await product.query<{ count: number }>('SELECT count(*)::int AS count FROM call');
    expect(wrong).toEqual([]);
    expect(stored?.count).toBe(truth.size);
    expect(off.queued).toBeLessThan(1.5);
    expect(off.ended).toBeLessThan(1.5);
    expect(off.talk).toBeLessThan(1);
    expect(dueAfterEnd).toBe(0);
    const tickets = rows.map(({ ticket }) => Number(ticket.slice(-4))).sort((a, b) => a - b);
    expect(tickets).toEqual(tickets.map((_, index) => index + 1));
    return { truth, rows };
  }

  it('that were under way, answered and ended, or came and went, are stored as Asterisk has them', async () => {
    const desks = [
      await lab.desk('101', { answerAfterMs: 300, talkMs: 4_000 }),
      await lab.desk('102', { answerAfterMs: 800, talkMs: 60_000 }),
    ];
    await lab.call('patient', { holdMs: 7_000 });
    await lab.call('patient', { holdMs: 8_000 });
    await lab.call('patient', { holdMs: 9_000 });
    await until('two talk', async () => (await lab.asterisk.cli('core show channels')).split('PJSIP/10').length > 2);
    await seconds(1);
    await product.kill();
    // Ends under way, callers who come and go, and one who is still waiting when we are back.
    await lab.call('impatient', { holdMs: 2_000 });
    await seconds(9);
    // As logrotate does at night.
    await rename(lab.asterisk.callLog, `${lab.asterisk.callLog}.1`);
    await lab.call('patient', { holdMs: 12_000 });
    await lab.call('withheld', { holdMs: 3_000 });
    await seconds(14);
    const last = await lab.call('patient', { holdMs: 60_000 });
    await seconds(2);
    await product.start(lab);
    await last.hangup();
    await idle();
    const { truth, rows } = await agrees();
    expect(truth.size).toBe(7);
    const outcomes = [...truth.values()].map(({ outcome }) => outcome);
    expect(outcomes).toContain('abandoned');
    expect(outcomes.filter((outcome) => outcome === 'answered').length).toBeGreaterThanOrEqual(3);
    expect(rows.filter(({ source }) => source === 'log').length).toBeGreaterThanOrEqual(5);
    expect(rows.filter(({ source }) => source === 'estimate')).toEqual([]);
    for (const desk of desks) await desk.stop();
    expect(await calls()).toBeGreaterThan(7);
  }, 110_000);

  it('on a link that goes silent are judged only when it has told', async () => {
    await seconds(11);
    const desk = await lab.desk('101', { answerAfterMs: 1_000, talkMs: 20_000 });
    lab.ami.freeze();
    await lab.call('patient', { holdMs: 6_000 });
    await lab.call('impatient', { holdMs: 4_000 });
    await seconds(20);
    lab.ami.thaw();
    await idle();
    await agrees();
    await desk.stop();
  }, 70_000);
});
