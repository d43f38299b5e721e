import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import { createFastAgi } from '../../telephony/asterisk/fast-agi.ts';
import type { ExchangeLog } from '../../telephony/asterisk/link.ts';
import { createNumbering } from '../../telephony/asterisk/numbering.ts';
import { createRegistration } from '../../telephony/asterisk/registration.ts';
import { createSpool } from '../../telephony/asterisk/spool.ts';
import type { Exchanges } from '../../telephony/exchanges.ts';
import type { ExchangeHooks, ExchangePort } from '../../telephony/port.ts';
import { createSeveralExchanges } from '../../telephony/several/exchange.ts';
import { createNumberPlan } from '../../telephony/several/number-plan.ts';
import { createSimulator } from '../../telephony/simulator/exchange.ts';
import { createTwilioVoice, type TwilioVoice } from '../../telephony/twilio/voice/exchange.ts';
import { browserToken } from '../../telephony/twilio/voice/token.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import { stopwatch } from '../clock.ts';
import type { TwilioVoiceConfig } from '../config/twilio.ts';
import type { AsteriskConfig, AsteriskSite, Config } from '../config.ts';
import type { PhoneSettings } from '../contract/people.ts';
import type { PersonRow } from '../store/entities/people.ts';
import { supervisorsTelephone } from './people.ts';

export interface ExchangeWiring {
  readonly exchange: ExchangePort;
  /** Where there are several behind it; absent: it is the only one. */
  readonly exchanges?: Exchanges;
  readonly queue: string;
  /** Where the exchange itself asks by HTTP, if it does. */
  readonly routers: readonly (readonly [path: string, router: TwilioVoice['router']])[];
  /** Where it asks otherwise. */
  readonly asked?: (hooks: Pick<ExchangeHooks, 'register' | 'menuOf'>) => {
    start(): Promise<unknown>;
    stop(): Promise<void>;
  };
  /** Absent where no browser can be a telephone. */
  readonly browserPhone?: BrowserPhone;
}

export interface BrowserPhone {
  /** What this person's browser must know to be a telephone; null when the telephone is elsewhere. */
  readonly settings: (person: PersonRow, unseal: (sealed: string) => string) => PhoneSettings | null;
  /** Where browsers connect for it, and whence they fetch its sounds: sources of a content security policy. */
  readonly connect: readonly string[];
  readonly media: readonly string[];
}

/** What callers of the simulator dial: no office's number, but the name of the queue, as a SIP trunk may dial it. */
const simulatedHotline = 'hotline';

/** The exchange that is configured. */
export function createExchange(config: Config['exchange'], clock: Clock, log: Log): ExchangeWiring {
  const { now } = clock;
  if (config.kind === 'simulator') {
    const { queue, seed, scenario, callsPerMinute, speed } = config;
    const rate = callsPerMinute === undefined ? {} : { callsPerMinute };
    const phones = [supervisorsTelephone];
    const options = {
      name: 'simulator',
      seed,
      scenario,
      speed,
      queue,
      dnis: simulatedHotline,
      phones,
      now,
      log,
      ...rate,
    };
    return { exchange: createSimulator(options), queue, routers: [] };
  }
  return config.kind === 'twilio' ? twilioWiring(config, now, log) : asteriskWiring(config, now, log);
}

/** What one Asterisk brings with it. */
interface AsteriskPart {
  readonly site: AsteriskSite;
  readonly exchange: ExchangePort;
  readonly asked: NonNullable<ExchangeWiring['asked']>;
}

function asteriskWiring({ sites, queue }: AsteriskConfig, now: Clock['now'], log: Log): ExchangeWiring {
  const named = sites.length > 1;
  const parts = sites.map((site) => asteriskPart(site, queue, now, named ? logOf(site.name, log) : log));
  const [first] = parts as [AsteriskPart, ...AsteriskPart[]];
  const phones = browserPhones(sites);
  const common = { queue, routers: [], ...(phones && { browserPhone: phones }) };
  if (parts.length === 1) return { ...common, exchange: first.exchange, asked: first.asked };
  const several = createSeveralExchanges({
    sites: parts.map(({ exchange, site: { prefix } }) => ({ exchange, prefix })),
  });
  return {
    ...common,
    exchange: several,
    exchanges: several.exchanges,
    asked: (hooks) => {
      const doors = parts.map(({ asked }) => asked(hooks));
      return {
        start: async () => {
          for (const door of doors) await door.start();
        },
        stop: async () => {
          await Promise.all(doors.map((door) => door.stop()));
        },
      };
    },
  };
}

