import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CaseRecord } from '../app/ports/cases.ts';
import type { AgentRecord, LockedCall, StoreTransaction } from '../app/ports/ports.ts';
import { loggedOut } from '../domain/agent/agent.ts';
import { announcementWrites } from './announcements.ts';
import { answerWrites } from './answers.ts';
import { archiveWrites } from './archive.ts';
import { openCases } from './arrivals.ts';
import { blockedWrites } from './blocked.ts';
import { caseViewWrites } from './case-views.ts';
import { AuditEntity } from './entities/people.ts';
import { saveCallFacts } from './facts/write.ts';
import { fileWrites } from './files.ts';
import { openHiddenWords, saveHiddenWords } from './hidden-words.ts';
import { eventsOf, replaceEvents } from './history.ts';
import { openReceivedCases } from './intake.ts';
import { messageWrites } from './messages/writes.ts';
import { missedWrites } from './missed.ts';
import { paperWrites } from './papers.ts';
import { type AgentColumns, agentColumns, toAgent } from './people.ts';
import { queueWrites } from './queues.ts';
import { lockTaskMark, moveTaskMark, openRecurringTask, restTaskMarks } from './recurring-tasks.ts';
import { type CaseColumns, caseColumns, iso, isoOrNull, toCase } from './rows.ts';
import { saveCases } from './save-cases.ts';
import type { Sealer } from './secrets/sealed.ts';
import { surveyWrites } from './surveys.ts';
import { isTied } from './ties.ts';

