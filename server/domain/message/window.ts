import type { MessageChannel } from '../../../telephony/messaging/port.ts';

const dayMs = 86_400_000;

/**
 * Until when the channel lets us write freely, epoch ms; null: always. WhatsApp: 24 hours from the citizen's last
 * message, later templates only (WhatsApp Business Platform, customer service window). Pure.
 * @param lastInboundAt null: the citizen has never written, so the window is shut (0)
 */
export function openUntil(channel: MessageChannel, lastInboundAt: number | null): number | null {
  if (channel !== 'whatsapp') return null;
  return lastInboundAt === null ? 0 : lastInboundAt + dayMs;
}
