import { parsePhone } from '../identity/phone.ts';
import type { Bilingual, Channel } from '../sop/definition.ts';

/** A door by which citizens reach the office: a hotline number, an SMS number, a page, a desk. */
export interface Service {
  readonly id: string;
  readonly name: Bilingual;
  readonly channel: Channel;
  /** Numbers or pages as the exchange or gateway names them; none: every one of the channel that nobody else names. */
  readonly addresses: readonly string[];
  /** The procedure its cases run under. */
  readonly sopId: string;
  /** The calendar of its hours. */
  readonly hours: string;
  /** The lists of its kind of office, such as subjects, to choose from. */
  readonly catalogue: string;
  /** What carries its messages; null: nothing does. */
  readonly gateway: string | null;
  /** The service from which its citizens are written to, where it is none of messages itself; null: none is named. */
  readonly answersBy: string | null;
}

/**
 * The service of messages from which citizens of this one are written to, who are known by a telephone number: the one
 * it names, else the SMS number of its own procedure, else the office's first. Pure.
 */
export function answeringService(services: readonly Service[], service: Service | undefined): Service | null {
  const named = services.find(({ id }) => id === service?.answersBy);
  const sms = services.filter(({ channel, gateway }) => channel === 'sms' && gateway !== null);
  return named ?? sms.find(({ sopId }) => sopId === service?.sopId) ?? sms[0] ?? null;
}

const byNumber: ReadonlySet<Channel> = new Set<Channel>(['phone', 'sms', 'whatsapp']);

/**
 * The address in the one form in which two are compared: an office writes 08-111-23-2222 or (0298) 711585, and trunks and
 * gateways signal the same number in forms of their own.
 * @returns the number as E.164 where it is one, else the address as it is
 */
export const addressKey = (channel: Channel, address: string): string =>
  (byNumber.has(channel) ? parsePhone(address)?.e164 : undefined) ?? address;

/**
 * The service that somebody reached.
 * @param address null: not known
 * @returns the one that names the address, else the one that takes any of the channel, else null
 */
export function serviceAt(services: readonly Service[], channel: Channel, address: string | null): Service | null {
  const ofChannel = services.filter((service) => service.channel === channel);
  const any = ofChannel.find(({ addresses }) => addresses.length === 0) ?? null;
  if (address === null || ofChannel.every(({ addresses }) => addresses.length === 0)) return any;
  const exact = ofChannel.find(({ addresses }) => addresses.includes(address));
  if (exact) return exact;
  const key = addressKey(channel, address);
  return ofChannel.find(({ addresses }) => addresses.some((one) => addressKey(channel, one) === key)) ?? any;
}
