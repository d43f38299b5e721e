import type { Both } from './setting.ts';
import type { SettingName, Values } from './settings.ts';

/** What carries messages; each null when it is not configured. */
export type MessagesConfig = {
  email: {
    boxes: readonly { readonly url: string; readonly address: string }[];
    smtpUrl: string | null;
    gateway: string;
    handled: { readonly as: 'left' | 'seen' } | { readonly as: 'moved'; readonly to: string };
    maxBytes: number;
    perSecond: number;
  } | null;
  gammu: {
    databaseUrl: string;
    gateway: string;
    modems: readonly { id: string; number: string }[] | undefined;
    perSecond: number;
  } | null;
  http: {
    url: string;
    secret: string;
    gateways: readonly string[];
    perSecond: number;
    mediaHosts: readonly string[];
  } | null;
  twilio: {
    accountSid: string;
    authToken: string;
    publicUrl: string;
    gateways: readonly string[];
    smsPerSecond: number;
  } | null;
};

/**
 * Asks for all that a gateway needs, once anything of it is set: without its token or secret nobody could tell who sends
 * us messages. Adds what it finds to the faults.
 * @param twilioIsChecked the telephone exchange has asked for Twilio's settings already
 */
export function checkMessages(
  values: Values,
  need: (name: SettingName, why: Both) => void,
  twilioIsChecked: boolean,
): void {
  const twilio = values.TWILIO_ACCOUNT_SID !== undefined || values.TWILIO_AUTH_TOKEN !== undefined;
  if (twilio && !twilioIsChecked) {
    const why = { id: 'bila Twilio dipakai', en: 'when Twilio is used' };
    for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL'] as const) need(name, why);
  }
  if (values.HTTP_GATEWAY_URL !== undefined || values.HTTP_GATEWAY_SECRET !== undefined) {
    const why = { id: 'bila gateway HTTP dipakai', en: 'when the HTTP gateway is used' };
    for (const name of ['HTTP_GATEWAY_URL', 'HTTP_GATEWAY_SECRET'] as const) need(name, why);
  }
}

/** What {@link checkMessages} found nothing wrong with. */
export function messagesOf(values: Values): MessagesConfig {
  const { GAMMU_DATABASE_URL: gammu, HTTP_GATEWAY_URL: url, HTTP_GATEWAY_SECRET: secret } = values;
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, PUBLIC_URL: publicUrl } = values;
  return {
    email: emailOf(values),
    gammu: gammu
      ? {
          databaseUrl: gammu,
          gateway: values.GAMMU_GATEWAY,
          modems: values.GAMMU_MODEMS,
          perSecond: values.GAMMU_PER_SECOND,
        }
      : null,
    http:
      url && secret
        ? {
            ...{ url, secret, gateways: values.HTTP_GATEWAYS, perSecond: values.HTTP_GATEWAY_PER_SECOND },
            mediaHosts: values.HTTP_GATEWAY_MEDIA_HOSTS,
          }
        : null,
    twilio:
      accountSid && authToken && publicUrl
        ? {
            accountSid,
            authToken,
            publicUrl,
            gateways: values.TWILIO_MESSAGE_GATEWAYS,
            smsPerSecond: values.TWILIO_SMS_PER_SECOND,
          }
        : null,
  };
}

function emailOf(values: Values): MessagesConfig['email'] {
  const { EMAIL_BOXES: boxes = [], EMAIL_HANDLED: handled } = values;
  const smtpUrl = values.EMAIL_SMTP_URL ?? values.SMTP_URL ?? null;
  // The office's own notifications alone make no channel.
  if (boxes.length === 0 && values.EMAIL_SMTP_URL === undefined) return null;
  return {
    boxes: boxes.map((text) => {
      const url = new URL(text);
      const address = url.searchParams.get('address') ?? decodeURIComponent(url.username);
      url.search = '';
      return { url: url.href, address: address.toLowerCase() };
    }),
    smtpUrl,
    gateway: values.EMAIL_GATEWAY,
    handled: handled.startsWith('moved:')
      ? { as: 'moved', to: handled.slice('moved:'.length) }
      : { as: handled === 'left' ? 'left' : 'seen' },
    maxBytes: values.EMAIL_MAX_MB * 1024 * 1024,
    perSecond: values.EMAIL_PER_SECOND,
  };
}
