import { failureOf, type TwilioClient, type TwilioFailure } from '../client.ts';
import type { LegStatus } from './calling.ts';
import { callerOf, type ListedLeg, type VoiceLists } from './resync.ts';

/** What was asked of Twilio: its answer, or why there is none. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: TwilioFailure };

/** Participants are asked for room by room; so many rooms at a time. */
const roomsAtOnce = 8;
/** A fresh object for each question: the SDK writes into it what it does with the answer. */
const page = () => ({ pageSize: 1000, limit: 5000 });

/** The voice part of Twilio's REST interface, as far as we use it. Nothing in here rejects. */
export function createVoiceRest(client: TwilioClient) {
  const legs = async (status: 'queued' | 'ringing' | 'in-progress'): Promise<ListedLeg[]> =>
    (await client.calls.list({ status, ...page() })).map(
      ({ sid, from, to, direction, status, dateCreated, startTime }) => ({
        sid,
        from,
        to,
        direction,
        status,
        dateCreated,
        startTime,
      }),
    );
  const rooms = async (status: 'init' | 'in-progress') =>
    (await client.conferences.list({ status, ...page() })).filter(
      ({ friendlyName }) => callerOf(friendlyName) !== null,
    );
  const inRoom = async ({ sid, friendlyName }: { sid: string; friendlyName: string }) => ({
    sid,
    friendlyName,
    participants: (await client.conferences(sid).participants.list(page())).map(
      ({ callSid, status, hold, dateCreated }) => ({ callSid, status, hold, dateCreated }),
    ),
  });

  return {
    /** Rings an agent into a room; the agent's leg. `from`: what its telephone shows. */
    ring: (of: {
      readonly conferenceSid: string;
      readonly from: string;
      readonly to: string;
      readonly statusCallback: string;
      /** Seconds; Twilio adds about five of its own. */
      readonly timeout: number;
    }) =>
      asked(async () => {
        const { conferenceSid, ...rest } = of;
        const made = await client.conferences(conferenceSid).participants.create({
          ...rest,
          statusCallbackMethod: 'POST',
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
          beep: 'false',
          // The caller goes on hearing music, not the ring.
          earlyMedia: false,
          // An agent who hangs up ends the call, whether or not we are there.
          endConferenceOnExit: true,
        });
        return made.callSid;
      }),
    /** Ends the ring unless it was answered meanwhile: the leg's status afterwards. */
    cancel: (legSid: string) =>
      asked(async () => (await client.calls(legSid).update({ status: 'canceled' })).status as LegStatus),
    hangup: (legSid: string) => asked(async () => void (await client.calls(legSid).update({ status: 'completed' }))),
    hold: (conferenceSid: string, callSid: string, on: boolean, holdUrl: string) =>
      asked(async () => {
        const how = on ? { hold: true, holdUrl, holdMethod: 'POST' } : { hold: false };
        await client.conferences(conferenceSid).participants(callSid).update(how);
      }),
    mute: (conferenceSid: string, callSid: string, on: boolean) =>
      asked(async () => void (await client.conferences(conferenceSid).participants(callSid).update({ muted: on }))),
    leg: (sid: string) =>
      asked(async (): Promise<ListedLeg> => {
        const { from, to, direction, status, dateCreated, startTime } = await client.calls(sid).fetch();
        return { sid, from, to, direction, status, dateCreated, startTime };
      }),
    /** Finished recordings of rooms that are closed, made since then (epoch ms), with the room's name. */
    recordingsSince: (since: number) =>
      asked(async () => {
        // Rooms are asked for by the day; callers wait in one before they are recorded.
        const opened = new Date(since - 3_600_000);
        const [closed, found] = await Promise.all([
          client.conferences.list({ status: 'completed', dateCreatedAfter: opened, ...page() }),
          client.recordings.list({ dateCreatedAfter: new Date(since), ...page() }),
        ]);
        const names = new Map(closed.map(({ sid, friendlyName }) => [sid, friendlyName]));
        return found
          .filter(({ status }) => status === 'completed')
          .map(({ sid, conferenceSid, duration, startTime }) => ({
            room: names.get(conferenceSid) ?? null,
            reference: sid,
            seconds: duration,
            startedAt: startTime?.getTime() ?? Number.NaN,
          }));
      }),
    lists: () =>
      asked(async (): Promise<VoiceLists> => {
        const [found, open] = await Promise.all([
          Promise.all((['queued', 'ringing', 'in-progress'] as const).map(legs)),
          Promise.all((['init', 'in-progress'] as const).map(rooms)),
        ]);
        const left = open.flat();
        const filled: VoiceLists['rooms'][number][] = [];
        while (left.length > 0) filled.push(...(await Promise.all(left.splice(0, roomsAtOnce).map(inRoom))));
        return { legs: found.flat(), rooms: filled };
      }),
  };
}
export type VoiceRest = ReturnType<typeof createVoiceRest>;

async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}
