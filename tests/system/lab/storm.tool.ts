import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, logIn } from '../../support/client.ts';
import { type Lab, startLab } from './lab.ts';
import { until } from './processes.ts';
import { type Product, prepareProduct } from './product.ts';
import { compare, type Recorded, recordOf } from './queue-record.ts';

/**
 * A hundred callers in ten seconds at four telephones, of whom some wait longer than others, and a fault in the midst of
 * them: everything that is stored is compared with Asterisk's own record, call by call. Not in the gate:
 *   npm run storm
 */
const agents = ['agen1', 'agen2', 'agen3', 'agen4'] as const;
const crowd = [
  { count: 40, holdMs: 6_000 },
  { count: 30, holdMs: 20_000 },
  { count: 30, holdMs: 75_000 },
] as const;
const callers = crowd.reduce((sum, { count }) => sum + count, 0);
const comesInMs = 10_000;
const talkMs = 2_500;
const recapMs = 10_000;
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

interface Run {
  readonly fault: string;
  readonly truth: ReadonlyMap<string, Recorded>;
  readonly row: readonly (string | number)[];
}

describe('a storm', () => {
  const runs: Run[] = [];
  let product: Product;
  let lab: Lab;
  let clients: Client[] = [];
  let recaps: NodeJS.Timeout;

  beforeAll(async () => {
    product = await prepareProduct({ agents: agents.length });
    lab = await startLab({ agents: product.agents.map((agent) => ({ ...agent, webrtc: false })) });
    await product.start(lab);
    for (const { extension } of product.agents) await lab.desk(extension, { answerAfterMs: 300, talkMs });
    clients = await Promise.all(agents.map((name) => logIn(product.url, name, product.passwordOf(name))));
    for (const client of clients) await client.do('setState', { body: { state: 'ready' } });
    const members = async () => (await lab.asterisk.cli('queue show hotline')).match(/\(dynamic\)/g)?.length;
    await until('all are in the queue', async () => (await members()) === agents.length);
    // Everybody writes for as long as Asterisk by itself leaves a telephone in peace when we are away.
    recaps = setInterval(() => void recapAll().catch(() => {}), 500);
  }, 400_000);
  afterAll(async () => {
    const head = [
      'fault',
      'callers',
      'answered',
      'abandoned',
      'wrong',
      'connected in the gap',
      'of a run without fault',
    ];
    const more = ['read back', 'estimated', 'queued off by', 'ended off by', 'talk off by', 'due after the end'];
    const table = [[...head, ...more], [...head, ...more].map(() => '---'), ...runs.map(({ row }) => row)];
    const text = table.map((row) => `| ${row.join(' | ')} |`).join('\n');
    const folder = join(import.meta.dirname, '../.run');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'storm.md'), `${text}\n`);
    process.stdout.write(`${text}\n`);
    clearInterval(recaps);
    for (const client of clients) client.close();
    await product?.stop();
    await lab?.stop();
  }, 60_000);

  async function recapAll() {
    const due = await product.query<{ case_id: string; name: string }>(
      `SELECT c.id AS case_id, p.username AS name FROM call k JOIN case_file c ON c.call_id = k.id
       JOIN person p ON p.id = k.agent_id WHERE k.ended_at IS NOT NULL AND k.outcome = 'answered' AND c.closed_at IS NULL
         AND k.ended_at < now() - interval '${recapMs} milliseconds'`,
    );
    for (const { case_id: caseId, name } of due) {
      const client = clients[(agents as readonly string[]).indexOf(name)];
      await client?.attempt({ caseId }, 'recap.saved', { disposition: 'ghost', recapSummary: 'Selesai.' });
    }
  }

  const connectedBetween = (truth: ReadonlyMap<string, Recorded>, from: number, to: number) =>
    [...truth.values()].filter(({ answeredAt }) => answeredAt !== null && answeredAt >= from && answeredAt <= to)
      .length;

  /** @param gap seconds after the first caller between which the fault lasts */
  async function storm(
    fault: string,
    gap: readonly [number, number],
    happens: () => Promise<void>,
    over: () => Promise<void>,
  ) {
    const began = Date.now() / 1000;
    for (const { count, holdMs } of crowd) await lab.crowd(count, comesInMs, { holdMs });
    await seconds(Math.max(0, began + gap[0] - Date.now() / 1000));
    await happens();
    const from = Date.now() / 1000;
    await seconds(Math.max(0, began + gap[1] - Date.now() / 1000));
    const to = Date.now() / 1000;
    await over();
    const idle = async () => (await lab.asterisk.cli('core show channels')).split('PJSIP/trunk-').length === 1;
    await until('no caller is left', idle, 180_000);
    const before = new Set(runs.flatMap((run) => [...run.truth.keys()]));
    const all = recordOf(await lab.asterisk.queueLog());
    const truth = new Map([...all].filter(([id]) => !before.has(id)));
    const { rows, wrong, off, dueAfterEnd } = await compare(product, truth);
    const answered = [...truth.values()].filter(({ outcome }) => outcome === 'answered').length;
    const ofSource = (source: string) => rows.filter((row) => row.source === source).length;
    const inGap = connectedBetween(truth, from, to);
    const calm = runs[0];
    const calmBegan = calm && Math.min(...[...calm.truth.values()].map(({ queuedAt }) => queuedAt));
    const usual =
      calm && calmBegan ? connectedBetween(calm.truth, calmBegan + from - began, calmBegan + to - began) : inGap;
    runs.push({
      fault,
      truth,
      row: [
        ...[fault, truth.size, answered, truth.size - answered, wrong.length, inGap, usual],
        ...[ofSource('log'), ofSource('estimate')],
        ...[off.queued, off.ended, off.talk].map((value) => `${value.toFixed(1)} s`),
        dueAfterEnd,
      ],
    });
    expect(wrong).toEqual([]);
    expect(truth.size).toBe(callers);
    expect(dueAfterEnd).toBe(0);
    expect(off.talk).toBeLessThan(1);
    expect(ofSource('estimate')).toBe(0);
    const tickets = rows.map(({ ticket }) => Number(ticket.slice(-4))).sort((a, b) => a - b);
    expect(tickets).toEqual(tickets.map((_, index) => before.size + index + 1));
  }

  const nothing = async () => {};
  it('without a fault', () => storm('none', [5, 70], nothing, nothing), 400_000);
  it(
    'with Sigap killed for 5 s',
    () =>
      storm(
        'killed, 5 s',
        [5, 10],
        () => product.kill(),
        () => product.start(lab),
      ),
    400_000,
  );
  it(
    'with Sigap killed for 60 s',
    () =>
      storm(
        'killed, 60 s',
        [5, 65],
        () => product.kill(),
        () => product.start(lab),
      ),
    400_000,
  );
  it(
    'with a link that is half-open for 30 s',
    () =>
      storm(
        'half-open, 30 s',
        [5, 35],
        async () => lab.ami.freeze(),
        async () => lab.ami.thaw(),
      ),
    400_000,
  );
});
