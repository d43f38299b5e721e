import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import type { ExchangeEvent } from '../../telephony/events.ts';
import type { ExchangePort } from '../../telephony/port.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';
import type { CallOptions } from './lab/sipp.ts';

/** One of Twilio's addresses in Singapore; run.sh puts it on lo. */
const twilio = '54.169.127.129';
const caller = '+6281234567890';
const hotline = '+622150001234';

/** An INVITE as Elastic SIP Trunking sends it, as far as it matters to who takes it. */
const invite = (more: Partial<CallOptions> = {}): CallOptions => ({
  ip: twilio,
  ani: caller,
  dnis: hotline,
  headers: [
    'User-Agent: Twilio Gateway',
    `P-Asserted-Identity: <sip:${caller}@198.51.100.7:5060;user=phone>`,
    `Diversion: <sip:${hotline}@twilio.com>;reason=unconditional`,
    'Privacy: none',
    'X-Twilio-AccountSid: AC00000000000000000000000000000001',
    'X-Twilio-CallSid: CA00000000000000000000000000000001',
    'Min-SE: 120',
    'Supported: timer',
    'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY',
  ],
  ...more,
});

describe("a call over Twilio's trunk", () => {
  let lab: Lab;
  let exchange: ExchangePort;
  let events: ExchangeEvent[] = [];
  const find = <T extends ExchangeEvent['type']>(type: T) =>
    events.find((event): event is Extract<ExchangeEvent, { type: T }> => event.type === type);

  beforeAll(async () => {
    lab = await startLab();
    const { host, port, username, secret } = lab.settings;
    const log = { info() {}, warn() {}, error() {} };
    exchange = createAsteriskExchange({ name: 'lab', host, port, username, secret, now: Date.now, log });
    exchange.start({
      event: (event) => void events.push(event),
      register: async () => ({ ticketNumber: 'X-20260101-0001' }),
    });
    await until('the exchange is known', () => find('exchange.snapshot'), 15_000);
  });
  afterAll(async () => {
    await exchange.stop();
    await lab.stop();
  });
  beforeEach(() => {
    events = [];
  });
  afterEach(async () => {
    await lab.clear();
    const heard = (of: string) => events.filter(({ type }) => type === of).length;
    await until('every end', () => heard('call.ended') === heard('call.arrived'));
  });

  it('reaches the queue with the number that called and the number that was called', async () => {
    const call = await lab.call('patient', invite());
    await until('he waits', () => find('call.queued'), 15_000);
    expect(find('call.arrived')).toMatchObject({ ani: caller, dnis: hotline });
    await call.hangup();
    const ended = await until('it is over', () => find('call.ended'), 15_000);
    expect(ended.endedBy).toBe('caller');
    expect(await call.done).toBe(0);
  });

  it('keeps a withheld number withheld', async () => {
    const headers = [...(invite().headers ?? [])].filter((line) => !/^(P-Asserted|Privacy)/.test(line));
    const call = await lab.call('patient', invite({ ani: 'anonymous', headers: [...headers, 'Privacy: id'] }));
    await until('he waits', () => find('call.queued'), 15_000);
    expect(find('call.arrived')).toMatchObject({ ani: null, dnis: hotline });
    await call.hangup();
  });

  it('is refused when it only says that it is from Twilio', async () => {
    const call = await lab.call('patient', invite({ ip: '127.0.0.9' }));
    expect(await call.done).not.toBe(0);
    expect(events.filter(({ type }) => type.startsWith('call.'))).toEqual([]);
  });
});
