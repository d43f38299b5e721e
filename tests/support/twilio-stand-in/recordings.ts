import { type Room, stamp } from './rooms.ts';
import { pageOf, refusal, type StandInPart } from './stand-in.ts';

/** A finished recording of a room. */
export interface StandInRecording {
  readonly sid: string;
  /** Where its word goes, and what it says. */
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Recordings of rooms, as Twilio keeps them: an MP3 each, told of when its room is closed. */
export function createRecordings(
  accountSid: string,
  parts: {
    readonly now: () => number;
    readonly sid: (prefix: string) => string;
    readonly checked: (operation: 'listRecordings', fields: URLSearchParams) => void;
    readonly report: (url: string, fields: Record<string, string>) => void;
  },
) {
  const made: StandInRecording[] = [];
  const sounds = new Map<string, Buffer>();

  const part: StandInPart = ({ method, path, query }) => {
    if (path === '/Recordings.json') {
      const since = Date.parse(query.get('DateCreated>') ?? '');
      const found = made.filter(({ fields }) => Date.parse(fields.RecordingStartTime ?? '') >= since);
      const recordings = found.map(({ sid, fields }) => ({
        sid,
        account_sid: accountSid,
        api_version: '2010-04-01',
        conference_sid: fields.ConferenceSid,
        call_sid: null,
        status: fields.RecordingStatus,
        duration: fields.RecordingDuration,
        start_time: fields.RecordingStartTime,
        date_created: fields.RecordingStartTime,
        date_updated: fields.RecordingStartTime,
        source: 'Conference',
        channels: 1,
        uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.json`,
      }));
      parts.checked('listRecordings', query);
      return pageOf('recordings', recordings);
    }
    const [, gone] = /^\/Recordings\/(RE[0-9a-f]{32})\.json$/.exec(path) ?? [];
    if (gone !== undefined && method === 'DELETE') return sounds.delete(gone) ? { status: 204 } : refusal(404, 20404);
    const [, sid] = /^\/Recordings\/(RE[0-9a-f]{32})\.mp3$/.exec(path) ?? [];
    if (sid === undefined || method !== 'GET') return undefined;
    const bytes = sounds.get(sid);
    return bytes ? { status: 200, bytes, headers: { 'content-type': 'audio/mpeg' } } : refusal(404, 20404);
  };

  return {
    part,
    made: made as readonly StandInRecording[],
    /** What is heard of it; the bytes of each are its own. */
    sounds: sounds as ReadonlyMap<string, Buffer>,
    forget: (sid: string) => void sounds.delete(sid),
    /** The room is closed. Nothing is recorded before two are in it. */
    closed(room: Room): void {
      if (room.recordingUrl === null || room.startedAt === null) return;
      const sid = parts.sid('RE');
      sounds.set(sid, Buffer.concat([Buffer.from('ID3'), Buffer.alloc(200_000, sid.slice(-2))]));
      const fields = {
        AccountSid: accountSid,
        ConferenceSid: room.sid,
        RecordingSid: sid,
        RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
        RecordingStatus: 'completed',
        RecordingDuration: String(Math.round((parts.now() - room.startedAt) / 1_000)),
        RecordingChannels: '1',
        RecordingStartTime: stamp(room.startedAt),
        RecordingSource: 'Conference',
      };
      made.push({ sid, url: room.recordingUrl, fields });
      parts.report(room.recordingUrl, fields);
    },
  };
}
