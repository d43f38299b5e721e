import { type Client, logIn } from '../support/client.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { type Product, prepareProduct } from './lab/product.ts';

interface Row {
  readonly outcome: string | null;
  readonly ticket: string;
  readonly answered_at: number | null;
  readonly ended_at: number | null;
  readonly source: string | null;
}

/** Two servers on one database and one Asterisk; one works, and the other one stands by. */
describe('a second server that stands by', () => {
  let product: Product;
  let lab: Lab;
  const clients: Client[] = [];
  const patiently = <T>(what: string, check: () => Promise<T>) => until(what, check, 60_000);
  const rows = () =>
    product.query<Row>(
      `SELECT k.outcome, c.ticket_number AS ticket, (k.state->'answered'->>'at')::float8 AS answered_at,
         (k.state->'ended'->>'at')::float8 AS ended_at, k.state->'ended'->>'source' AS source
       FROM call k JOIN case_file c ON c.call_id = k.id ORDER BY k.arrived_at`,
    );

  beforeAll(async () => {
    product = await prepareProduct();
    lab = await startLab({ agents: product.agents.map((agent) => ({ ...agent, webrtc: false })) });
    await product.start(lab);
    for (const [username, extension] of [
      ['agen1', '101'],
      ['agen2', '102'],
    ] as const) {
      await lab.desk(extension, { answerAfterMs: 100, talkMs: 12_000 });
      const client = await logIn(product.url, username, product.passwordOf(username));
      clients.push(client);
      await client.do('setState', { body: { state: 'ready' } });
    }
    await until(
      'both are in the queue',
      async () => ((await lab.asterisk.cli('queue show hotline')).match(/\(dynamic\)/g)?.length ?? 0) === 2,
    );
  }, 120_000);
  afterAll(async () => {
    for (const client of clients) client.close();
    await product?.stop();
    await lab?.stop();
  });

  it('follows one that is killed: talks go on, nobody is lost or numbered twice, and the next callers have their number from it', async () => {
    const url = await product.standBy(lab);
    await lab.call('patient');
    await patiently('a talk', async () => (await rows())[0]?.answered_at);
    await lab.call('patient');
    await patiently('another', async () => (await rows())[1]?.answered_at);

    await product.kill();
    const killedAt = Date.now();
    await patiently('the second to work', async () =>
      fetch(`${url}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    const followedMs = Date.now() - killedAt;
    await lab.call('patient');
    await patiently('the third is known', async () => (await rows()).length === 3);
    const ended = async (count: number) => (await rows()).filter(({ ended_at }) => ended_at !== null).length === count;
    await patiently('the first two have talked', () => ended(2));
    // She owes a recap, and is rung again when she says so.
    const client = await logIn(url, 'agen1', product.passwordOf('agen1'));
    clients.push(client);
    await client.do('wrapUp', { body: { action: 'finish' } });
    await patiently('the third has talked', () => ended(3));
    const all = await rows();
    expect(all.map(({ outcome, source }) => [outcome, source === 'estimate'])).toEqual(
      all.map(() => ['answered', false]),
    );
    // Whoever talked when the first was killed went on talking.
    for (const { answered_at: from, ended_at: to } of all) expect((to ?? 0) - (from ?? 0)).toBeGreaterThan(10_000);
    expect(all.map(({ ticket }) => Number(ticket.split('-').at(-1)))).toEqual([1, 2, 3]);
    expect(followedMs).toBeLessThan(30_000);
    // She is still logged in, at the other one.
    const again = await fetch(`${url}/api/me/sessions`, { headers: { cookie: clients[0]?.cookie ?? '' } });
    expect(again.status).toBe(200);
  }, 200_000);
});