/** The writes of one transaction. */
export function inTransaction(manager: EntityManager, sealer: Sealer, officeCode: string): StoreTransaction {
  const lock = async (where: string, value: string, eventId: string) => {
    const rows: CaseColumns[] = await manager.query(
      `SELECT ${caseColumns} FROM case_file c LEFT JOIN call k ON k.id = c.call_id
       WHERE ${where} ORDER BY c.opened_at, c.id FOR UPDATE OF c`,
      [value],
    );
    if (rows.length === 0) return [];
    // A statement of its own: it sees what was committed while the locks were waited for.
    const seen: { case_id: string; what: string }[] = await manager.query(
      "SELECT case_id, COALESCE(data->>'event', type) AS what FROM case_event WHERE id = $1 AND case_id = ANY($2)",
      [eventId, rows.map((row) => row.id)],
    );
    return rows.map((row) => ({
      record: toCase(row),
      seen: seen.find((event) => event.case_id === row.id)?.what ?? null,
    }));
  };

  return {
    lockCasesOfCall: async (callId, eventIds = []) => {
      const rows: (CaseColumns & { seen: string[] })[] = await manager.query(
        `SELECT ${caseColumns},
           ARRAY(SELECT e.id FROM case_event e WHERE e.case_id = c.id AND e.id = ANY($2)) AS seen
         FROM case_file c LEFT JOIN call k ON k.id = c.call_id
         WHERE c.call_id = $1 AND c.closed_at IS NULL ORDER BY c.opened_at, c.id FOR UPDATE OF c`,
        [callId, eventIds],
      );
      return rows.map((row) => ({ record: toCase(row), seen: row.seen }));
    },

    // With the other open cases of its call, and in their order: who needs those too cannot wait for one who has them.
    lockCase: async (caseId, eventId) => {
      const ofItsCall = 'c.closed_at IS NULL AND c.call_id = (SELECT call_id FROM case_file WHERE id = $1)';
      const locked = await lock(`c.id = $1 OR (${ofItsCall})`, caseId, eventId);
      return locked.find(({ record }) => record.caseId === caseId) ?? null;
    },

    lockCases: async (caseIds) => {
      if (caseIds.length === 0) return new Map();
      const rows: CaseColumns[] = await manager.query(
        `SELECT ${caseColumns} FROM case_file c LEFT JOIN call k ON k.id = c.call_id
         WHERE c.id = ANY($1) ORDER BY c.opened_at, c.id FOR UPDATE OF c`,
        [caseIds],
      );
      return new Map(rows.map((row) => [row.id, toCase(row)]));
    },

    saveCase: (change) => saveCases(manager, [change]),

    saveCases: async (changes) => {
      if (changes.length > 0) await saveCases(manager, changes);
    },

    saveContents: async (record) => {
      await manager.query('UPDATE case_file SET state = $2 WHERE id = $1', [
        record.caseId,
        JSON.stringify(record.state),
      ]);
    },

    saveNik: async (caseId, nik, masked) => {
      const sealed = nik === null ? null : sealer.seal(nik);
      await manager.query(
        `WITH saved AS (UPDATE case_file SET nik_sealed = $2, nik_masked = $3 WHERE id = $1),
           gone AS (DELETE FROM case_nik WHERE case_id = $1 AND $4::text IS NULL)
         INSERT INTO case_nik (case_id, nik_index) SELECT $1, $4 WHERE $4::text IS NOT NULL
         ON CONFLICT (case_id) DO UPDATE SET nik_index = excluded.nik_index`,
        [caseId, sealed, masked, nik === null ? null : sealer.index(nik)],
      );
    },

    saveSender: async (caseId, { address, masked }) => {
      await manager.query(
        'UPDATE case_file SET sender_sealed = $2, sender_masked = $3, phone_index = $4 WHERE id = $1',
        [caseId, sealer.seal(address), masked, sealer.index(address)],
      );
    },

    saveSecret: async (caseId, field, value) => {
      if (value === '')
        await manager.query('DELETE FROM case_secret WHERE case_id = $1 AND field = $2', [caseId, field]);
      else
        await manager.query(
          `INSERT INTO case_secret (case_id, field, sealed) VALUES ($1, $2, $3)
           ON CONFLICT (case_id, field) DO UPDATE SET sealed = excluded.sealed`,
          [caseId, field, sealer.seal(value)],
        );
    },

    lockDuplicates: () => manager.query(`SELECT pg_advisory_xact_lock(hashtext('case duplicates'))`),
    caseByTicket: async (ticketNumber) => {
      const [row]: CaseColumns[] = await manager.query(
        `SELECT ${caseColumns} FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.ticket_number = $1`,
        [ticketNumber],
      );
      return row ? toCase(row) : null;
    },

    areOfOneCitizen: async (caseId, other) => {
      // By the keyed fingerprint: two numbers may look alike where they are masked.
      const rows: unknown[] = await manager.query(
        'SELECT 1 FROM case_file a JOIN case_file b ON a.phone_index = b.phone_index WHERE a.id = $1 AND b.id = $2',
        [caseId, other],
      );
      return rows.length > 0;
    },

    eventsOf: (caseId) => eventsOf((sql, values) => manager.query(sql, values), caseId),
    replaceEvents: (caseId, events) => replaceEvents(manager, caseId, events),
    saveHiddenWords: (words) => saveHiddenWords(manager, sealer, words),
    hiddenWordsOf: (caseId) => openHiddenWords((sql, values) => manager.query(sql, values), sealer, caseId),

    lockCall: async (callId) => {
      const [row]: LockedCall[] = await manager.query(
        `SELECT ended_at IS NOT NULL AS ended, coalesce(state->'ended'->>'source' = 'estimate', false) AS estimated,
           case_id AS "caseId", agent_id AS "agentId", coalesce(state->'answered' <> 'null', false) AS talked
         FROM call WHERE id = $1 FOR UPDATE`,
        [callId],
      );
      return row ?? null;
    },

    placeCall: async (call, { caseId, exchange, agentId }) => {
      const placed: unknown[] = await manager.query(
        `INSERT INTO call (id, exchange, phone_index, phone_sealed, phone_masked, state, agent_id, arrived_at, case_id)
         SELECT $1, $2, c.phone_index, coalesce(c.sender_sealed, k.phone_sealed),
           coalesce(c.sender_masked, k.phone_masked), $3, $4, $5, c.id
         FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.id = $6
         ON CONFLICT DO NOTHING RETURNING id`,
        [call.callId, exchange, JSON.stringify(call), agentId, iso(call.arrivedAt), caseId],
      );
      return placed.length > 0;
    },

    saveCall: async (call, agentId, outcome) => {
      await manager.query('UPDATE call SET state = $2, agent_id = $3, ended_at = $4, outcome = $5 WHERE id = $1', [
        call.callId,
        JSON.stringify(call),
        agentId,
        isoOrNull(call.ended?.at ?? null),
        outcome,
      ]);
      if (call.ended) await saveCallFacts(manager, [{ call, agentId }]);
    },

    lockAgent: async (userId) => lockAgent(manager, userId),

    saveAgent: async (userId, status, stretch, effect) => {
      const { state, reason, callId } = status;
      await manager.query(
        `WITH stretch AS (INSERT INTO agent_stretch (id, person_id, state, reason, call_id, cause, began_at)
           SELECT $3::uuid, $1, $4, $5, $6, $7, $8::timestamptz WHERE $8::timestamptz IS NOT NULL),
         effect AS (INSERT INTO outbox (id, kind, payload)
           SELECT $9, $10, $11::jsonb WHERE $9::text IS NOT NULL ON CONFLICT (id) DO NOTHING)
         UPDATE agent_status SET status = $2 WHERE person_id = $1`,
        [
          ...[userId, JSON.stringify(status), randomUUID(), state, reason, callId],
          ...[stretch?.cause ?? null, isoOrNull(stretch?.at ?? null)],
          ...[effect?.id ?? null, effect?.kind ?? null, effect && JSON.stringify(effect.payload)],
        ],
      );
    },

    openLinked: async (opening, from, callId) => {
      const [row]: { call_id: string | null; phone_index: string | null }[] = await manager.query(
        'SELECT call_id, phone_index FROM case_file WHERE id = $1',
        [from.caseId],
      );
      if (!row) throw new Error(`case ${from.caseId} is gone`);
      const { ticketNumber: linkedTo, phoneMasked } = from;
      const whole = {
        ...opening,
        senderSealed: null,
        callId: callId ?? row.call_id,
        linkedTo,
        phoneIndex: row.phone_index,
        phoneMasked,
      };
      const [record] = await openCases(manager, officeCode, [whole]);
      return record as CaseRecord;
    },

    openReceivedCases: (openings, alone = false) => openReceivedCases(manager, sealer, officeCode, openings, alone),

    restTaskMarks: (worked, now) => restTaskMarks(manager, worked, now),
    lockTaskMark: (key, now) => lockTaskMark(manager, key, now),
    moveTaskMark: (key, through) => moveTaskMark(manager, key, through),
    openRecurringTask: (change, officeDay) => openRecurringTask(manager, officeDay, change),

    saveCaller: (record, at, corrected) => saveCaller(manager, record, at, corrected),

    isTied: (caseId, userId) => isTied((sql, values) => manager.query(sql, values), caseId, userId),

    addToOutbox: async (entries) => {
      if (entries.length === 0) return;
      await manager.query(
        `INSERT INTO outbox (id, kind, payload)
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(id text, kind text, payload jsonb) ON CONFLICT (id) DO NOTHING`,
        [JSON.stringify(entries)],
      );
    },

    messages: messageWrites(manager, sealer),
    missed: missedWrites(manager),
    files: fileWrites(manager, sealer),
    caseViews: caseViewWrites(manager, sealer),
    answers: answerWrites(manager),
    papers: paperWrites(manager, sealer),
    archive: archiveWrites(manager, sealer),
    surveys: surveyWrites(manager),
    ...announcementWrites(manager),
    ...blockedWrites(manager),
    ...queueWrites(manager),

    audit: async (entry) => {
      await manager.insert(AuditEntity, { id: randomUUID(), ...entry });
    },
  };
}

