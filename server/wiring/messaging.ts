import type { MailCursors } from '../../telephony/messaging/email/box.ts';
import { createEmailGateway } from '../../telephony/messaging/email/gateway.ts';
import type { MailReader } from '../../telephony/messaging/email/mail.ts';
import { createGammuGateway } from '../../telephony/messaging/gammu/gateway.ts';
import { createHttpGateway } from '../../telephony/messaging/http/gateway.ts';
import { type MessageChannel, type MessageGateway, messageChannels } from '../../telephony/messaging/port.ts';
import { createSimulatedGateway } from '../../telephony/messaging/simulator/gateway.ts';
import { createTwilioMessageGateway } from '../../telephony/messaging/twilio/gateway.ts';
import { createRandom } from '../../telephony/simulator/random.ts';
import { createGateways, type Gateways } from '../app/messages/gateways.ts';
import type { Clock, Log } from '../app/ports/ports.ts';
import type { Config, SimulatorConfig } from '../config.ts';
import { parseEmail } from '../domain/identity/email.ts';
import type { Service } from '../domain/service/service.ts';

/** The gateways that are configured, and where machines reach them. */
export interface MessagingWiring {
  readonly gateways: Gateways;
  readonly routers: readonly (readonly [path: string, router: ReturnType<typeof createHttpGateway>['router']])[];
}

/** What mail is read with, and where it is kept how far. */
export interface MailWiring {
  readonly reader: MailReader;
  readonly cursors: MailCursors;
}

/** What services.yaml asks of a gateway. */
interface Wanted {
  readonly name: string;
  readonly doors: readonly { readonly channel: MessageChannel; readonly addresses: readonly string[] }[];
}

/** Where the gateway's webhooks are: beside the exchange's own, so that neither answers for the other. */
const pathOf = (name: string) => `/telephony/messages/${name}`;

/**
 * Makes the gateways that the services name, as far as they are configured; one that is not gets a warning, and its
 * services take and send no messages. Simulated citizens stand behind the rest where the exchange is simulated as well.
 */
export function createMessaging(
  config: Config,
  services: readonly Service[],
  clock: Clock,
  log: Log,
  mail: MailWiring,
): MessagingWiring {
  const gateways: MessageGateway[] = [];
  const routers: [string, ReturnType<typeof createHttpGateway>['router']][] = [];
  for (const wanted of wantedBy(services)) {
    const made = makeGateway(config, wanted, clock, log, mail);
    if (!made) {
      const { name } = wanted;
      log.warn({ gateway: name }, 'services.yaml names a gateway that is not configured: its messages stay away');
      continue;
    }
    gateways.push(made.gateway);
    if (made.router) routers.push([pathOf(wanted.name), made.router]);
  }
  return { gateways: createGateways(gateways, services), routers };
}

function wantedBy(services: readonly Service[]): readonly Wanted[] {
  const names = [...new Set(services.flatMap(({ gateway }) => gateway ?? []))];
  return names.map((name) => ({
    name,
    doors: services.flatMap(({ gateway, channel, addresses }) => {
      const known = messageChannels.find((one) => one === channel);
      return gateway === name && known ? [{ channel: known, addresses }] : [];
    }),
  }));
}

interface Made {
  readonly gateway: MessageGateway;
  readonly router?: ReturnType<typeof createHttpGateway>['router'];
}

function makeGateway(config: Config, { name, doors }: Wanted, clock: Clock, log: Log, mail: MailWiring): Made | null {
  const { now } = clock;
  const { email, gammu, http, twilio } = config.messages;
  const channels = [...new Set(doors.map(({ channel }) => channel))];
  if (channels.length === 0) return null;
  if (email?.gateway === name) {
    const { boxes, smtpUrl, handled, maxBytes, perSecond } = email;
    const addresses = [
      ...new Set([...doors.flatMap((door) => door.addresses), ...boxes.map(({ address }) => address)]),
    ];
    if (!addresses.every((address) => parseEmail(address))) {
      log.warn(
        { gateway: name },
        'e-mail needs addresses: write them as those of the service, or as ?address= of the box',
      );
      return null;
    }
    const options = { name, addresses, boxes, smtpUrl, handled, perSecond, mostBytes: maxBytes, now, log, ...mail };
    return { gateway: createEmailGateway({ ...options, officeName: config.office.name }) };
  }
  if (gammu?.gateway === name) {
    const { databaseUrl, perSecond, modems } = gammu;
    const number = doors.flatMap(({ addresses }) => addresses)[0] ?? name;
    const phones = modems ?? [{ id: null, number }];
    return { gateway: createGammuGateway({ name, databaseUrl, phones, perSecond, now }) };
  }
  if (http?.gateways.includes(name)) {
    const { url, secret, perSecond, mediaHosts } = http;
    return createHttpGateway({ name, channels, perSecond, url, secret, mediaHosts, now });
  }
  if (twilio?.gateways.includes(name)) {
    const numbers = doors.flatMap(({ channel, addresses }) =>
      channel === 'sms' || channel === 'whatsapp' ? addresses.map((address) => ({ channel, address })) : [],
    );
    if (numbers.length === 0) {
      log.warn({ gateway: name }, 'Twilio needs the numbers of the service: write them as its addresses');
      return null;
    }
    const { accountSid, authToken, publicUrl, smsPerSecond } = twilio;
    // What WhatsApp takes from a number that nothing else was agreed for.
    const perSecond = channels.includes('sms') ? smsPerSecond : 80;
    const url = publicUrl + pathOf(name);
    return createTwilioMessageGateway({ name, accountSid, authToken, publicUrl: url, numbers, perSecond, now });
  }
  return config.exchange.kind === 'simulator' ? simulated(config.exchange, name, doors, clock, log) : null;
}

/** Citizens who begin to write, a minute and gateway. */
const rates: Readonly<Record<SimulatorConfig['scenario'], number>> = {
  empty: 0,
  quiet: 0.3,
  normal: 1,
  storm: 6,
  pranks: 1,
};

function simulated(
  { seed, scenario, speed }: SimulatorConfig,
  name: string,
  doors: Wanted['doors'],
  clock: Clock,
  log: Log,
): Made {
  const gateway = createSimulatedGateway({
    name,
    channels: [...new Set(doors.map(({ channel }) => channel))],
    addressOf: (channel) => doors.find((door) => door.channel === channel)?.addresses[0] ?? `sigap-${channel}`,
    perMinute: rates[scenario],
    speed,
    chance: createRandom(seed, `messages ${name}`),
    now: clock.now,
    log,
  });
  return { gateway };
}
