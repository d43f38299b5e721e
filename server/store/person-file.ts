import type { CaseRecord } from '../app/ports/cases.ts';
import type { PersonCase } from '../app/ports/person-rights.ts';
import { looksAt } from './breach.ts';
import { filesOf } from './files.ts';
import { openHiddenWords } from './hidden-words.ts';
import { eventsOf } from './history.ts';
import { openBody } from './messages/rows.ts';
import type { Sealer } from './secrets/sealed.ts';

type Select = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** All that is kept of the cases, opened, the oldest first; the reading has been noted. */
export async function readFiles(
  select: Select,
  sealer: Sealer,
  records: readonly CaseRecord[],
): Promise<readonly PersonCase[]> {
  const ids = records.map(({ caseId }) => caseId);
  const looks = await looksAt(select, ids, records[0]?.openedAt ?? 0);
  return Promise.all(
    records.map(async (record) => ({
      ...(await readFile(select, sealer, record)),
      looks: looks.filter(({ caseId }) => caseId === record.caseId),
    })),
  );
}

async function readFile(select: Select, sealer: Sealer, record: CaseRecord): Promise<Omit<PersonCase, 'looks'>> {
  const { caseId, callId } = record;
  const open = (sealed: string | null | undefined) => (sealed ? sealer.open(sealed) : null);
  const [own, secrets, hidden, events, messages, files, calls, recordings] = await Promise.all([
    select<{ phone: string | null; nik: string | null }>(
      `SELECT coalesce(c.sender_sealed, k.phone_sealed) AS phone, c.nik_sealed AS nik
       FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.id = $1`,
      [caseId],
    ),
    select<{ field: string; sealed: string }>('SELECT field, sealed FROM case_secret WHERE case_id = $1', [caseId]),
    openHiddenWords(select, sealer, caseId),
    eventsOf((sql, values) => select(sql, values), caseId),
    select<{ direction: string; channel: string; at: Date; body_sealed: string }>(
      'SELECT direction, channel, at, body_sealed FROM message WHERE case_id = $1 ORDER BY seq',
      [caseId],
    ),
    filesOf(select, sealer, caseId),
    select<{ arrived_at: Date; ended_at: Date | null }>(
      'SELECT arrived_at, ended_at FROM call WHERE id = $1 OR case_id = $2 ORDER BY arrived_at, id',
      [callId, caseId],
    ),
    select<{ started_at: Date | null; length_ms: number }>(
      `SELECT started_at, length_ms FROM recording WHERE call_id = $1
         OR call_id IN (SELECT id FROM call WHERE case_id = $2) ORDER BY started_at`,
      [callId, caseId],
    ),
  ]);
  return {
    record,
    phone: open(own[0]?.phone),
    nik: open(own[0]?.nik),
    secrets: secrets.map(({ field, sealed }) => ({ field, value: sealer.open(sealed) })),
    hidden,
    events,
    messages: messages.map(({ direction, channel, at, body_sealed }) => ({
      ...{ direction, channel, at: at.getTime() },
      text: openBody(sealer, body_sealed).text,
    })),
    files: files.filter(({ state }) => state === 'kept'),
    calls: calls.map(({ arrived_at: arrived, ended_at: ended }) => ({
      arrivedAt: arrived.getTime(),
      endedAt: ended?.getTime() ?? null,
    })),
    recordings: recordings.map((one) => ({
      startedAt: one.started_at?.getTime() ?? null,
      lengthMs: one.length_ms,
    })),
  };
}
