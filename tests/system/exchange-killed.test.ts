import { type Client, logIn } from '../support/client.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { type Product, prepareProduct } from './lab/product.ts';

interface Row {
  readonly id: string;
  readonly outcome: string | null;
  readonly answered_at: number | null;
  readonly ended_at: number | null;
  readonly source: string | null;
}

/** Asterisk is killed with callers in it: nobody writes down how their calls ended. */
describe('an Asterisk that is killed', () => {
  let product: Product;
  let lab: Lab;
  let client: Client;

  beforeAll(async () => {
    product = await prepareProduct();
    lab = await startLab({ agents: product.agents.map((agent) => ({ ...agent, webrtc: false })) });
    await product.start(lab);
    client = await logIn(product.url, 'agen1', product.passwordOf('agen1'));
    await client.do('setState', { body: { state: 'ready' } });
    await until('she is in the queue', async () => (await lab.asterisk.cli('queue show hotline')).includes('dynamic'));
  }, 60_000);
  afterAll(async () => {
    client?.close();
    await product?.stop();
    await lab?.stop();
  });

  const rows = () =>
    product.query<Row>(
      `SELECT id, outcome, (state->'answered'->>'at')::float8 AS answered_at, (state->'ended'->>'at')::float8 AS ended_at,
         state->'ended'->>'source' AS source FROM call ORDER BY arrived_at`,
    );

  it('takes its calls with it: they end when it starts again, estimated, one who came unheard among them', async () => {
    await lab.desk('101', { answerAfterMs: 100, talkMs: 60_000 });
    await lab.call('patient');
    await until('a talk', async () => (await rows())[0]?.answered_at);
    await product.kill();
    await lab.call('impatient', { holdMs: 60_000 });
    await until('he waits', async () => (await lab.asterisk.queueLog()).split('ENTERQUEUE').length === 3);
    const killedAt = Date.now();
    await lab.asterisk.restart();
    const startedAt = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await product.start(lab);
    await until('both have ended', async () => (await rows()).filter(({ ended_at }) => ended_at !== null).length === 2);
    const [talked, waited] = await rows();
    expect(talked).toMatchObject({ outcome: 'answered', source: 'estimate' });
    expect(waited).toMatchObject({ answered_at: null, source: 'estimate' });
    for (const row of [talked, waited]) {
      // Asterisk says in whole seconds for how long it has run.
      expect(row?.ended_at).toBeGreaterThan(killedAt - 1_000);
      expect(row?.ended_at).toBeLessThan(startedAt + 1_000);
    }
    const late = await product.query(
      `SELECT a.step FROM alert a JOIN case_file c ON c.id = a.case_id JOIN call k ON k.id = c.call_id
       WHERE a.urgent AND a.due_at > k.ended_at`,
    );
    expect(late).toEqual([]);
  }, 80_000);
});
