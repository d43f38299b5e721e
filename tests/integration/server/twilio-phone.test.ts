import { loadConfig } from '../../../server/config.ts';
import { createExchange } from '../../../server/wiring/exchange.ts';
import type { ExchangePort } from '../../../telephony/port.ts';
import { send } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase } from '../../support/server-people.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { account, mobileOf102, publicUrl } from '../../support/twilio-server.ts';

describe("an agent's telephone on Twilio", () => {
  const apiKeySecret = 'Qm4xT8vLz2KpW9sNc6RyHb3JdGf7UeAa';
  const config = loadConfig({
    EXCHANGE: 'twilio',
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_API_KEY_SID: `SK${'fedcba9876543210'.repeat(2)}`,
    TWILIO_API_KEY_SECRET: apiKeySecret,
    TWILIO_AGENT_PHONES: `102=${mobileOf102}`,
    PUBLIC_URL: publicUrl,
    SIGAP_SECRET_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at * 5)).toString('base64'),
    SESSION_SECRET: 'rahasia-sesi-untuk-pengujian-saja',
  });
  let database: TestDatabase;
  let server: TestServer<ExchangePort>;

  beforeAll(async () => {
    database = await createServerDatabase();
  });
  beforeEach(async () => {
    const clock = createTestClock();
    const wiring = createExchange(config.exchange, clock, { info() {}, warn() {}, error() {} });
    const { exchange } = wiring;
    server = await startTestServer({ databaseUrl: database.url, exchange, clock, wiring, connect: false });
  });
  afterEach(() => server.stop());
  afterAll(() => database.drop());

  it('is the browser, with a token for this agent alone; or a telephone elsewhere; and nobody else has one', async () => {
    const [sari, budi, dewi] = [await server.logIn('sari'), await server.logIn('budi'), await server.logIn('dewi')];
    const phone = await sari.do('phone');
    if (phone.mode !== 'twilio') throw new Error(`a telephone of the kind ${phone.mode}`);
    const claims = JSON.parse(Buffer.from(phone.token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.grants.identity).toBe('agent_101');
    const control = { answer: false, hangup: true, hold: true, mute: true };
    expect(await budi.do('phone')).toEqual({ mode: 'exchange', control });
    expect((await dewi.call('phone')).status).toBe(409);
    expect((await send(server.url, { method: 'GET', path: '/api/me/phone' })).status).toBe(401);
    expect(JSON.stringify(phone)).not.toContain(apiKeySecret);
    expect(server.log.lines().join('\n')).not.toContain(phone.token);
  });

  it('may reach Twilio from the page, which may fetch nothing else from elsewhere', async () => {
    const { headers } = await send(server.url, { method: 'GET', path: '/healthz' });
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toContain(
      "connect-src 'self' https://eventgw.twilio.com wss://voice-js.roaming.twilio.com https://media.twiliocdn.com https://sdk.twilio.com",
    );
    expect(policy).toContain("media-src 'self' blob: mediastream: https://media.twiliocdn.com https://sdk.twilio.com");
    expect(policy).toContain("script-src 'self'");
  });
});
