import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageGateway } from '../../telephony/messaging/port.ts';
import type { NoticeOutcome, Notifier } from '../app/ports/notifications.ts';
import type { Clock } from '../app/ports/ports.ts';
import { notificationText } from '../domain/notification/text.ts';

export interface GatewayNotifierOptions {
  readonly channel: 'sms' | 'whatsapp';
  readonly gateway: MessageGateway;
  /** The office's number that people see as the sender. */
  readonly from: string;
  /**
   * WhatsApp takes, from somebody who has not written first, approved templates only: the provider's id of one whose
   * variable `1` is the text. Null: the text as it is.
   */
  readonly template: string | null;
  /** What that template says, with `{{1}}` for the text; null: not known. */
  readonly wording: string | null;
  readonly clock: Clock;
}

/** SMS or WhatsApp through a message gateway, not faster than it takes them. */
export function createGatewayNotifier(options: GatewayNotifierOptions): Notifier {
  const { channel, gateway, from, template, wording, clock } = options;
  const pauseMs = 1_000 / gateway.perSecond;
  let free = 0;
  return {
    means: channel,
    atOnce: Math.max(1, Math.floor(gateway.perSecond * 20)),
    send: async ({ id, to, alerts, language, writtenAt }, again): Promise<NoticeOutcome> => {
      if (to === null) return { ok: false, kind: 'rejected', code: 'no_address' };
      const now = clock.now();
      free = Math.max(free, now) + pauseMs;
      if (free - pauseMs > now) await sleep(free - pauseMs - now);
      const told = notificationText(alerts, language, writtenAt).short;
      const text = wording === null ? told : wording.replace('{{1}}', () => told);
      const asTemplate = template === null ? null : { id: template, variables: { 1: told } };
      const outcome = await gateway.send({ id, writtenAt, channel, from, to, text, template: asTemplate }, again);
      if (!outcome.ok) {
        const { kind, code, retryAfterMs } = outcome;
        return { ok: false, kind, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
      }
      const delivered = outcome.status === 'delivered' || outcome.status === 'read';
      return { ok: true, delivered, reference: outcome.reference };
    },
  };
}
