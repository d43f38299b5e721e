import type { Both } from './setting.ts';
import type { SettingName, Values } from './settings.ts';

/** What carries messages; each null when it is not configured. */
export type MessagesConfig = {
  gammu: {
    databaseUrl: string;
    gateway: string;
    modems: readonly { id: string; number: string }[] | undefined;
    perSecond: number;
  } | null;
  http: { url: string; secret: string; gateways: readonly string[]; perSecond: number } | null;
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
    gammu: gammu
      ? {
          databaseUrl: gammu,
          gateway: values.GAMMU_GATEWAY,
          modems: values.GAMMU_MODEMS,
          perSecond: values.GAMMU_PER_SECOND,
        }
      : null,
    http:
      url && secret ? { url, secret, gateways: values.HTTP_GATEWAYS, perSecond: values.HTTP_GATEWAY_PER_SECOND } : null,
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
