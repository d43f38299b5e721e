import { type ExchangeSetting, type ExchangeSettingName, type OtherExchange, otherSetting } from './asterisk-others.ts';
import type { Values } from './settings.ts';

/** One Asterisk. */
export type AsteriskSite = {
  /** First part of the ids of its calls. */
  name: string;
  /** Stands before the numbers of its telephones in the office; empty: they are the same. */
  prefix: string;
  /** What one of its settings is called, as people write it. */
  setting: (name: ExchangeSettingName) => string;
  host: string;
  amiPort: number;
  amiUser: string;
  amiSecret: string;
  hotlineContext: string;
  /** Where its dialplan asks us. */
  agi: { host: string; port: number };
  registrationToken: string;
  /** Absent: agents use desk phones only. */
  websocketUrl: string | undefined;
  sipDomain: string;
  /** Absent: what happened while we were away is estimated. */
  callLog: string | undefined;
  recordings: string | undefined;
  /** Absent: no queues are made in the administration. */
  queuesFile: string | undefined;
  /** Its dialplan calls citizens. */
  dials: boolean;
};

export type AsteriskConfig = {
  kind: 'asterisk';
  /** Of the hotline, the same at each exchange. */
  queue: string;
  /** At least one; the first is the one whose settings have no name in them. */
  sites: readonly [AsteriskSite, ...AsteriskSite[]];
};

/** @param others as they were read; nothing of what they need is missing */
export function asteriskOf(values: Values, others: readonly OtherExchange[] = []): AsteriskConfig {
  const first = siteOf({ name: 'asterisk', prefix: '', setting: (name) => name }, values);
  const rest = others.map(({ name, prefix, values: own }) =>
    siteOf({ name, prefix, setting: (setting) => otherSetting(name, setting) }, own),
  );
  return { kind: 'asterisk', queue: values.ASTERISK_QUEUE, sites: [first, ...rest] };
}

function siteOf(of: Pick<AsteriskSite, 'name' | 'prefix' | 'setting'>, values: ExchangeSetting): AsteriskSite {
  const host = values.ASTERISK_HOST ?? '';
  return {
    ...of,
    host,
    amiPort: values.ASTERISK_AMI_PORT,
    amiUser: values.ASTERISK_AMI_USER ?? '',
    amiSecret: values.ASTERISK_AMI_SECRET ?? '',
    hotlineContext: values.ASTERISK_HOTLINE_CONTEXT,
    agi: { host: values.ASTERISK_AGI_HOST, port: values.ASTERISK_AGI_PORT },
    registrationToken: values.ASTERISK_REGISTRATION_TOKEN ?? '',
    websocketUrl: values.ASTERISK_WEBSOCKET_URL,
    sipDomain: values.ASTERISK_SIP_DOMAIN ?? host,
    callLog: values.ASTERISK_CALL_LOG,
    recordings: values.ASTERISK_RECORDINGS,
    queuesFile: values.ASTERISK_QUEUES_FILE,
    dials: values.ASTERISK_CALLS_OUT === 'yes',
  };
}
