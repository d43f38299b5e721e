import type { Lab } from './lab.ts';

/** An exchange besides the first. */
export interface OtherLab {
  readonly name: string;
  /** Digits before the numbers of its telephones in the office. */
  readonly prefix: string;
  readonly lab: Lab;
}

/** What a server is told of one exchange. */
const ownOf = ({ settings }: Lab): Readonly<Record<string, string>> => ({
  ASTERISK_HOST: settings.host,
  ASTERISK_AMI_PORT: String(settings.port),
  ASTERISK_AMI_USER: settings.username,
  ASTERISK_AMI_SECRET: settings.secret,
  ASTERISK_HOTLINE_CONTEXT: settings.hotlineContext,
  ASTERISK_AGI_PORT: String(settings.agiPort),
  ASTERISK_REGISTRATION_TOKEN: settings.token,
  ASTERISK_WEBSOCKET_URL: settings.websocketUrl,
  ASTERISK_SIP_DOMAIN: settings.sipDomain,
  ASTERISK_CALL_LOG: settings.callLog,
  ASTERISK_RECORDINGS: settings.recordings,
  ASTERISK_QUEUES_FILE: settings.queuesFile,
  ASTERISK_CALLS_OUT: 'yes',
});

/** The settings with which a server works the exchanges: of each further one they have its name in them. */
export function exchangesOf(lab: Lab, others: readonly OtherLab[] = []): Readonly<Record<string, string>> {
  const further = others.flatMap(({ name, prefix, lab: other }) =>
    Object.entries({ ...ownOf(other), ASTERISK_PREFIX: prefix }).map(([setting, value]) => [
      setting.replace('ASTERISK_', `ASTERISK_${name.toUpperCase()}_`),
      value,
    ]),
  );
  return {
    EXCHANGE: 'asterisk',
    ASTERISK_QUEUE: lab.settings.queue,
    ...ownOf(lab),
    ...(others.length > 0 && { ASTERISK_EXCHANGES: others.map(({ name }) => name).join(',') }),
    ...Object.fromEntries(further),
  };
}
