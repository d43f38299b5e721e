import { tmpdir } from 'node:os';
import type { Browser } from 'playwright-core';
import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import type { FastAgi } from '../../telephony/asterisk/fast-agi.ts';
import type { ExchangeEvent } from '../../telephony/events.ts';
import type { ExchangePort, RegistrationRequest } from '../../telephony/port.ts';
import { launchChromium, openSoftphone } from './lab/browser.ts';
import { answerDialplan } from './lab/dialplan.ts';
import { type Lab, startLab } from './lab/lab.ts';
import { until } from './lab/processes.ts';

const quiet = { info() {}, warn() {}, error() {} };

describe('a softphone in a browser, and the registration of a caller', () => {
  let lab: Lab;
  let browser: Browser;
  let exchange: ExchangePort;
  let server: FastAgi;
  const asked: RegistrationRequest[] = [];
  const events: ExchangeEvent[] = [];
  const seen = (type: ExchangeEvent['type']) => until(type, () => events.find((event) => event.type === type), 15_000);

  beforeAll(async () => {
    lab = await startLab({ agiPort: 3900 });
    const { host, port, username, secret } = lab.settings;
    const register = async (request: RegistrationRequest) => {
      asked.push(request);
      return { ticketNumber: 'SBY-20261122-0007' };
    };
    server = await answerDialplan(lab, { register });
    exchange = createAsteriskExchange({ name: 'lab', host, port, username, secret, now: Date.now, log: quiet });
    exchange.start({ event: (event) => void events.push(event), register });
    await seen('exchange.snapshot');
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await exchange.stop();
    await server.stop();
    await lab.stop();
  });

  it('answers a queue call, carries the voices, holds, resumes and hangs up', async () => {
    const agent = lab.agents[0];
    if (!agent) throw new Error('no agent');
    const { websocketUrl: url, sipDomain: domain } = lab.settings;
    const phone = await openSoftphone(browser, tmpdir(), { url, domain, ...agent });
    await seen('phone.reachable');
    const { extension, name } = agent;
    await exchange.execute({ type: 'agent.join', extension, name, queue: 'hotline', paused: false });
    const call = await lab.call('patient', { dnis: '112' });
    await until('ringing', async () => (await phone.state()) === 'ringing', 25_000);

    const arrived = events.find((event) => event.type === 'call.arrived');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ callId: arrived?.callId, ani: '081234567890', dnis: '112' });

    await phone.answer();
    await until('talking', async () => (await phone.state()) === 'talking');
    await seen('call.answered');
    // The browser's microphone beeps; the caller sends the beep back.
    await until('a voice', async () => (await phone.heardBytes()) > 3000);
    await phone.hold(true);
    await seen('call.held');
    await phone.hold(false);
    await seen('call.resumed');
    await phone.hangup();
    expect(await seen('call.ended')).toMatchObject({ endedBy: 'agent' });
    expect(await call.done).toBe(0);
    await phone.close();
    await seen('phone.unreachable');
  });
});
