import type { Browser } from 'playwright-core';
import { type Client, logIn, send, type View } from '../support/client.ts';
import { launchChromium } from './lab/browser.ts';
import { type Desk, openDesk } from './lab/desk.ts';
import { type Ear, earOf, openEar } from './lab/ears.ts';
import { keepEvidence } from './lab/evidence.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import { asteriskCalls, type Product, prepareProduct } from './lab/product.ts';
import { recordOf } from './lab/queue-record.ts';
import type { CallHandle } from './lab/sipp.ts';

const trunk = '127.0.0.2';
const prefix = '7';

interface Row {
  readonly id: string;
  readonly exchange: string;
  readonly outcome: string | null;
  readonly ticket: string;
  readonly answered_at: number | null;
  readonly ended_at: number | null;
  readonly source: string | null;
}

/**
 * One Sigap, two real Asterisks, each with a telephone 201: Ayu's browser at the first (`asterisk`) and Citra's at the other
 * one (`selatan`), where she has the number 7201 in the office. Dodi's desk telephone, 202 of the first, sends back what it
 * hears. The citizens' ears are ports, which send a note. In this order: each test goes on where the one before has left.
 */
describe('two Asterisks of one office', () => {
  let product: Product;
  let first: Lab;
  let selatan: Lab;
  let browser: Browser;
  let ayu: Desk;
  let citra: Desk;
  let floor: View;
  const heardBy = new Map<Desk, Ear>();
  const clients: Client[] = [];
  const open: Awaited<ReturnType<typeof openEar>>[] = [];

  const client = async (username: string) => {
    const one = await logIn(product.url, username, product.passwordOf(username));
    clients.push(one);
    return one;
  };
  beforeAll(async () => {
    product = await prepareProduct({
      people: [
        ['ayu', 'agent', '--extension', '201', '--name', 'Ayu Lestari'],
        ['dodi', 'agent', '--extension', '202', '--name', 'Dodi Hartono'],
        ['citra', 'agent', '--extension', `${prefix}201`, '--name', 'Citra Dewi'],
      ],
    });
    const ofFirst = product.agents.filter(({ extension }) => extension.length === 3);
    const ofSelatan = product.agents.filter(({ extension }) => extension.length > 3);
    first = await startLab({
      agents: ofFirst.map((agent) => ({ ...agent, webrtc: agent.extension !== '202' })),
    });
    selatan = await startLab({
      address: '127.0.0.3',
      agiPort: 4574,
      token: 'lab-token-of-selatan',
      agents: ofSelatan.map((agent) => ({ ...agent, extension: agent.extension.slice(prefix.length) })),
    });
    await product.start(first, [{ name: 'selatan', prefix, lab: selatan }]);
    browser = await launchChromium();
    [ayu, citra] = await Promise.all([openDesk(browser, product, 'ayu'), openDesk(browser, product, 'citra')]);
    for (const desk of [ayu, citra]) heardBy.set(desk, await earOf(desk.page));
    floor = await (await client('supervisor')).open('floor');
    await first.desk('202', { answerAfterMs: 300, talkMs: 600_000, echoes: true });
    await (await client('dodi')).do('setState', { body: { state: 'ready' } });
    await citra.beReady();
    await Promise.all([first, selatan].map((lab) => until('a member of the queue', async () => inQueue(lab))));
  }, 200_000);
  afterAll(async () => {
    for (const one of clients) one.close();
    await Promise.all(open.map((ear) => ear.close()));
    await browser?.close();
    await product?.stop();
    await selatan?.stop();
    await first?.stop();
  });

  const inQueue = async (lab: Lab) => (await lab.asterisk.cli('queue show hotline')).includes('(dynamic)');
  const patiently = <T>(what: string, check: () => Promise<T> | T) => until(what, check, 60_000);
  const a = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      try {
        await test();
      } catch (error) {
        await keepEvidence(`first, ${name}`, { ayu, citra }, first, product);
        await keepEvidence(`selatan, ${name}`, {}, selatan, product);
        throw error;
      }
    }, 180_000);

  const rows = () =>
    product.query<Row>(
      `SELECT k.id, k.exchange, k.outcome, c.ticket_number AS ticket, (k.state->'answered'->>'at')::float8 AS answered_at,
         (k.state->'ended'->>'at')::float8 AS ended_at, k.state->'ended'->>'source' AS source
       FROM call k JOIN case_file c ON c.call_id = k.id AND c.linked_to IS NULL ORDER BY k.arrived_at`,
    );
  /** The calls of one, in the order in which they came. */
  const rowsOf = async (exchange: string) => (await rows()).filter((row) => row.exchange === exchange);
  const answered = (exchange: string, index: number) =>
    patiently('it is answered', async () => (await rowsOf(exchange))[index]?.answered_at);
  const ended = (exchange: string, index: number) =>
    patiently('it has ended', async () => {
      const row = (await rowsOf(exchange))[index];
      return row && row.ended_at !== null ? row : null;
    });
  /** A caller, with the ear of whoever calls. */
  const calls = async (lab: Lab): Promise<{ caller: CallHandle; ear: Ear }> => {
    const ear = await openEar(trunk, true);
    open.push(ear);
    return { caller: await lab.call('patient', { mediaPort: ear.port, holdMs: 600_000 }), ear };
  };
  const hears = (who: string, ear: Ear | undefined) =>
    patiently(`${who} to hear something`, async () => ((await ear?.heardWithin(1_000)) ?? 0) > 0);
  const takes = async (desk: Desk) => {
    await desk.pop.waitFor();
    await desk.press('pop-answer');
    await desk.see('case').waitFor();
  };
  const banner = ({ page }: Desk) => page.getByTestId('stale-banner');
  const connected = async () => {
    const { body } = await send(product.url, { method: 'GET', path: '/metrics' });
    const told = [...String(body).matchAll(/^sigap_exchange_connected\{exchange="(\w+)"\} ([01])$/gm)];
    return Object.fromEntries(told.map(([, name, value]) => [name, value === '1']));
  };

  let dodis: Awaited<ReturnType<typeof calls>>;
  let citras: Awaited<ReturnType<typeof calls>>;
  let killedAt: number;

  it('have each the telephones that its own list gives it, under its own numbers', async () => {
    const told = async (exchange?: string) =>
      (await product.telephones(exchange)).map(({ extension, secret }) => [extension, secret]);
    const given = (lab: Lab) => lab.agents.map(({ extension, secret }) => [extension, secret]);
    expect(new Set(await told())).toEqual(new Set(given(first)));
    expect(await told('selatan')).toEqual(given(selatan));
    expect(given(selatan).map(([extension]) => extension)).toEqual(['201']);
    expect(given(first).map(([extension]) => extension)).toContain('201');
  });

  a('ring each its own agent, voices go both ways, and the tickets are of one series', async () => {
    [dodis, citras] = await Promise.all([calls(first), calls(selatan)]);
    await takes(citra);
    await Promise.all([answered('asterisk', 0), answered('selatan', 0)]);
    expect(await ayu.pop.count()).toBe(0);
    await hears('the caller of the first', dodis.ear);
    await hears('the caller of selatan', citras.ear);
    await hears('Citra', heardBy.get(citra));
    const numbers = (await rows()).map(({ ticket }) => Number(ticket.split('-').at(-1)));
    expect(numbers.sort()).toEqual([1, 2]);
    const ids = (await rows()).map(({ id }) => id.split('-')[0]);
    expect(ids.sort()).toEqual(['asterisk', 'selatan']);
  });

  a('are told apart when one is killed: the other one talks on, and has its next caller answered', async () => {
    killedAt = Date.now();
    await selatan.asterisk.kill();
    for (const desk of [ayu, citra])
      await banner(desk).filter({ hasText: 'Sentral telepon selatan tidak terhubung' }).waitFor();
    const { exchanges } = await floor.until('system', (card) => card.exchanges.some((one) => !one.connected), 60_000);
    expect(exchanges.map(({ name, connected: there }) => [name, there])).toEqual([
      ['asterisk', true],
      ['selatan', false],
    ]);
    expect(await product.ready()).toMatchObject({ exchange: true, exchanges: { asterisk: true, selatan: false } });
    expect(await connected()).toEqual({ asterisk: true, selatan: false });

    await hears('the caller of the first', dodis.ear);
    await ayu.beReady();
    const next = await calls(first);
    await takes(ayu);
    await hears('the next caller', next.ear);
    await hears('Ayu', heardBy.get(ayu));
    await next.caller.hangup();
    expect(await next.caller.done).toBe(0);
    expect(await ended('asterisk', 1)).toMatchObject({ outcome: 'answered', ticket: expect.stringMatching(/-0003$/) });
    await hears('the caller of the first', dodis.ear);
    // Nothing is judged of what nobody hears of.
    expect((await rowsOf('selatan')).map(({ ended_at }) => ended_at)).toEqual([null]);
  });

  a('are whole again when it is back: what ended is read from its log, and its agent is rung again', async () => {
    await citras.caller.stop();
    // It works again, and the way to it does not yet: whoever calls comes and goes unheard.
    selatan.ami.cut();
    await selatan.asterisk.restart();
    const startedAt = Date.now();
    // Her browser learns that the talk was killed, and refuses nobody for its sake.
    await citra.page.locator('[data-testid=phone-status][data-status=ready]').waitFor();
    const gone = await selatan.call('impatient');
    expect(await gone.done).toBe(0);
    const recorded = async () => [...recordOf(await selatan.asterisk.queueLog())].at(-1);
    const [id, record] = await patiently('Asterisk to write it down', async () => {
      const last = await recorded();
      return last && last[1].outcome === 'abandoned' && last[1].endedAt > 0 ? last : null;
    });
    expect((await rowsOf('selatan')).filter(({ ended_at }) => ended_at !== null)).toEqual([]);
    selatan.ami.restore();

    const [killed, unheard] = [await ended('selatan', 0), await ended('selatan', 1)];
    expect(unheard).toMatchObject({ id: `selatan-${id}`, answered_at: null, source: 'log' });
    expect(unheard.outcome).toMatch(/abandoned/i);
    expect(Math.abs((unheard.ended_at ?? 0) / 1000 - record.endedAt)).toBeLessThan(1.5);
    // Of the talk that was killed nobody wrote down the end; Asterisk says in whole seconds for how long it has run.
    expect(killed).toMatchObject({ outcome: 'answered', source: 'estimate' });
    expect(killed.ended_at).toBeGreaterThan(killedAt - 1_000);
    expect(killed.ended_at).toBeLessThan(startedAt + 1_000);
    for (const desk of [ayu, citra]) await banner(desk).waitFor({ state: 'detached' });
    await floor.until('system', ({ exchanges }) => exchanges.every((one) => one.connected), 60_000);
    expect((await product.ready()).exchanges).toEqual({ asterisk: true, selatan: true });
    expect(await connected()).toEqual({ asterisk: true, selatan: true });

    await (await client('citra')).do('wrapUp', { body: { action: 'finish' } });
    const { caller, ear } = await calls(selatan);
    await takes(citra);
    await hears('the caller of selatan', ear);
    await hears('Citra', heardBy.get(citra));
    await caller.hangup();
    expect(await ended('selatan', 2)).toMatchObject({ outcome: 'answered', source: null });
  });

  a('leave one another’s talks alone, numbers without a gap, and nothing on either exchange', async () => {
    await hears('the caller of the first', dodis.ear);
    expect((await rowsOf('asterisk'))[0]?.ended_at).toBeNull();
    await dodis.caller.hangup();
    expect(await dodis.caller.done).toBe(0);
    expect(await ended('asterisk', 0)).toMatchObject({ outcome: 'answered', source: null });
    const all = await rows();
    expect(all.map(({ exchange }) => exchange).slice(2)).toEqual(['asterisk', 'selatan', 'selatan']);
    const numbers = all.map(({ ticket }) => Number(ticket.split('-').at(-1)));
    expect(numbers.slice(2)).toEqual([3, 4, 5]);
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5]);
    for (const lab of [first, selatan]) await until('no call', async () => (await asteriskCalls(lab)) === 0);
    expect(product.output()).not.toContain('"level":"error"');
    expect(product.output()).not.toMatch(/(\+62|62|0)81234567/);
  });
});
