import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAsteriskExchange } from '../../../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent } from '../../../../telephony/events.ts';
import { createSeveralExchanges } from '../../../../telephony/several/exchange.ts';
import { type FakeAmi, startFakeAmi } from '../../../support/fake-ami.ts';
import { until } from '../../../support/until.ts';

const captured = readFileSync(join(import.meta.dirname, '../../../fixtures/ami/answered-caller-hangs-up.ami'), 'utf8');
/** Without the log-in. */
const call = captured.slice(captured.indexOf('Event: Newchannel'));

describe('two Asterisks over AMI', () => {
  let [kota, selatan]: FakeAmi[] = [];
  let several: ReturnType<typeof createSeveralExchanges>;
  const events: ExchangeEvent[] = [];
  const of = (exchange: string, type: ExchangeEvent['type']) =>
    events.filter(
      (event) =>
        event.type === type &&
        ('callId' in event
          ? event.callId.startsWith(`${exchange}-`)
          : 'exchange' in event && event.exchange === exchange),
    );

  beforeAll(async () => {
    [kota, selatan] = await Promise.all([startFakeAmi(), startFakeAmi()]);
    const log = { info() {}, warn() {}, error() {} };
    const at = (name: string, { port }: FakeAmi) =>
      createAsteriskExchange({
        ...{ name, host: '127.0.0.1', port, username: 'sigap', secret: 'right', now: Date.now, log },
        ...{ actionTimeoutMs: 10_000, pingEveryMs: 60_000 },
      });
    several = createSeveralExchanges({
      sites: [
        { exchange: at('kota', kota as FakeAmi), prefix: '' },
        { exchange: at('selatan', selatan as FakeAmi), prefix: '7' },
      ],
    });
    several.start({
      event: (event) => void events.push(event),
      register: async () => ({ ticketNumber: 'X-20260101-0001' }),
    });
    await until('both states', () => events.filter(({ type }) => type === 'exchange.snapshot').length === 2);
  });
  afterAll(async () => {
    await several.stop();
    await Promise.all([kota?.stop(), selatan?.stop()]);
  });

  it('keep two calls apart to which both gave the same id, at telephones of the same number', async () => {
    kota?.raw(call);
    selatan?.raw(call);
    await until('two ends', () => events.filter(({ type }) => type === 'call.ended').length === 2);
    const ids = new Set(events.flatMap((event) => ('callId' in event ? event.callId : [])));
    expect([...ids].map((id) => id.split('-')[0]).sort()).toEqual(['kota', 'selatan']);
    expect(new Set([...ids].map((id) => id.slice(id.indexOf('-')))).size).toBe(1);
    const [there] = of('kota', 'call.answered') as { extension: string }[];
    const [other] = of('selatan', 'call.answered') as { extension: string }[];
    expect(other?.extension).toBe(`7${there?.extension}`);
  });

  it('have agents in the queues of their own exchange', async () => {
    const join = { type: 'agent.join', name: 'Budi', queue: 'hotline', paused: false } as const;
    expect(await several.execute({ ...join, extension: '7201' })).toEqual({ ok: true });
    const added = (ami: FakeAmi | undefined) =>
      ami?.actions.filter(({ action }) => action === 'QueueAdd').map(({ interface: phone }) => phone);
    expect([added(kota), added(selatan)]).toEqual([[], ['PJSIP/201']]);
  });

  it('fall and come back one by one', async () => {
    const before = events.length;
    for (const client of selatan?.clients ?? []) client.reset();
    await until('the one is back', () => of('selatan', 'exchange.snapshot').length === 2, 30_000);
    const links = events.slice(before).flatMap((event) => ('exchange' in event ? [[event.exchange, event.type]] : []));
    expect(links).toEqual([
      ['selatan', 'link.down'],
      ['selatan', 'link.up'],
      ['selatan', 'exchange.snapshot'],
    ]);
    expect(several.exchanges.named('kota').status().connected).toBe(true);
  });
});
