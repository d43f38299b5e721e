import { forgotten, type TwilioClient } from '../client.ts';
import { asked } from './asked.ts';
import type { LegStatus } from './legs.ts';
import { createParticipants } from './participants.ts';
import type { ListedLeg, VoiceLists } from './resync.ts';
import { callerOf } from './rooms.ts';

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
  const inRoom = async ({ sid, friendlyName, status }: Record<'sid' | 'friendlyName' | 'status', string>) => ({
    ...{ sid, friendlyName, status },
    participants: (await client.conferences(sid).participants.list(page())).map(
      ({ callSid, label, status, hold, muted, coaching, callSidToCoach, endConferenceOnExit, dateCreated }) => ({
        ...{ callSid, label, status, hold, muted, coaching, callSidToCoach, endConferenceOnExit, dateCreated },
      }),
    ),
  });

  return {
    ...createParticipants(client),
    /** Ends the ring unless it was answered meanwhile: the leg's status afterwards. */
    cancel: (legSid: string) =>
      asked(async () => (await client.calls(legSid).update({ status: 'canceled' })).status as LegStatus),
    /** The leg goes on with another document, out of the room it is in. */
    lead: (legSid: string, url: string) =>
      asked(async () => void (await client.calls(legSid).update({ url, method: 'POST' }))),
    hangup: (legSid: string) => asked(async () => void (await client.calls(legSid).update({ status: 'completed' }))),
    leg: (sid: string) =>
      asked(async (): Promise<ListedLeg> => {
        const { from, to, direction, status, dateCreated, startTime } = await client.calls(sid).fetch();
        return { sid, from, to, direction, status, dateCreated, startTime };
      }),
    /** Finished recordings made since then (epoch ms): of rooms that are closed, with the room's name, or of messages, with the leg. */
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
          .map(({ sid, conferenceSid, callSid, source, duration, startTime }) => ({
            room: names.get(conferenceSid) ?? null,
            messageOf: source === 'RecordVerb' ? callSid : null,
            reference: sid,
            seconds: duration,
            startedAt: startTime?.getTime() ?? Number.NaN,
          }));
      }),
    /** What Twilio records of a room now; null: nothing. */
    runningRecording: (conferenceSid: string) =>
      asked(async () => {
        const found = await client.conferences(conferenceSid).recordings.list(page());
        const one = found.find(({ status }) => status === 'in-progress' || status === 'paused');
        return one ? { reference: one.sid, paused: one.status === 'paused' } : null;
      }),
    /** Silence in place of what is said, as long as the pause lasts; its length stays that of the talk. */
    pauseRecording: (conferenceSid: string, sid: string, on: boolean) =>
      asked(async () => {
        const how = on
          ? ({ status: 'paused', pauseBehavior: 'silence' } as const)
          : ({ status: 'in-progress' } as const);
        await client.conferences(conferenceSid).recordings(sid).update(how);
      }),
    forgetRecording: (sid: string) => forgotten(() => client.recordings(sid).remove()),
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
