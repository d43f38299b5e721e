import { rename } from 'node:fs/promises';
import { type Client, logIn } from '../support/client.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { type Product, prepareProduct } from './lab/product.ts';

/** A call by Asterisk's own record of its queue, in whole seconds. */
interface Recorded {
  readonly outcome: 'answered' | 'abandoned';
  readonly extension: string | null;
  readonly queuedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number;
}

interface Row {
  readonly id: string;
  readonly outcome: string;
  readonly extension: string | null;
  readonly queued_at: number;
  readonly answered_at: number | null;
  readonly ended_at: number;
  readonly source: string | null;
  readonly ticket: string;
}

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

  const recorded = async (): Promise<Map<string, Recorded>> => {
    const calls = new Map<string, Recorded>();
    for (const line of (await lab.asterisk.queueLog()).split('\n')) {
      const [at, id, , member, what] = line.split('|');
      const call = calls.get(id ?? '');
      const moment = Number(at);
      if (what === 'ENTERQUEUE')
        calls.set(id as string, {
          outcome: 'abandoned',
          extension: null,
          queuedAt: moment,
          answeredAt: null,
          endedAt: 0,
        });
      else if (!call) continue;
      else if (what === 'CONNECT')
        // By name of the member where it has one.
        calls.set(id as string, { ...call, outcome: 'answered', extension: member ?? null, answeredAt: moment });
      else if (/^(COMPLETE|ABANDON)/.test(what ?? '')) calls.set(id as string, { ...call, endedAt: moment });
    }
    return calls;
  };
  const rows = () =>
    product.query<Row>(
      `SELECT k.id, k.outcome, k.state->'answered'->>'extension' AS extension, c.ticket_number AS ticket,
         (k.state->>'queuedAt')::float8 AS queued_at, (k.state->'answered'->>'at')::float8 AS answered_at,
         (k.state->'ended'->>'at')::float8 AS ended_at, k.state->'ended'->>'source' AS source
       FROM call k JOIN case_file c ON c.call_id = k.id WHERE k.ended_at IS NOT NULL ORDER BY k.arrived_at`,
    );
  const calls = async () => Number(/(\d+) calls? processed/.exec(await lab.asterisk.cli('core show channels'))?.[1]);
  const idle = () =>
    until(
      'no caller is left',
      async () => (await lab.asterisk.cli('core show channels')).split('trunk-').length === 1,
      60_000,
    );

  /** Every row is what Asterisk says of the call, and every call has a row and a ticket. */
  async function agrees() {
    const truth = await recorded();
    await until('every call has ended here too', async () => (await rows()).length === truth.size, 20_000);
    for (const row of await rows()) {
      const call = truth.get(row.id.replace('asterisk-', ''));
      if (!call) throw new Error(`Asterisk knows nothing of ${row.id}`);
      expect([row.id, row.outcome.replace('shortA', 'a')]).toEqual([row.id, call.outcome]);
      expect(row.answered_at === null).toBe(call.answeredAt === null);
      expect(Math.abs(row.queued_at / 1000 - call.queuedAt)).toBeLessThan(1.5);
      expect(Math.abs(row.ended_at / 1000 - call.endedAt)).toBeLessThan(1.5);
      if (row.answered_at !== null && call.answeredAt !== null) {
        const talk = (row.ended_at - row.answered_at) / 1000;
        expect(Math.abs(talk - (call.endedAt - call.answeredAt))).toBeLessThan(1);
      }
    }
    const tickets = (await rows()).map(({ ticket }) => Number(ticket.slice(-4))).sort((a, b) => a - b);
    expect(tickets).toEqual(tickets.map((_, index) => index + 1));
    const after = await product.query(
      `SELECT a.step, a.kind FROM alert a JOIN case_file c ON c.id = a.case_id JOIN call k ON k.id = c.call_id
       WHERE a.urgent AND a.due_at > k.ended_at`,
    );
    expect(after).toEqual([]);
    return truth;
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
    const truth = await agrees();
    expect(truth.size).toBe(7);
    const outcomes = [...truth.values()].map(({ outcome }) => outcome);
    expect(outcomes).toContain('abandoned');
    expect(outcomes.filter((outcome) => outcome === 'answered').length).toBeGreaterThanOrEqual(3);
    expect((await rows()).filter(({ source }) => source === 'log').length).toBeGreaterThanOrEqual(5);
    expect((await rows()).filter(({ source }) => source === 'estimate')).toEqual([]);
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
