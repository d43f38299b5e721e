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
  /** What carries its messages; null: nothing does. */
  readonly gateway: string | null;
}

/**
 * The service that somebody reached.
 * @param address null: not known
 * @returns the one that names the address, else the one that takes any of the channel, else null
 */
export function serviceAt(services: readonly Service[], channel: Channel, address: string | null): Service | null {
  const ofChannel = services.filter((service) => service.channel === channel);
  const named = address === null ? undefined : ofChannel.find(({ addresses }) => addresses.includes(address));
  return named ?? ofChannel.find(({ addresses }) => addresses.length === 0) ?? null;
}
