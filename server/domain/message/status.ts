import type { DeliveryStatus } from '../../../telephony/messaging/port.ts';

/**
 * How much each status says. `failed` stands below `delivered`: a report that came to the citizen's telephone is proof,
 * a failure told besides is a gateway's mistake.
 */
const weight: Readonly<Record<DeliveryStatus, number>> = { queued: 0, sent: 1, failed: 2, delivered: 3, read: 4 };

/** From the status that says least to the one that says most. */
export const statusOrder = Object.keys(weight) as readonly DeliveryStatus[];

/** The status after one more report. The outcome is the same in whatever order reports come, and however often. Pure. */
export function statusAfter(current: DeliveryStatus, reported: DeliveryStatus): DeliveryStatus {
  return weight[reported] > weight[current] ? reported : current;
}
