import type { DataSource, EntityManager } from 'typeorm';
import type { RecordingKind } from '../../telephony/recording.ts';
import type { KeptRecording, Recording, RecordingStore } from '../app/ports/recordings.ts';
import { iso, isoOrNull } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

interface RecordingColumns {
  readonly exchange: string;
  readonly reference: string;
  readonly call_id: string;
  readonly started_at: Date | null;
  readonly length_ms: number;
  readonly kind: RecordingKind;
  readonly whole: boolean;
  readonly sound_signs: number | null;
}

const columns = 'exchange, reference, call_id, started_at, length_ms';

/** So much shorter than the talk may a recording be: it begins and ends a moment beside it. */
const shorterMs = 3_000;

/** Recordings: stored once, and read by those who open the call's case. */
export function createRecordingStore(dataSource: DataSource, sealer: Sealer): RecordingStore {
  return {
    saveRecording: async ({ exchange, reference, callId, startedAt, lengthMs }) => {
      // One statement: the call cannot go between being found and being referred to.
      const [row]: { calls: number }[] = await dataSource.query(
        `WITH of_call AS (SELECT id FROM call WHERE id = $3),
           made AS (INSERT INTO recording (${columns}) SELECT $1, $2, id, $4, $5 FROM of_call ON CONFLICT DO NOTHING)
         SELECT count(*)::int AS calls FROM of_call`,
        [exchange, reference, callId, isoOrNull(startedAt), lengthMs],
      );
      return row?.calls === 1;
    },
    keepRecording: (recording) => dataSource.transaction((manager) => keep(manager, sealer, recording)),
    recordingsOf: async (callId) => {
      const rows: RecordingColumns[] = await dataSource.query(
        `SELECT ${columns}, kind, whole, sound_signs FROM recording WHERE call_id = $1
         ORDER BY started_at, created_at, reference`,
        [callId],
      );
      return rows.map(toRecording);
    },
    recordingPausesOf: async (callId) => {
      const rows: { began_at: Date; ended_at: Date | null }[] = await dataSource.query(
        'SELECT began_at, ended_at FROM recording_pause WHERE call_id = $1 ORDER BY began_at',
        [callId],
      );
      return rows.map((row) => ({ beganAt: row.began_at.getTime(), endedAt: row.ended_at?.getTime() ?? null }));
    },
    recordedSound: async function* ({ exchange, reference }) {
      for (let part = 0; ; part += 1) {
        const [row]: { sound_sealed: string }[] = await dataSource.query(
          'SELECT sound_sealed FROM recording_sound WHERE exchange = $1 AND reference = $2 AND part = $3',
          [exchange, reference, part],
        );
        if (!row) return;
        yield Buffer.from(sealer.open(row.sound_sealed), 'base64');
      }
    },
    saveRecordingPause: async (callId, paused, at) => {
      const sql = paused
        ? `INSERT INTO recording_pause (call_id, began_at) SELECT id, $2 FROM call
           WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM recording_pause WHERE call_id = $1 AND ended_at IS NULL)
           ON CONFLICT DO NOTHING`
        : 'UPDATE recording_pause SET ended_at = $2 WHERE call_id = $1 AND ended_at IS NULL';
      await dataSource.query(sql, [callId, iso(at)]);
    },
  };
}

/** How long somebody talked, ms, and from when on, as far as it can be said: not of whom an agent has handed on. */
const talk = `SELECT (k.state->'answered'->>'at')::bigint AS answered, extract(epoch FROM k.ended_at) * 1000 AS ended,
    EXISTS (SELECT 1 FROM case_file c JOIN case_event e ON e.case_id = c.id
      WHERE c.call_id = k.id AND e.type = 'call.transfer') AS handed_on
  FROM call k WHERE k.id = $1 AND k.ended_at IS NOT NULL FOR SHARE OF k`;

async function keep(manager: EntityManager, sealer: Sealer, recording: KeptRecording): Promise<boolean> {
  const { exchange, reference, callId, kind, lengthMs } = recording;
  const [call]: { answered: string | null; ended: string; handed_on: boolean }[] = await manager.query(talk, [callId]);
  if (!call) return false;
  const answered = call.answered === null || call.handed_on ? null : Number(call.answered);
  const whole = recording.whole && (answered === null || lengthMs + shorterMs >= Number(call.ended) - answered);
  // A message ends with the call, or a few words of thanks before it.
  const startedAt = kind === 'message' ? Number(call.ended) - lengthMs : answered;
  const made: unknown[] = await manager.query(
    `INSERT INTO recording (${columns}, kind, whole) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING 1`,
    [exchange, reference, callId, isoOrNull(startedAt), lengthMs, kind, whole],
  );
  // Kept before, and not removed there yet.
  if (made.length === 0) return true;
  let [part, signs] = [0, 0];
  for await (const piece of recording.sound()) {
    await manager.query(
      'INSERT INTO recording_sound (exchange, reference, part, sound_sealed) VALUES ($1, $2, $3, $4)',
      [exchange, reference, part, sealer.seal(piece.toString('base64'))],
    );
    part += 1;
    signs += piece.length;
  }
  await manager.query('UPDATE recording SET sound_signs = $3 WHERE exchange = $1 AND reference = $2', [
    ...[exchange, reference, signs],
  ]);
  return true;
}

const toRecording = (row: RecordingColumns): Recording => ({
  exchange: row.exchange,
  reference: row.reference,
  callId: row.call_id,
  kind: row.kind,
  startedAt: row.started_at?.getTime() ?? null,
  lengthMs: row.length_ms,
  whole: row.whole,
  soundSigns: row.sound_signs,
});
