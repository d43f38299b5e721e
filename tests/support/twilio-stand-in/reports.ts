import type { Mail } from './mail.ts';
import { type Leg, type Participant, type Room, stamp } from './rooms.ts';

export type Reports = ReturnType<typeof createReports>;

/** What Twilio reports of legs and rooms, in its words. */
export function createReports(parts: {
  readonly accountSid: string;
  readonly now: () => number;
  readonly report: Mail['report'];
}) {
  const { accountSid, now, report } = parts;
  return {
    /** What the leg is by now, to whoever asked for it. */
    ofLeg(leg: Leg, sipCode?: number): void {
      if (leg.statusCallback === null) return;
      report(leg.statusCallback, {
        CallSid: leg.sid,
        AccountSid: accountSid,
        From: leg.from,
        To: leg.to,
        CallStatus: leg.status === 'queued' ? 'initiated' : leg.status,
        Direction: leg.direction,
        ApiVersion: '2010-04-01',
        CallbackSource: 'call-progress-events',
        SequenceNumber: String(leg.sequence++),
        Timestamp: stamp(now()),
        ...(sipCode !== undefined && { SipResponseCode: String(sipCode) }),
      });
    },
    ofRoom(room: Room, event: string, more: Record<string, string> = {}): void {
      report(room.statusCallback, {
        ConferenceSid: room.sid,
        FriendlyName: room.name,
        AccountSid: accountSid,
        SequenceNumber: String(++room.sequence),
        Timestamp: stamp(now()),
        StatusCallbackEvent: event,
        ...more,
      });
    },
  };
}

/** Whom a room's report is about. */
export const about = (one: Participant) => ({
  CallSid: one.leg.sid,
  Muted: String(one.muted),
  Hold: String(one.hold),
  Coaching: 'false',
  EndConferenceOnExit: String(one.endsRoom),
  StartConferenceOnEnter: 'true',
});
