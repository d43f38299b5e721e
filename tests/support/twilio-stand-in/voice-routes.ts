import type { createDocuments } from './documents.ts';
import { goesOn, type Legs } from './legs.ts';
import type { Mail } from './mail.ts';
import type { VoiceOperation } from './operations.ts';
import { about, type Reports } from './reports.ts';
import { callOf, conferenceOf, type Leg, type Participant, participantOf, type Room } from './rooms.ts';
import { pageOf, refusal, type StandInAnswer, type StandInPart, type StandInRequest } from './stand-in.ts';

const callPath = /^\/Calls\/(CA[0-9a-f]{32})\.json$/;
const participantsPath = /^\/Conferences\/([\w-]{1,128})\/Participants(?:\/(CA[0-9a-f]{32}))?\.json$/;
/** What is said of a number that cannot be dialled; the last digits say which. */
const noNumber = /^\+\d*0000$/;

/** Calls, Conferences and Participants of Twilio's REST API. */
export function createVoiceRoutes(parts: {
  readonly accountSid: string;
  readonly legs: Legs;
  readonly reports: Reports;
  readonly waited: ReturnType<typeof createDocuments>['waited'];
  /** The leg leaves its room and goes on with the document of this address. */
  readonly redirect: (leg: Leg, url: string) => void;
  readonly track: Mail['track'];
  readonly checked: (operation: VoiceOperation, fields: URLSearchParams) => void;
}): StandInPart {
  const { accountSid, legs, reports, waited, redirect, track, checked } = parts;
  const withStatus = (query: URLSearchParams) => (one: { readonly status: string }) =>
    one.status === query.get('Status');

  function listCalls(query: URLSearchParams): StandInAnswer {
    checked('listCalls', query);
    const found = [...legs.legs.values()].filter(withStatus(query));
    return pageOf(
      'calls',
      found.map((leg) => callOf(leg, accountSid)),
    );
  }
  function listConferences(query: URLSearchParams): StandInAnswer {
    checked('listConferences', query);
    const found = legs.rooms.filter(withStatus(query));
    return pageOf(
      'conferences',
      found.map((room) => conferenceOf(room, accountSid)),
    );
  }
  function oneCall(sid: string, { method, form }: StandInRequest): StandInAnswer {
    const leg = legs.legs.get(sid);
    if (!leg) return refusal(404, 20404);
    if (method === 'POST') {
      checked('updateCall', form);
      if (!goesOn(leg)) return refusal(400, 21220);
      if (leg.status !== 'in-progress') legs.over(leg, 'canceled');
      else if (form.get('Status') === 'completed') legs.over(leg, 'completed');
      else redirect(leg, form.get('Url') ?? '');
    }
    return { status: 200, json: callOf(leg, accountSid) };
  }

  function listParticipants(room: Room, query: URLSearchParams): StandInAnswer {
    checked('listParticipants', query);
    return pageOf(
      'participants',
      room.participants.map((one) => participantOf(room, one, accountSid)),
    );
  }
  function createParticipant(room: Room, form: URLSearchParams): StandInAnswer {
    checked('createParticipant', form);
    if (noNumber.test(form.get('To') ?? '')) return refusal(400, 21211);
    return { status: 201, json: participantOf(room, legs.ring(room, form), accountSid) };
  }
  function updateParticipant(room: Room, sid: string, form: URLSearchParams): StandInAnswer {
    checked('updateParticipant', form);
    const one = room.participants.find(({ leg, joinedAt }) => leg.sid === sid && joinedAt !== null);
    if (!one) return refusal(404, 20404);
    const [hold, muted] = [form.get('Hold'), form.get('Muted')];
    if (hold !== null && one.hold !== (hold === 'true')) putOnHold(room, one, hold === 'true', form.get('HoldUrl'));
    if (muted !== null) one.muted = muted === 'true';
    const endsRoom = form.get('EndConferenceOnExit');
    if (endsRoom !== null) one.endsRoom = endsRoom === 'true';
    const [coaching, coached] = [form.get('Coaching'), form.get('CallSidToCoach')];
    // Twilio: whoever coaches says whom.
    if (coaching === 'true' && coached === null) return refusal(400, 20001);
    if (coaching !== null) one.coaching = coaching === 'true';
    if (coaching !== null) one.callSidToCoach = coaching === 'true' ? coached : null;
    return { status: 200, json: participantOf(room, one, accountSid) };
  }
  function putOnHold(room: Room, one: Participant, on: boolean, holdUrl: string | null): void {
    one.hold = on;
    reports.ofRoom(room, on ? 'participant-hold' : 'participant-unhold', about(one));
    if (on && holdUrl !== null) track(waited(holdUrl, one.leg));
  }

  /** By its sid or its name. Twilio opens a room for a name when somebody is rung into it, and for no sid. */
  function roomOf(named: string, { method, form }: StandInRequest): Room | undefined {
    const open = legs.rooms.find(
      ({ sid, name, status }) => (sid === named || name === named) && status !== 'completed',
    );
    if (open || method !== 'POST' || /^CF[0-9a-f]{32}$/.test(named)) return open;
    return legs.roomNamed(named, {
      statusCallback: form.get('ConferenceStatusCallback') ?? '',
      recordingUrl: null,
      recordingEvents: [],
    });
  }

  return (request) => {
    const { method, path, query, form } = request;
    if (path === '/Calls.json') return listCalls(query);
    if (path === '/Conferences.json') return listConferences(query);
    const [, callSid] = callPath.exec(path) ?? [];
    if (callSid !== undefined) return oneCall(callSid, request);
    const [, roomSid, participantSid] = participantsPath.exec(path) ?? [];
    if (roomSid === undefined) return undefined;
    const room = roomOf(roomSid, request);
    if (!room) return refusal(404, 20404);
    if (participantSid !== undefined) return updateParticipant(room, participantSid, form);
    return method === 'GET' ? listParticipants(room, query) : createParticipant(room, form);
  };
}
