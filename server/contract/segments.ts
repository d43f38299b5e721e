/** Counted at the desk as the gateway will cut it. */
export { type Segments, segmentsOf } from '../../telephony/messaging/segments.ts';
