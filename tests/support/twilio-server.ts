import { readFileSync } from 'node:fs';
import { createLogger } from '../../server/logger.ts';
import { createTwilioVoice, type TwilioVoice } from '../../telephony/twilio/voice/exchange.ts';
import { hotline } from './fake-exchange.ts';
import { type WatchedLog, watchLog } from './guards/no-personal-data.ts';
import { startTestServer, type TestServer } from './server.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { startTwilioStandIn, type TwilioStandIn } from './twilio-stand-in/stand-in.ts';
import { createVoice } from './twilio-stand-in/voice.ts';
import { createWebhooks } from './twilio-stand-in/webhooks.ts';

export const account = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'f3a9c27d41be58066d90e1b7a4c2835f',
};
/** As Twilio knows us: a proxy takes `/hotline` away. */
export const publicUrl = 'https://sigap.example.go.id/hotline';
export const twilioPath = '/telephony/twilio';
export const hotlineNumber = '+622150001234';
/** The telephone of 102, who has no browser. */
export const mobileOf102 = '+6281298765432';

/** What the office has put into Twilio's console for when we are away: the README's, with its own address. */
function fallback(): string {
  const readme = readFileSync(new URL('../../telephony/twilio/README.md', import.meta.url), 'utf8');
  const [, twiml] = /```xml\n(.+?)```/s.exec(readme) ?? [];
  if (twiml === undefined) throw new Error('the README has no TwiML any more');
  return twiml.replaceAll('https://sigap.example.go.id', publicUrl);
}

/** Twilio on the loopback address, and servers that work with it one after another. */
export interface TwilioWorld {
  readonly cloud: TwilioStandIn;
  readonly voice: ReturnType<typeof createVoice>;
  readonly clock: TestClock;
  readonly log: WatchedLog;
  start(databaseUrl: string): Promise<TestServer<TwilioVoice>>;
  /** As SIGKILL looks from Twilio: nobody answers any more. */
  vanish(): void;
  close(): Promise<void>;
}

export async function createTwilioWorld({
  record = false,
  dataDir,
  startsAt,
}: {
  readonly record?: boolean;
  readonly dataDir?: string;
  readonly startsAt?: number;
} = {}): Promise<TwilioWorld> {
  const clock = createTestClock(startsAt);
  const voiceUrl = `${publicUrl}${twilioPath}/voice`;
  const voice = createVoice({
    accountSid: account.accountSid,
    now: clock.now,
    voiceUrl,
    statusUrl: `${voiceUrl}/status`,
    fallback: fallback(),
  });
  const cloud = await startTwilioStandIn(account, [voice.part, voice.recordings.part]);
  const log = watchLog();
  const servers: TestServer<TwilioVoice>[] = [];
  return {
    cloud,
    voice,
    clock,
    log,
    async start(databaseUrl) {
      const exchange = createTwilioVoice({
        ...account,
        name: 'twilio',
        publicUrl: publicUrl + twilioPath,
        queue: hotline,
        numbers: [hotlineNumber],
        agentPhones: new Map([['102', mobileOf102]]),
        record,
        musicUrl: 'https://sigap.example.go.id/tunggu.mp3',
        baseUrl: cloud.url,
        timing: { retryMs: 100, restMs: 200 },
        now: clock.now,
        log: createLogger({ level: 'info', clock, destination: log.stream }),
      });
      const server = await startTestServer({
        databaseUrl,
        exchange,
        clock,
        ...(dataDir !== undefined && { dataDir }),
        wiring: { routers: [[twilioPath, exchange.router]] },
      });
      servers.push(server);
      voice.connect(createWebhooks({ authToken: account.authToken, publicUrl, localUrl: server.url }));
      return server;
    },
    vanish: () => voice.connect(null),
    async close() {
      voice.connect(null);
      await voice.settled();
      await Promise.all(servers.map((server) => server.stop()));
      await cloud.close();
    },
  };
}
