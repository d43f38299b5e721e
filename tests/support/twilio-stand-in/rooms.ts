/** A leg of a call as the stand-in keeps it. */
export interface Leg {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound-api';
  readonly from: string;
  readonly to: string;
  readonly createdAt: number;
  readonly statusCallback: string | null;
  status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
  /** The number of its next status callback. */
  sequence: number;
}

export interface Participant {
  readonly leg: Leg;
  endsRoom: boolean;
  joinedAt: number | null;
  readonly createdAt: number;
  hold: boolean;
  muted: boolean;
  readonly label: string | null;
  coaching: boolean;
  callSidToCoach: string | null;
}

export interface Room {
  readonly sid: string;
  readonly name: string;
  readonly createdAt: number;
  readonly statusCallback: string;
  /** Where the word of its recording goes; null: it is not recorded. */
  readonly recordingUrl: string | null;
  /** Which of its words are sent there. */
  readonly recordingEvents: readonly string[];
  /** When two were in it first. */
  startedAt: number | null;
  status: 'init' | 'in-progress' | 'completed';
  endedBy: string | null;
  sequence: number;
  readonly participants: Participant[];
}

/** RFC 2822, whole seconds, as Twilio writes moments. */
export const stamp = (at: number) => new Date(at).toUTCString().replace('GMT', '+0000');

export const callOf = (leg: Leg, accountSid: string) => ({
  sid: leg.sid,
  account_sid: accountSid,
  api_version: '2010-04-01',
  direction: leg.direction,
  from: leg.from,
  to: leg.to,
  status: leg.status,
  date_created: stamp(leg.createdAt),
  date_updated: stamp(leg.createdAt),
  start_time: leg.status === 'queued' || leg.status === 'ringing' ? null : stamp(leg.createdAt),
  end_time: null,
  parent_call_sid: null,
  uri: `/2010-04-01/Accounts/${accountSid}/Calls/${leg.sid}.json`,
  subresource_uris: {},
});

export const conferenceOf = (room: Room, accountSid: string) => ({
  sid: room.sid,
  account_sid: accountSid,
  api_version: '2010-04-01',
  friendly_name: room.name,
  status: room.status,
  region: 'sg1',
  reason_conference_ended: null,
  call_sid_ending_conference: room.endedBy,
  date_created: stamp(room.createdAt),
  date_updated: stamp(room.createdAt),
  uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}.json`,
  subresource_uris: {},
});

export const participantOf = (room: Room, one: Participant, accountSid: string) => ({
  account_sid: accountSid,
  call_sid: one.leg.sid,
  conference_sid: room.sid,
  label: one.label,
  call_sid_to_coach: one.callSidToCoach,
  coaching: one.coaching,
  hold: one.hold,
  muted: one.muted,
  start_conference_on_enter: true,
  end_conference_on_exit: one.endsRoom,
  status: one.joinedAt !== null ? 'connected' : one.leg.status === 'ringing' ? 'ringing' : 'connecting',
  queue_time: null,
  date_created: stamp(one.joinedAt ?? one.createdAt),
  date_updated: stamp(one.joinedAt ?? one.createdAt),
  uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}/Participants/${one.leg.sid}.json`,
});
