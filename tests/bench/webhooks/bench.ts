import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../screen-pop/processes.ts';
import { openBenchDatabase } from '../support/database.ts';
import { ensureEarlierCallers } from '../support/earlier.ts';
import { median, ms, percentile, table, times } from '../support/figures.ts';
import type { BenchOptions } from '../support/options.ts';
import { key, sealer } from '../support/sealer.ts';
import { createSender, type Sender } from './sender.ts';

const senders = 64;
const rounds = 5;

interface Served {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Signed webhooks a second to a durable ticket, beside a bare Express route that inserts one row. Ours is the server as
 * `npm start` runs it, with its HTTP gateway; acknowledgements go out meanwhile
 * at the pace that is set when nobody sets one.
 */
export async function benchWebhooks({ earlier, dataDir, quick }: BenchOptions): Promise<void> {
  const database = await openBenchDatabase(dataDir, 2);
  const folder = mkdtempSync(join(tmpdir(), 'sigap-bench-webhooks-'));
  const secret = randomBytes(24).toString('hex');
  let acknowledged = 0;
  const bridge = createServer((asked, answer) => {
    asked.resume().on('end', () => {
      acknowledged += 1;
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ reference: String(acknowledged) }));
    });
  });
  await new Promise<void>((resolve) => bridge.listen(0, '127.0.0.1', resolve));
  const { port } = bridge.address() as { port: number };
  try {
    const { dataSource } = database;
    await ensureEarlierCallers(dataSource, sealer, earlier);
    const ours = await run(
      'server/main.js',
      [],
      {
        NODE_ENV: 'test',
        PORT: '0',
        LOG_LEVEL: 'error',
        DATABASE_URL: database.appUrl,
        SIGAP_DATA_DIR: folder,
        SIGAP_SECRET_KEY: key.toString('base64'),
        SESSION_SECRET: randomBytes(24).toString('hex'),
        EXCHANGE: 'simulator',
        SIMULATOR_SCENARIO: 'empty',
        HTTP_GATEWAY_URL: `http://127.0.0.1:${port}/`,
        HTTP_GATEWAY_SECRET: secret,
      },
      /Sigap: (http:\S+)/,
    );
    const bare = await run('tests/bench/webhooks/bare-server.js', [database.url], {}, /port (\d+)/);
    const run1 = randomBytes(4).toString('hex');
    const ways = [
      ['Sigap: signed, to a durable ticket', `${ours.found}/telephony/messages/pages/messages`],
      ['a bare Express route, one row', `http://127.0.0.1:${bare.found}/messages`],
    ].map(([name, url]) => ({
      name: name as string,
      sender: createSender(url as string, secret, `${run1}-${name?.slice(0, 1)}`, senders),
      served: [] as Served[],
    }));
    const [before] = await dataSource.query(`SELECT count(*)::int AS n FROM case_file WHERE service_id = 'website'`);
    for (const { sender } of ways) await serve(sender, 1_000);
    // One way after the other in every round, so that a slow minute of the machine is shared.
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ways) {
        await dataSource.query('CHECKPOINT');
        way.served.push(await serve(way.sender, quick ? 1_000 : 4_000));
      }
    }
    const [first, second] = ways as [(typeof ways)[number], (typeof ways)[number]];
    const speed = ({ served }: typeof first) => median(served.map(({ perSecond }) => perSecond));
    const lines = ways.map((way) => {
      const of = (name: keyof Served) => way.served.map((one) => one[name]);
      const range = `${Math.round(Math.min(...of('perSecond')))}–${Math.round(Math.max(...of('perSecond')))}`;
      return [
        way.name,
        String(Math.round(speed(way))),
        range,
        times(speed(way) / speed(second)),
        ms(median(of('p50'))),
        ms(median(of('p99'))),
      ];
    });
    console.log(
      `\n## Webhooks a second, ${senders} senders at once, ${rounds} rounds\n${earlier} earlier cases; ${database.settings}\n`,
    );
    console.log(`${table(['what', 'median/s', 'rounds', '÷ bare', 'p50 ms', 'p99 ms'], lines)}\n`);

    const accepted = first.sender.accepted();
    const [after] = await dataSource.query(
      `SELECT count(*)::int AS n, (SELECT count(*)::int FROM message WHERE direction = 'in' AND channel = 'website'
         AND id LIKE $1) AS messages FROM case_file WHERE service_id = 'website'`,
      [`pages-${run1}-%`],
    );
    const cases = after.n - before.n;
    const whole = cases === accepted && after.messages === accepted ? '' : ' FAILED';
    console.log(`${accepted} answered with 200, ${after.messages} messages and ${cases} tickets stored.${whole}`);
    console.log(`${acknowledged} acknowledgements had gone out by then.`);
    for (const { sender } of ways) sender.close();
    await Promise.all([ours.stop(), bare.stop()]);
  } finally {
    bridge.closeAllConnections();
    bridge.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function serve(sender: Sender, forMs: number): Promise<Served> {
  const took: number[] = [];
  const from = performance.now();
  const one = async () => {
    while (performance.now() - from < forMs) took.push(await sender.post());
  };
  await Promise.all(Array.from({ length: senders }, one));
  const length = performance.now() - from;
  await sleep(300);
  return { perSecond: (took.length / length) * 1_000, p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
}
