import type { DataSource } from 'typeorm';
import type { Recording, RecordingStore } from '../app/ports/recordings.ts';
import { isoOrNull } from './rows.ts';

interface RecordingColumns {
  readonly exchange: string;
  readonly reference: string;
  readonly call_id: string;
  readonly started_at: Date | null;
  readonly length_ms: number;
}

const columns = 'exchange, reference, call_id, started_at, length_ms';

/** Recordings: stored once, and read by those who open the call's case. */
export function createRecordingStore(dataSource: DataSource): RecordingStore {
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
    recordingsOf: async (callId) => {
      const rows: RecordingColumns[] = await dataSource.query(
        `SELECT ${columns} FROM recording WHERE call_id = $1 ORDER BY started_at, created_at, reference`,
        [callId],
      );
      return rows.map(toRecording);
    },
  };
}

const toRecording = (row: RecordingColumns): Recording => ({
  exchange: row.exchange,
  reference: row.reference,
  callId: row.call_id,
  startedAt: row.started_at?.getTime() ?? null,
  lengthMs: row.length_ms,
});
