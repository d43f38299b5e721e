import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import { segmentsOf } from '../../../telephony/messaging/segments.ts';

/** How many messages the network counts: SMS are cut, the others go whole. */
export const segmentsIn = (channel: MessageChannel, text: string): number =>
  channel === 'sms' ? segmentsOf(text).parts.length : 1;
