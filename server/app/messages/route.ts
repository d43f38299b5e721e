import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import { messageChannels } from '../../../telephony/messaging/port.ts';
import { parsePhone } from '../../domain/identity/phone.ts';
import { openUntil } from '../../domain/message/window.ts';
import { answeringService, type Service } from '../../domain/service/service.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { Correspondent } from '../ports/messages.ts';
import type { MessageTemplate } from '../ports/templates.ts';
import type { Unsendable } from '../ports/to-citizen.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { Gateways } from './gateways.ts';

/** The way from a case to its citizen, and what is in it. */
export interface Route {
  readonly service: Service;
  readonly channel: MessageChannel;
  readonly from: string;
  readonly to: Correspondent['address'];
  /** Until when free words may be sent, epoch ms; null: always. */
  readonly openUntil: number | null;
}

const isMessageChannel = (channel: string): channel is MessageChannel => messageChannels.some((one) => one === channel);

/** What decides beside the route whether anything goes out by it. */
export interface Sending {
  readonly gateways: Pick<Gateways, 'named'>;
  readonly templates: readonly MessageTemplate[];
  readonly optedOut: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Why nothing at all can be sent by the route now; null: something can, if no more than a template. Pure. */
export function shutOf({ service, channel, openUntil: until }: Route, sending: Sending): Unsendable | null {
  if (!sending.gateways.named(service.gateway)) return 'no_gateway';
  if (sending.optedOut) return 'stopped';
  const onlyTemplates = until !== null && until <= sending.now;
  return onlyTemplates && !sending.templates.some((one) => one.channel === channel) ? 'window_closed' : null;
}

const mailService = (services: readonly Service[], address: string): Service | null =>
  (address.includes('@') && services.find(({ channel, gateway }) => channel === 'email' && gateway !== null)) || null;

/**
 * Where a message of a case would go: the door at which the citizen last wrote or was written to; of a case without
 * messages its own door; of one by telephone or at the desk the service from which that door answers, such as Depok's SMS
 * number, if it is a mobile telephone. Pure.
 * @returns `no_contact`: nothing is known of where the citizen is; `no_gateway`: no service of ours reaches there.
 */
export function routeOf(
  sops: Pick<SopRegistry, 'services'>,
  record: CaseRecord,
  correspondent: Correspondent | null,
): Route | 'no_contact' | 'no_gateway' {
  if (!correspondent) return 'no_contact';
  const { address, last, lastInboundAt } = correspondent;
  const byId = (id: string) => sops.services.find((service) => service.id === id && isMessageChannel(service.channel));
  const isMobile = parsePhone(address.key)?.kind === 'mobile';
  const own = sops.services.find(({ id }) => id === record.serviceId);
  const answering = () => (isMobile ? answeringService(sops.services, own) : null);
  // Whoever filled in the web form is written to where they said, by what reaches there.
  const byForm = !last && own?.channel === 'website' ? (answering() ?? mailService(sops.services, address.key)) : null;
  // Nobody of ours writes to an e-mail address but by e-mail, such as to whoever handed in a letter and gave one.
  const byMail = () => mailService(sops.services, address.key);
  const service = (last && byId(last.serviceId)) ?? byForm ?? byId(record.serviceId) ?? answering() ?? byMail();
  if (!service || !isMessageChannel(service.channel)) return 'no_gateway';
  const { channel } = service;
  const from = (last?.serviceId === service.id && last.ownAddress) || service.addresses[0] || '';
  return { service, channel, from, to: address, openUntil: openUntil(channel, lastInboundAt) };
}