async function lockAgent(manager: EntityManager, userId: string): Promise<AgentRecord | null> {
  const locked = async (): Promise<AgentColumns | undefined> => {
    const [row]: AgentColumns[] = await manager.query(
      `SELECT ${agentColumns} FROM person p JOIN agent_status s ON s.person_id = p.id WHERE p.id = $1 FOR UPDATE OF s`,
      [userId],
    );
    return row;
  };
  const known = await locked();
  if (known) return toAgent(known);
  // For the first time.
  await manager.query('INSERT INTO agent_status (person_id, status) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    userId,
    JSON.stringify(loggedOut),
  ]);
  const row = await locked();
  return row ? toAgent(row) : null;
}

/** The chosen caller gets the newer facts; a caller not known yet is made from the case's number. */
async function saveCaller(
  manager: EntityManager,
  record: CaseRecord,
  at: number,
  corrected: readonly string[] = [],
): Promise<string> {
  const { callerId, callerName, address } = record.state;
  // The same name at the same number is the same person; anything less certain stays a candidate for the agent.
  const [known]: { id: string }[] = await manager.query(
    `SELECT r.id FROM case_file c JOIN caller r ON r.phone_index = c.phone_index
     WHERE c.id = $1 AND lower(r.name) = lower($2) ORDER BY r.last_contact_at DESC LIMIT 1`,
    [record.caseId, callerName],
  );
  const id = callerId ?? known?.id ?? randomUUID();
  await manager.query(
    `INSERT INTO caller AS r (id, phone_index, phone_sealed, phone_masked, name, address, nik_sealed, nik_masked, last_contact_at)
     SELECT $1, c.phone_index, coalesce(c.sender_sealed, k.phone_sealed),
       coalesce(c.sender_masked, k.phone_masked), $3, $4, c.nik_sealed, c.nik_masked, $5
     FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.id = $2
     ON CONFLICT (id) DO UPDATE SET name = excluded.name,
       address = CASE WHEN $6 THEN excluded.address ELSE coalesce(excluded.address, r.address) END,
       nik_sealed = CASE WHEN $7 THEN excluded.nik_sealed ELSE coalesce(excluded.nik_sealed, r.nik_sealed) END,
       nik_masked = CASE WHEN $7 THEN excluded.nik_masked ELSE coalesce(excluded.nik_masked, r.nik_masked) END,
       last_contact_at = excluded.last_contact_at`,
    [id, record.caseId, callerName, address, iso(at), corrected.includes('address'), corrected.includes('nik')],
  );
  return id;
}