function asteriskPart(site: AsteriskSite, queue: string, now: Clock['now'], log: ExchangeLog): AsteriskPart {
  const { name, registrationToken: token } = site;
  const numbering = createNumbering({ now, log });
  const spool = site.recordings === undefined ? {} : { spool: createSpool({ folder: site.recordings, name, log }) };
  const exchange = createAsteriskExchange({
    name,
    numbering,
    host: site.host,
    port: site.amiPort,
    username: site.amiUser,
    secret: site.amiSecret,
    queues: [queue],
    hotlineContexts: [site.hotlineContext],
    dials: site.dials,
    ...(site.callLog !== undefined && { callLog: site.callLog }),
    ...spool,
    ...(site.queuesFile !== undefined && { queuesFile: site.queuesFile }),
    now,
    elapsed: stopwatch,
    log,
  });
  return {
    ...{ site, exchange },
    asked: (hooks) =>
      createFastAgi({
        ...site.agi,
        answer: createRegistration({ name, token, ...hooks, now, numbering, ...spool, log }),
        log,
      }),
  };
}

/** Of several exchanges each line says which one it is about. */
const logOf = (exchange: string, log: ExchangeLog): ExchangeLog => ({
  info: (fields, message) => log.info({ exchange, ...fields }, message),
  warn: (fields, message) => log.warn({ exchange, ...fields }, message),
  error: (fields, message) => log.error({ exchange, ...fields }, message),
});

/** Each browser is a telephone of the exchange that its person's number belongs to. Undefined: none lets any be one. */
function browserPhones(sites: AsteriskConfig['sites']): BrowserPhone | undefined {
  const addresses = sites.flatMap(({ websocketUrl }) => websocketUrl ?? []);
  if (addresses.length === 0) return undefined;
  const plan = createNumberPlan(sites);
  return {
    settings: ({ phone, extension, sipSecretSealed }, unseal) => {
      const { exchange, local } = plan.ofExchange(extension ?? '');
      const { websocketUrl, sipDomain } = sites.find(({ name }) => name === exchange) ?? sites[0];
      if (phone !== 'browser' || !sipSecretSealed || websocketUrl === undefined) return null;
      const sipUri = `sip:${local}@${sipDomain}`;
      return { mode: 'webrtc' as const, websocketUrl, sipUri, password: unseal(sipSecretSealed) };
    },
    connect: [...new Set(addresses.map((address) => new URL(address).origin.replace(/^http/, 'ws')))],
    media: [],
  };
}

/** Where the Twilio SDK in the browser goes, by Twilio's own list for content security policies. */
const twilioOrigins = ['https://media.twiliocdn.com', 'https://sdk.twilio.com'];

function twilioWiring(config: TwilioVoiceConfig, now: Clock['now'], log: Log): ExchangeWiring {
  const { kind, queue, publicUrl, apiKeySid, apiKeySecret, ...voice } = config;
  const path = '/telephony/twilio';
  const exchange = createTwilioVoice({ ...voice, name: kind, queue, publicUrl: publicUrl + path, now, log });
  return {
    exchange,
    queue,
    routers: [[path, exchange.router]],
    browserPhone: {
      settings: ({ phone, extension }) => {
        if (phone !== 'browser' || extension === null || config.agentPhones.has(extension)) return null;
        const { accountSid } = config;
        return { mode: 'twilio', token: browserToken({ accountSid, apiKeySid, apiKeySecret }, extension) };
      },
      connect: ['https://eventgw.twilio.com', 'wss://voice-js.roaming.twilio.com', ...twilioOrigins],
      media: ['mediastream:', ...twilioOrigins],
    },
  };
}
