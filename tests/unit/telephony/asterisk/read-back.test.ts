import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAsteriskExchange } from '../../../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent, ExchangeSnapshot } from '../../../../telephony/events.ts';
import type { ExchangePort } from '../../../../telephony/port.ts';
import { type AmiFields, type FakeAmi, startFakeAmi } from '../../../support/fake-ami.ts';
import { until } from '../../../support/until.ts';

const captured = readFileSync(join(import.meta.dirname, '../../../fixtures/call-log/sigap.csv'), 'utf8');
/** When the first caller of the capture came, and a moment after the last. */
const [first, end] = [1_796_013_643_539, 1_796_013_700_000];

describe('an Asterisk with a call log', () => {
  let folder: string;
  let callLog: string;
  let ami: FakeAmi;
  let exchange: ExchangePort;
  let events: ExchangeEvent[];
  let said: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sigap-log-'));
    callLog = join(folder, 'sigap.csv');
    events = [];
    said = [];
  });
  afterEach(async () => {
    await exchange.stop();
    await ami.stop();
    rmSync(folder, { recursive: true });
  });

  /** @param uptime seconds for which Asterisk has run at `end` */
  async function connect(missedSince: number | null, uptime = '10000'): Promise<ExchangeSnapshot> {
    const timestamp = String(end / 1000);
    ami = await startFakeAmi({
      answer: (action, client): AmiFields | undefined => {
        if (action.action === 'Ping') return { Response: 'Success', Ping: 'Pong', Timestamp: timestamp };
        if (action.action?.toLowerCase() !== 'login') return undefined;
        client.send({ Event: 'FullyBooted', Uptime: uptime, Timestamp: timestamp, Status: 'Fully Booted' });
        return { Response: 'Success', Message: 'Authentication accepted' };
      },
    });
    const say = (_: object, message: string) => void said.push(message);
    exchange = createAsteriskExchange({
      ...{ name: 'asterisk', host: '127.0.0.1', port: ami.port, username: 'sigap', secret: 'right', callLog },
      ...{ queues: ['hotline'], pingEveryMs: 60_000, now: () => end, log: { info: say, warn: say, error: say } },
    });
    exchange.start({
      event: (event) => void events.push(event),
      register: () => Promise.reject(new Error('not asked here')),
      missedSince: () => missedSince,
    });
    return until('a snapshot', () => events.find((event) => event.type === 'exchange.snapshot'));
  }

  it('tells with its first snapshot of every call since then, by its own clock', async () => {
    writeFileSync(callLog, captured);
    const { history, startedAt } = await connect(first + 10_000);
    expect(history?.until).toBe(end);
    expect(startedAt).toBe(end - 10_000_000);
    // The first of six had come before.
    expect(history?.calls.filter(({ arrivedAt }) => arrivedAt !== null)).toHaveLength(5);
  });

  it('tells nothing of the past to one who begins today', async () => {
    writeFileSync(callLog, captured);
    expect(await connect(null)).not.toHaveProperty('history');
  });

  it('says that the log cannot be read, and goes on', async () => {
    expect(await connect(first)).toMatchObject({ history: null });
    expect(said).toContainEqual(expect.stringContaining('cannot be read'));
  });

  it('waits a moment for the end of a call that is not there any more', async () => {
    const lines = captured.trimEnd().split('\n');
    writeFileSync(callLog, `${lines.slice(0, -3).join('\n')}\n`);
    setTimeout(() => appendFileSync(callLog, `${lines.slice(-3).join('\n')}\n`), 300);
    const { history } = await connect(first - 1);
    expect(history?.calls.filter(({ arrivedAt, ended }) => arrivedAt !== null && !ended)).toEqual([]);
  });

  it('waits for no end of what ended with Asterisk itself', async () => {
    const lines = captured.trimEnd().split('\n');
    writeFileSync(callLog, `${lines.slice(0, -3).join('\n')}\n`);
    const begun = performance.now();
    const { history, startedAt } = await connect(first - 1, '5');
    expect(performance.now() - begun).toBeLessThan(700);
    expect(startedAt).toBe(end - 5_000);
    expect(history?.calls.at(-1)).toMatchObject({ ended: false });
  });

  it('says whether everything was heard by now', async () => {
    await connect(null);
    expect(await exchange.upToDate?.()).toBe(true);
    const [client] = ami.clients;
    client?.reset();
    await until('the link is down', () => !exchange.status().connected);
    expect(await exchange.upToDate?.()).toBe(false);
  });
});
