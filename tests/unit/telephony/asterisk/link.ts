import { type AsteriskOptions, createAsteriskExchange } from '../../../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent } from '../../../../telephony/events.ts';
import type { ExchangePort } from '../../../../telephony/port.ts';
import { type AmiFields, type FakeAmi, type FakeAmiOptions, startFakeAmi } from '../../../support/fake-ami.ts';
import { until } from '../../../support/until.ts';

/** An exchange and the fake of AMI that it is linked to. */
interface TestLink {
  readonly ami: FakeAmi;
  readonly exchange: ExchangePort;
  /** What it has told. */
  readonly events: readonly ExchangeEvent[];
  count(type: ExchangeEvent['type']): number;
  /** Actions of these names that it has sent. */
  asked(...names: string[]): AmiFields[];
  /** Errors that it has logged. */
  readonly loud: readonly string[];
  /** Comes when it has told the state so many times. */
  up(times?: number): Promise<unknown>;
}

let ends: (() => Promise<void>)[] = [];

/** Ended after each test that has begun one. */
export async function startLink(fake: FakeAmiOptions = {}, options: Partial<AsteriskOptions> = {}): Promise<TestLink> {
  const ami = await startFakeAmi(fake);
  const events: ExchangeEvent[] = [];
  const loud: string[] = [];
  const exchange = createAsteriskExchange({
    name: 'a',
    host: '127.0.0.1',
    port: ami.port,
    username: 'sigap',
    secret: 'right',
    now: Date.now,
    actionTimeoutMs: 2_000,
    pingEveryMs: 40,
    log: { info() {}, warn() {}, error: (_fields, message) => void loud.push(message) },
    ...options,
  });
  ends.push(
    () => exchange.stop(),
    () => ami.stop(),
  );
  exchange.start({
    event: (event) => void events.push(event),
    register: async () => ({ ticketNumber: 'X-20260101-0001' }),
  });
  const count: TestLink['count'] = (type) => events.filter((event) => event.type === type).length;
  const up = (times = 1) => until('a snapshot', () => count('exchange.snapshot') >= times);
  const asked = (...names: string[]) => ami.actions.filter(({ action = '' }) => names.includes(action));
  return { ami, exchange, events, count, asked, loud, up };
}

/** One that is up. */
export async function linked(fake: FakeAmiOptions = {}, options: Partial<AsteriskOptions> = {}): Promise<TestLink> {
  const link = await startLink(fake, options);
  await link.up();
  return link;
}

afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});
