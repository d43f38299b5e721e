import type { VoiceOperation } from './operations.ts';
import { type Leg, type Room, stamp } from './rooms.ts';
import { pageOf, refusal, type StandInPart } from './stand-in.ts';

/** A finished recording of a room. */
export interface StandInRecording {
  readonly sid: string;
  /** Where its word goes, and what it says. */
  readonly url: string;
  readonly callSid: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** Recordings of rooms, as Twilio keeps them: an MP3 each, told of when its room is closed. */
export function createRecordings(
  accountSid: string,
  parts: {
    readonly now: () => number;
    readonly sid: (prefix: string) => string;
    readonly checked: (operation: VoiceOperation, fields: URLSearchParams) => void;
    readonly report: (url: string, fields: Record<string, string>) => void;
  },
) {
  const made: StandInRecording[] = [];
  const sounds = new Map<string, Buffer>();
  const messages = new Map<string, Buffer>();
  let stuck = 0;
  /** By room. */
  const running = new Map<string, { readonly sid: string; status: string; readonly statuses: string[] }>();

  const wordOf = (room: Room, sid: string) => ({
    AccountSid: accountSid,
    ConferenceSid: room.sid,
    RecordingSid: sid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    RecordingChannels: '1',
    RecordingStartTime: stamp(room.startedAt ?? parts.now()),
    RecordingSource: 'Conference',
  });

  /**
   * Of a room that is open (https://www.twilio.com/docs/voice/api/recording, "Update a Recording resource"): its status is
   * `in-progress` or `paused`, and one that is over cannot be changed (21220).
   */
  const ofRoom: StandInPart = ({ method, path, query, form }) => {
    const [, room = '', sid] =
      /^\/Conferences\/(CF[0-9a-f]{32})\/Recordings(?:\/(RE[0-9a-f]{32}))?\.json$/.exec(path) ?? [];
    if (room === '') return undefined;
    const one = running.get(room);
    const shown = one && { sid: one.sid, account_sid: accountSid, conference_sid: room, status: one.status };
    if (sid === undefined) {
      parts.checked('listConferenceRecordings', query);
      return pageOf('recordings', shown ? [shown] : []);
    }
    if (method !== 'POST') return undefined;
    parts.checked('updateConferenceRecording', form);
    if (!one || one.sid !== sid) return refusal(404, 20404);
    const status = form.get('Status') ?? '';
    // PauseBehavior says what becomes of the pause, and nothing else.
    if (status === one.status || (status !== 'paused' && form.has('PauseBehavior'))) return refusal(400, 21220);
    one.status = status;
    one.statuses.push(form.has('PauseBehavior') ? `${status} ${form.get('PauseBehavior')}` : status);
    return { status: 200, json: { ...shown, status } };
  };

  const part: StandInPart = (request) => {
    const { method, path, query } = request;
    if (path === '/Recordings.json') {
      const since = Date.parse(query.get('DateCreated>') ?? '');
      const there = made.filter(({ sid }) => sounds.has(sid) || messages.has(sid));
      const found = there.filter(({ fields }) => Date.parse(fields.RecordingStartTime ?? '') >= since);
      const recordings = found.map(({ sid, callSid, fields }) => ({
        sid,
        account_sid: accountSid,
        api_version: '2010-04-01',
        conference_sid: fields.ConferenceSid ?? null,
        call_sid: callSid,
        status: fields.RecordingStatus,
        duration: fields.RecordingDuration,
        start_time: fields.RecordingStartTime,
        date_created: fields.RecordingStartTime,
        date_updated: fields.RecordingStartTime,
        source: fields.RecordingSource,
        channels: 1,
        uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.json`,
      }));
      parts.checked('listRecordings', query);
      return pageOf('recordings', recordings);
    }
    const [, gone] = /^\/Recordings\/(RE[0-9a-f]{32})\.json$/.exec(path) ?? [];
    if (gone !== undefined && method === 'DELETE' && stuck > 0) {
      stuck -= 1;
      return refusal(500, 20500);
    }
    if (gone !== undefined && method === 'DELETE')
      return sounds.delete(gone) || messages.delete(gone) ? { status: 204 } : refusal(404, 20404);
    const [, message] = /^\/Recordings\/(RE[0-9a-f]{32})\.wav$/.exec(path) ?? [];
    if (message !== undefined && method === 'GET') {
      const bytes = messages.get(message);
      return bytes ? { status: 200, bytes, headers: { 'content-type': 'audio/x-wav' } } : refusal(404, 20404);
    }
    const [, sid] = /^\/Recordings\/(RE[0-9a-f]{32})\.mp3$/.exec(path) ?? [];
    if (sid === undefined || method !== 'GET') return ofRoom(request);
    const bytes = sounds.get(sid);
    return bytes ? { status: 200, bytes, headers: { 'content-type': 'audio/mpeg' } } : refusal(404, 20404);
  };

  return {
    part,
    made: made as readonly StandInRecording[],
    /** What is heard of it; the bytes of each are its own. */
    sounds: sounds as ReadonlyMap<string, Buffer>,
    /** Files of messages, as Twilio has them for `.wav` (https://www.twilio.com/docs/voice/api/recording, "Fetch a Recording's media file"). */
    messages: messages as ReadonlyMap<string, Buffer>,
    /** So many times in a row nothing is deleted. */
    setStuck: (times: number) => {
      stuck = times;
    },
    forget: (sid: string) => void sounds.delete(sid),
    /** Somebody has spoken after a tone: what Twilio says of it to `action`, and soon after to the address. */
    recorded({ sid: callSid }: Pick<Leg, 'sid'>, url: string, sound: Buffer): Record<string, string> {
      const sid = parts.sid('RE');
      messages.set(sid, wav(sound));
      const told = {
        RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
        RecordingSid: sid,
        RecordingDuration: String(Math.round(sound.length / 16_000)),
      };
      const fields = {
        ...{ ...told, AccountSid: accountSid, CallSid: callSid, RecordingStatus: 'completed', RecordingChannels: '1' },
        ...{ RecordingStartTime: stamp(parts.now()), RecordingSource: 'RecordVerb' },
      };
      made.push({ sid, url, callSid, fields });
      parts.report(url, fields);
      return told;
    },
    /** What was asked of the recording of this room, in order. */
    askedOf: (room: Pick<Room, 'sid'>): readonly string[] => running.get(room.sid)?.statuses ?? [],
    /** Two are in the room: nothing is recorded before. */
    started(room: Room): void {
      if (room.recordingUrl === null) return;
      const sid = parts.sid('RE');
      running.set(room.sid, { sid, status: 'in-progress', statuses: [] });
      const fields = { ...wordOf(room, sid), RecordingStatus: 'in-progress' };
      if (room.recordingEvents.includes('in-progress')) parts.report(room.recordingUrl, fields);
    },
    closed(room: Room): void {
      const recorded = running.get(room.sid);
      if (room.recordingUrl === null || room.startedAt === null || !recorded) return;
      const { sid } = recorded;
      recorded.status = 'completed';
      sounds.set(sid, Buffer.concat([Buffer.from('ID3'), Buffer.alloc(200_000, sid.slice(-2))]));
      const fields = {
        ...wordOf(room, sid),
        RecordingStatus: 'completed',
        RecordingDuration: String(Math.round((parts.now() - room.startedAt) / 1_000)),
      };
      made.push({ sid, url: room.recordingUrl, callSid: null, fields });
      parts.report(room.recordingUrl, fields);
    },
  };
}

/** One channel, 16 bits, with a part before the sound that nobody asked for, as files may have it. */
function wav(sound: Buffer): Buffer {
  const part = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 0, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(8_000, 4);
  format.writeUInt32LE(16_000, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const parts = [part('fmt ', format), part('LIST', Buffer.from('INFO')), part('data', sound)];
  return part('RIFF', Buffer.concat([Buffer.from('WAVE'), ...parts]));
}
