import { wellFormed } from '../well-formed.ts';

/** A packet with lower-case keys and nothing inherited. Variables are under `variable:` and their own name. */
export type Packet = Readonly<Record<string, string | undefined>>;

/**
 * Makes a packet of what asterisk-manager parsed, or null when it makes no sense: a header that comes twice (two
 * packets run together), a NUL, a header that replaced the prototype. What a caller's network signalled costs nobody
 * the call: it is made well-formed.
 */
export function normalisePacket(item: unknown): Packet | null {
  if (typeof item !== 'object' || item === null || Object.getPrototypeOf(item) !== Object.prototype) return null;
  const packet: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === 'string') {
      const signalled = /^(callerid|connectedline)/.test(key);
      if (!signalled && value.includes('\0')) return null;
      packet[key] = wellFormed(value);
    } else if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
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

/** `PJSIP/201` → `201`; null for anything that is no agent's telephone. */
export function extensionOf(device: string | undefined, tech: string): string | null {
  if (!device?.startsWith(`${tech}/`)) return null;
  return /^[0-9]+/.exec(device.slice(tech.length + 1))?.[0] ?? null;
}
