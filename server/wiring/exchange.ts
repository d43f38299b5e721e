import { createAsteriskExchange } from '../../telephony/asterisk/exchange.ts';
import { createFastAgi, type FastAgi } from '../../telephony/asterisk/fast-agi.ts';
import { createNumbering } from '../../telephony/asterisk/numbering.ts';
import { createRegistration } from '../../telephony/asterisk/registration.ts';
import { createSpool } from '../../telephony/asterisk/spool.ts';
import type { ExchangeHooks, ExchangePort } from '../../telephony/port.ts';
import { createSimulator } from '../../telephony/simulator/exchange.ts';
import { createTwilioVoice, type TwilioVoice } from '../../telephony/twilio/voice/exchange.ts';
import { browserToken } from '../../telephony/twilio/voice/token.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import { stopwatch } from '../clock.ts';
import type { TwilioVoiceConfig } from '../config/twilio.ts';
import type { AsteriskConfig, Config } from '../config.ts';
import type { PhoneSettings } from '../contract/people.ts';
import type { PersonRow } from '../store/entities/people.ts';
import { supervisorsTelephone } from './people.ts';

export interface ExchangeWiring {
  readonly exchange: ExchangePort;
  readonly queue: string;
  /** Where the exchange itself asks by HTTP, if it does. */
  readonly routers: readonly (readonly [path: string, router: TwilioVoice['router']])[];
  /** Where it asks otherwise. */
  readonly asked?: (hooks: Pick<ExchangeHooks, 'register' | 'menuOf'>) => FastAgi;
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

function asteriskWiring(config: AsteriskConfig, now: Clock['now'], log: Log): ExchangeWiring {
  const name = 'asterisk';
  const { registrationToken: token, websocketUrl, sipDomain, queue } = config;
  const numbering = createNumbering({ now, log });
  const spool = config.recordings === undefined ? {} : { spool: createSpool({ folder: config.recordings, name, log }) };
  const exchange = createAsteriskExchange({
    name,
    numbering,
    host: config.host,
    port: config.amiPort,
    username: config.amiUser,
    secret: config.amiSecret,
    queues: [queue],
    hotlineContexts: [config.hotlineContext],
    dials: config.dials,
    ...(config.callLog !== undefined && { callLog: config.callLog }),
    ...spool,
    ...(config.queuesFile !== undefined && { queuesFile: config.queuesFile }),
    now,
    elapsed: stopwatch,
    log,
  });
  const browserPhone = websocketUrl && {
    settings: ({ phone, extension, sipSecretSealed }: PersonRow, unseal: (sealed: string) => string) => {
      if (phone !== 'browser' || !sipSecretSealed) return null;
      const sipUri = `sip:${extension}@${sipDomain}`;
      return { mode: 'webrtc' as const, websocketUrl, sipUri, password: unseal(sipSecretSealed) };
    },
    connect: [new URL(websocketUrl).origin.replace(/^http/, 'ws')],
    media: [],
  };
  return {
    exchange,
    queue,
    routers: [],
    asked: (hooks) =>
      createFastAgi({
        ...config.agi,
        answer: createRegistration({ name, token, ...hooks, now, numbering, ...spool, log }),
        log,
      }),
    ...(browserPhone && { browserPhone }),
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
