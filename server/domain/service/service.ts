import type { Overflow } from '../../../telephony/doors.ts';
import type { Menu } from '../../../telephony/menu.ts';
import type { MissedRules } from '../call/missed.ts';
import { parsePhone } from '../identity/phone.ts';
import type { Bilingual, Channel } from '../sop/terms.ts';
import type { ServiceSurvey } from '../survey/survey.ts';
import type { LegalBasis } from './legal-basis.ts';

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
  /** What it owes to callers whom it missed; absent: what every office does. */
  readonly callBack?: MissedRules;
  /** On what its citizens' data are processed, which they are told at the start; null: nothing is stated. */
  readonly basis: LegalBasis | null;
  /** Whether the greeting of its telephone says the basis before the ticket number. */
  readonly spoken: boolean;
  /** Of a hotline: its conversations are recorded, which callers are told first; the basis says on what. */
  readonly records?: boolean;
  /** Of a hotline: outside of its hours callers hear that it is closed, and nobody is rung. */
  readonly closes?: boolean;
  /** Of a hotline: outside of its hours callers may leave a message, which the basis says on what is recorded. */
  readonly voicemail?: boolean;
  /** Of a hotline: its callers wait so long at most; absent: as long as they like. */
  readonly overflow?: { readonly afterMs: number; readonly to: Overflow };
  /** Of a hotline: what its callers choose from before anything else; absent: nothing is asked. */
  readonly menu?: Menu;
  /** What its citizens are asked afterwards; absent: nothing. */
  readonly survey?: ServiceSurvey;
  /** Of a hotline: what its callers are told of their wait; absent: nothing. */
  readonly waiting?: {
    /** Their place, and what others waited. */
    readonly says: boolean;
    /** They are asked whether they want to be called back after so long, ms; null: they are not. */
    readonly offersAfterMs: number | null;
  };
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
 * @returns the number as E.164 where it is one, an e-mail address in small letters, else the address as it is
 */
export const addressKey = (channel: Channel, address: string): string =>
  channel === 'email' ? address.toLowerCase() : numberKey(channel, address);
const numberKey = (channel: Channel, address: string): string =>
  (byNumber.has(channel) ? parsePhone(address)?.e164 : undefined) ?? address;

/**
 * The service that somebody reached by a channel, at an address.
 * @param address null: not known
 * @returns the one that names the address, else the one that takes any of the channel, else null
 */
export type ServiceFinder = (channel: Channel, address: string | null) => Service | null;

/** So many addresses are remembered as they were asked for: an office has few, and trunks signal each in a form or two. */
const remembered = 1_000;

/** Every event of a call asks, and reading a number is the most costly part of the answer: each form is read once. */
export function createServiceFinder(services: readonly Service[]): ServiceFinder {
  const exact = new Map<string, Service>();
  const byKey = new Map<string, Service>();
  const ofAny = new Map<Channel, Service>();
  const first = <K>(of: Map<K, Service>, key: K, service: Service) => void (of.has(key) || of.set(key, service));
  for (const service of services) {
    const { channel, addresses } = service;
    if (addresses.length === 0) first(ofAny, channel, service);
    for (const address of addresses) {
      first(exact, `${channel} ${address}`, service);
      first(byKey, `${channel} ${addressKey(channel, address)}`, service);
    }
  }
  const asked = new Map<string, Service | null>();
  return (channel, address) => {
    const any = ofAny.get(channel) ?? null;
    if (address === null) return any;
    const place = `${channel} ${address}`;
    const known = exact.get(place) ?? asked.get(place);
    if (known !== undefined) return known;
    const found = byKey.get(`${channel} ${addressKey(channel, address)}`) ?? any;
    if (asked.size >= remembered) asked.clear();
    asked.set(place, found);
    return found;
  };
}
