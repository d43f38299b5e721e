import { type ConfigFault, refused } from './faults.ts';
import type { Both } from './setting.ts';
import { type SettingName, settings, type Values } from './settings.ts';

export type TwilioVoiceConfig = {
  kind: 'twilio';
  queue: string;
  accountSid: string;
  authToken: string;
  apiKeySid: string;
  apiKeySecret: string;
  /** Where Twilio reaches this server. */
  publicUrl: string;
  /** None: every number of the account is a hotline. */
  numbers: readonly string[];
  /** By extension. */
  agentPhones: ReadonlyMap<string, string>;
  record: boolean;
  musicUrl: string;
};

/** Asks for everything without which Twilio cannot be the exchange. Adds what it finds to `faults`. */
export function checkTwilioVoice(
  values: Values,
  need: (name: SettingName, why: Both) => void,
  faults: ConfigFault[],
): void {
  const why = { id: 'bila sentralnya twilio', en: 'when the exchange is twilio' };
  for (const name of [
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_API_KEY_SID',
    'TWILIO_API_KEY_SECRET',
    'PUBLIC_URL',
  ] as const) {
    need(name, why);
  }
  const { PUBLIC_URL: url } = values;
  if (values.NODE_ENV === 'production' && url?.startsWith('http:')) {
    const open = {
      id: 'bila sentralnya twilio: webhook membawa nomor penelepon, jadi harus https',
      en: 'when the exchange is twilio: webhooks carry callers’ numbers, so it must be https',
    };
    faults.push(refused('PUBLIC_URL', settings.PUBLIC_URL, open));
  }
}

/** What {@link checkTwilioVoice} found nothing wrong with. */
export function twilioVoiceOf(values: Values): TwilioVoiceConfig {
  return {
    kind: 'twilio',
    queue: values.ASTERISK_QUEUE,
    accountSid: values.TWILIO_ACCOUNT_SID ?? '',
    authToken: values.TWILIO_AUTH_TOKEN ?? '',
    apiKeySid: values.TWILIO_API_KEY_SID ?? '',
    apiKeySecret: values.TWILIO_API_KEY_SECRET ?? '',
    publicUrl: values.PUBLIC_URL ?? '',
    numbers: values.TWILIO_VOICE_NUMBERS ?? [],
    agentPhones: values.TWILIO_AGENT_PHONES ?? new Map(),
    record: values.TWILIO_RECORD_CALLS === 'yes',
    musicUrl: values.TWILIO_MUSIC_URL,
  };
}
