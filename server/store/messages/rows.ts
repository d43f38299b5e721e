import type { AsideReason, DeliveryStatus, Media, MessageChannel } from '../../../telephony/messaging/port.ts';
import type { CarriedPaper, Happening, NewMessage } from '../../app/ports/messages.ts';
import type { Message, Purpose, Template } from '../../domain/message/message.ts';
import { iso } from '../rows.ts';
import type { Sealer } from '../secrets/sealed.ts';

/** `m` is message. */
export const messageColumns = `
  m.id, m.case_id, m.service_id, m.gateway, m.channel, m.direction, m.address_masked, m.body_sealed, m.purpose, m.segments,
  m.status, m.status_at, m.error_code, m.attempts, m.at, m.person_id, m.seen_at,
  m.aside, m.next_try_at IS NOT NULL AS pending`;

export interface MessageColumns {
  id: string;
  case_id: string | null;
  service_id: string | null;
  gateway: string;
  channel: MessageChannel;
  direction: 'in' | 'out';
  address_masked: string;
  body_sealed: string;
  purpose: Purpose | null;
  segments: number;
  status: DeliveryStatus | null;
  pending: boolean;
  status_at: Partial<Record<DeliveryStatus, number>>;
  error_code: string | null;
  attempts: number;
  at: Date;
  person_id: string | null;
  seen_at: Date | null;
  aside: AsideReason | null;
}

/** What is sealed of a message besides the address: people write their numbers into the text. */
export interface Body {
  readonly text: string;
  readonly media: readonly Media[];
  readonly template: Template | null;
  /** Of one of ours: what happens when it has gone. Absent: what its purpose says. */
  readonly happens?: Happening;
  /** Of one of ours: the paper that it carries. */
  readonly paper?: CarriedPaper;
  /** Of an e-mail of a citizen's. */
  readonly mail?: NewMessage['mail'];
}

export const openBody = (sealer: Sealer, sealed: string): Body => JSON.parse(sealer.open(sealed)) as Body;

export function toMessage(sealer: Sealer, row: MessageColumns): Message {
  const { text, media, template, paper } = openBody(sealer, row.body_sealed);
  return {
    id: row.id,
    caseId: row.case_id,
    serviceId: row.service_id,
    gateway: row.gateway,
    channel: row.channel,
    direction: row.direction,
    addressMasked: row.address_masked,
    text,
    media,
    template,
    purpose: row.purpose,
    segments: row.segments,
    status: row.status,
    pending: row.pending,
    statusAt: row.status_at,
    errorCode: row.error_code,
    attempts: row.attempts,
    at: row.at.getTime(),
    personId: row.person_id,
    paperId: paper?.paperId ?? null,
    seenAt: row.seen_at?.getTime() ?? null,
    aside: row.aside,
  };
}

export function messageRow(sealer: Sealer, message: NewMessage) {
  const { text, media, template, address, purpose, mail } = message;
  const body: Body = {
    ...{ text, media, template },
    ...(message.happens && { happens: message.happens }),
    ...(message.paper && { paper: message.paper }),
    ...(mail && { mail }),
  };
  const ours = purpose !== null;
  return {
    id: message.id,
    case_id: message.caseId,
    service_id: message.serviceId,
    gateway: message.gateway,
    channel: message.channel,
    direction: ours ? 'out' : 'in',
    own_address: message.ownAddress,
    address_index: sealer.index(address.key),
    address_sealed: sealer.seal(address.key),
    address_masked: address.masked,
    body_sealed: sealer.seal(JSON.stringify(body)),
    purpose,
    segments: message.segments,
    status: ours ? 'queued' : null,
    status_at: ours ? { queued: message.at } : {},
    ours,
    at: iso(message.at),
    person_id: message.personId,
    aside: message.aside ?? null,
  };
}
