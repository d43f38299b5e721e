import { wellFormed } from '../well-formed.ts';

/** A packet with lower-case keys and nothing inherited. Variables are under `variable:` and their own name. */
export type Packet = Readonly<Record<string, string | undefined>>;

/** What a packet has once: twice, two packets have run together. */
const once = new Set(['event', 'response', 'actionid']);

/**
 * Makes a packet of what asterisk-manager parsed, or null when it makes no sense: two packets run together, a NUL, a
 * header that replaced the prototype. Another header that comes more than once is a list, as `DestChanVariable` is where
 * manager.conf names several `channelvars`: its variables are kept, and where single values differ none is believed. What
 * a caller's network signalled costs nobody the call: it is made well-formed.
 */
export function normalisePacket(item: unknown): Packet | null {
  if (typeof item !== 'object' || item === null || Object.getPrototypeOf(item) !== Object.prototype) return null;
  const packet: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === 'string') {
      const signalled = /^(callerid|connectedline)/.test(key);
      if (!signalled && value.includes('\0')) return null;
      packet[key] = wellFormed(value);
    } else if (Array.isArray(value)) {
      if (once.has(key) || value.some((one: unknown) => typeof one !== 'string' || one.includes('\0'))) return null;
      const list = (value as string[]).map(wellFormed);
      if (key.endsWith('variable')) {
        for (const one of list) packet[`${key}:${one.split('=', 1)[0]}`] = one.slice(one.indexOf('=') + 1);
      } else if (list.every((one) => one === list[0])) packet[key] = list[0] as string;
    } else if (typeof value !== 'object' || value === null) return null;
    else {
      for (const [name, inner] of Object.entries(value)) {
        if (typeof inner !== 'string') return null;
        packet[`variable:${name}`] = wellFormed(inner);
      }
    }
  }
  return packet;
}

/** Whether a value can be sent: a line end or NUL in it would start a header, or an action, of its own. */
export function isSendable(value: string): boolean {
  return !/[\r\n\0]/.test(value);
}

/** Free text (a name, a reason) as it can be sent: control characters become spaces, 80 characters at the most. */
export function freeText(value: string): string {
  return value
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 80);
}

/** An agent's name in a queue: `;`, `|` and `,` part the fields of Asterisk's own list of members. */
export function memberName(value: string): string {
  return freeText(value.replace(/[;|,]+/g, ' '));
}

/** Epoch seconds with a fraction, as Asterisk writes them, in ms; null when absent, zero or no number. */
export function momentOf(seconds: string | undefined): number | null {
  const value = Number(seconds);
  return seconds && value > 0 && Number.isFinite(value) ? Math.round(value * 1000) : null;
}

/** The number that was called with what was chosen there, as our dialplan tells it; null: it makes no sense. */
export const doorOf = (text: string | undefined): string | null =>
  text !== undefined && /^[\w+.-]{1,64}(\*[a-z0-9-]{0,40}){0,2}$/.test(text) ? text : null;

/** Caller's number of a channel whose dialplan has not read it yet: the trunk's `callerid` in config/pjsip.conf. */
export const unreadNumber = 'sigap';

/** The caller's number as signalled, or null when it is withheld or not read yet. */
export function aniOf(number: string | undefined): string | null {
  const text = (number ?? '').replace(/[\p{Cc}\ufffd]/gu, '').trim();
  return text === '' ||
    text === unreadNumber ||
    /^(<unknown>|anonymous|unknown|restricted|private|unavailable|withheld)$/i.test(text)
    ? null
    : text.slice(0, 64);
}

/**
 * `PJSIP/201` → `201`, and so the channel `PJSIP/201-0000002a`; null for anything that is no agent's telephone. Queues
 * that ring through the dialplan have members such as `Local/201@from-queue/n` (FreePBX), whose channel has two halves:
 * the first, `;1`, is the leg that the queue knows.
 */
export function extensionOf(device: string | undefined, tech: string): string | null {
  if (device?.startsWith(`${tech}/`)) return /^[0-9]+/.exec(device.slice(tech.length + 1))?.[0] ?? null;
  return /^Local\/([0-9]+)@(?!.*;2$)/.exec(device ?? '')?.[1] ?? null;
}

/** Whether a device state means that the telephone would ring. */
export function isReachable(state: string | undefined): boolean {
  return state !== undefined && state !== 'UNAVAILABLE' && state !== 'INVALID' && state !== 'UNKNOWN';
}
