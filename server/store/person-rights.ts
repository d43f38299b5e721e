import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { AuditEntry } from '../app/ports/audit.ts';
import type { CaseRecord } from '../app/ports/cases.ts';
import type { By, Erasure, PersonKey, PersonRightsStore } from '../app/ports/person-rights.ts';
import type { SopRegistry } from '../app/procedures/registry.ts';
import { correctedState } from '../domain/case/correct.ts';
import { withhold } from '../domain/case/withhold.ts';
import { HIDDEN_NUMBER, hidePersonalNumbers } from '../domain/identity/personal-numbers.ts';
import { anonymise, emptyMessages } from './anonymise.ts';
import { forgetBundles } from './archive.ts';
import { saveWordsOf } from './case-search.ts';
import { AuditEntity } from './entities/people.ts';
import { saveHiddenWords } from './hidden-words.ts';
import { eventsOf, replaceEvents } from './history.ts';
import { readFiles } from './person-file.ts';
import { type CaseColumns, caseColumns, toCase } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

export interface PersonRightsDeps {
  readonly dataSource: DataSource;
  readonly sealer: Sealer;
  readonly sops: Pick<SopRegistry, 'get'>;
}

type Run = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;
type Found = CaseRecord & { readonly callerId: string | null };

/** Cases of a key; `$1` is its fingerprint, `$2` the caller or null. */
const casesOf = {
  phone: 'c.phone_index = $1',
  nik: 'c.id IN (SELECT case_id FROM case_nik WHERE nik_index = $1)',
  // A ticket that began otherwise is theirs too, where they wrote in it from there.
  email: '(c.phone_index = $1 OR c.id IN (SELECT m.case_id FROM message m WHERE m.address_index = $1))',
} as const;
const nikPage = 500;
/** Messages; `$1` is the fingerprint of their address. */
const inNoCase = 'm.address_index = $1 AND m.case_id IS NULL';

/** What persons may ask of the office, in PostgreSQL. */
export function createPersonRights({ dataSource, sealer, sops }: PersonRightsDeps): PersonRightsStore {
  const run: Run = (sql, values) => dataSource.query(sql, values);
  const sopOf = ({ sopId, sopVersion }: CaseRecord) => sops.get(sopId, sopVersion);

  const cases = async ({ by, index, callerId }: PersonKey, query: Run = run, lock = ''): Promise<Found[]> => {
    if (by === 'nik') await fingerprintNiks(query, sealer);
    const rows = await query<CaseColumns & { caller_id: string | null }>(
      `SELECT ${caseColumns}, c.caller_id FROM case_file c LEFT JOIN call k ON k.id = c.call_id
       WHERE ${casesOf[by]} AND ($2::uuid IS NULL OR c.caller_id = $2) ORDER BY c.opened_at, c.id ${lock}`,
      [index, callerId],
    );
    return rows.map((row) => ({ ...toCase(row), callerId: row.caller_id }));
  };

  /** Locks the cases, notes for each that it was touched, and does the work; all of it or nothing. */
  const inAll = (
    key: PersonKey,
    action: AuditEntry['action'],
    { userId, reason }: By,
    work: (manager: EntityManager, found: readonly Found[]) => Promise<void>,
  ): Promise<number> =>
    dataSource.transaction(async (manager) => {
      const found = await cases(key, (sql, values) => manager.query(sql, values), 'FOR UPDATE OF c');
      for (const { caseId: subject } of found) await note(manager, { personId: userId, action, subject, reason });
      await work(manager, found);
      return found.length;
    });

  return {
    indexOf: (value) => sealer.index(value),
    cases: (key) => cases(key),
    aside: async ({ by, index }) => {
      if (by === 'nik') return 0;
      const [row] = await run<{ count: number }>(`SELECT count(*)::int AS count FROM message m WHERE ${inNoCase}`, [
        index,
      ]);
      return row?.count ?? 0;
    },

    people: async ({ by, index }) => {
      if (by === 'nik') await fingerprintNiks(run, sealer);
      const rows = await run<{ id: string; name: string | null; address: string | null; tickets: number; at: Date }>(
        `SELECT r.id, r.name, r.address, r.last_contact_at AS at,
           (SELECT count(*)::int FROM case_file x WHERE x.caller_id = r.id) AS tickets
         FROM caller r WHERE r.id IN (SELECT c.caller_id FROM case_file c WHERE ${casesOf[by]})
           ${by === 'nik' ? '' : 'OR r.phone_index = $1'} ORDER BY r.last_contact_at DESC, r.id`,
        [index],
      );
      return rows.map(({ id: callerId, at, ...rest }) => ({ callerId, ...rest, lastContactAt: at.getTime() }));
    },

    file: async (key, by) => {
      let found: readonly Found[] = [];
      await inAll(key, 'subject.copied', by, async (_, all) => {
        found = all;
      });
      return readFiles(run, sealer, found);
    },

    restrict: (key, restricted, by) =>
      inAll(key, restricted ? 'subject.restricted' : 'subject.unrestricted', by, async (manager, found) => {
        const ids = found.map(({ caseId }) => caseId);
        await manager.query(
          'UPDATE case_file SET restricted_at = CASE WHEN $2 THEN clock_timestamp() END WHERE id = ANY($1)',
          [ids, restricted],
        );
        if (restricted) await manager.query('DELETE FROM case_search WHERE case_id = ANY($1)', [ids]);
        else await saveWordsOf(manager, found);
      }),

    correct: (key, fields, by) =>
      inAll(key, 'subject.corrected', by, async (manager, found) => {
        const names = new Set(Object.keys(fields));
        for (const record of found) {
          const { caseId } = record;
          const events = await eventsOf((sql, values) => manager.query(sql, values), caseId);
          const changed = events
            .map(({ event, personId }) => ({ personId, ...withhold(event, names, HIDDEN_NUMBER) }))
            .filter(({ withheld }) => withheld.length > 0);
          await replaceEvents(
            manager,
            caseId,
            changed.map(({ event }) => event),
          );
          await saveHiddenWords(
            manager,
            sealer,
            changed.flatMap(({ event, personId, withheld }) =>
              withheld.map(({ field, words }) => ({
                caseId,
                id: `${event.id}:${field}:corrected`,
                field,
                words,
                personId,
              })),
            ),
          );
          const state = correctedState(record.state, fields);
          await manager.query('UPDATE case_file SET state = $2 WHERE id = $1', [caseId, JSON.stringify(state)]);
          await saveWordsOf(manager, [{ caseId, state }]);
        }
        const callers = [...new Set(found.flatMap(({ callerId }) => callerId ?? []))];
        await manager.query(
          'UPDATE caller SET name = coalesce($2, name), address = coalesce($3, address) WHERE id = ANY($1)',
          [callers, fields.callerName ?? null, fields.address ?? null],
        );
      }),

    ask: ({ id, key, masked, reason }, { userId }) =>
      dataSource.transaction(async (manager) => {
        await note(manager, { personId: userId, action: 'subject.erasure_asked', subject: id, reason });
        await manager.query(
          `INSERT INTO erasure (id, by_what, person_index, masked, caller_id, reason, asked_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [id, key.by, key.index, masked, key.callerId, hidePersonalNumbers(reason), userId],
        );
      }),

    erasures: async () =>
      (await run<ErasureColumns>('SELECT * FROM erasure ORDER BY asked_at DESC, id LIMIT 200')).map(toErasure),

    decide: (id, { userId, reason }, confirmed) =>
      dataSource.transaction(async (manager) => {
        const query: Run = (sql, values) => manager.query(sql, values);
        const [row] = await query<ErasureColumns>(
          'SELECT * FROM erasure WHERE id = $1 AND outcome IS NULL FOR UPDATE',
          [id],
        );
        if (!row) return null;
        const { key } = toErasure(row);
        const found = confirmed ? await cases(key, query, 'FOR UPDATE OF c') : [];
        if (found.some(({ state }) => state.closedAt === null)) return 'open';
        const action = confirmed ? 'subject.erased' : 'subject.erasure_refused';
        await note(manager, { personId: userId, action, subject: id, reason });
        for (const { caseId: subject } of found) await note(manager, { personId: userId, action, subject, reason: id });
        if (confirmed) await anonymise(manager, { sealer, sopOf }, found, key);
        // The archive keeps its years against the office's own limits, and not against whose data they are.
        if (confirmed)
          await forgetBundles(
            manager,
            found.map(({ caseId }) => caseId),
          );
        if (confirmed && key.by !== 'nik' && key.callerId === null)
          await emptyMessages(manager, sealer, inNoCase, [key.index]);
        await manager.query(
          // That it was asked for is kept; by what they could be found again is not.
          `UPDATE erasure SET outcome = $2, decided_by = $3, decided_at = clock_timestamp(), cases = $4,
             person_index = '', caller_id = NULL WHERE id = $1`,
          [id, confirmed ? 'done' : 'refused', userId, confirmed ? found.length : null],
        );
        return { cases: found.length };
      }),
  };
}

interface ErasureColumns {
  readonly id: string;
  readonly by_what: PersonKey['by'];
  readonly person_index: string;
  readonly masked: string;
  readonly caller_id: string | null;
  readonly reason: string;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly outcome: Erasure['outcome'];
  readonly cases: number | null;
}

const toErasure = (row: ErasureColumns): Erasure => ({
  id: row.id,
  key: { by: row.by_what, index: row.person_index, callerId: row.caller_id },
  masked: row.masked,
  reason: row.reason,
  askedBy: row.asked_by,
  askedAt: row.asked_at.getTime(),
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.getTime() ?? null,
  outcome: row.outcome,
  cases: row.cases,
});

const note = (manager: EntityManager, entry: AuditEntry) => manager.insert(AuditEntity, { id: randomUUID(), ...entry });

/** NIKs from before there were fingerprints of them; page by page, and after the first time none. */
async function fingerprintNiks(query: Run, sealer: Sealer): Promise<void> {
  for (;;) {
    const rows = await query<{ id: string; nik_sealed: string }>(
      `SELECT c.id, c.nik_sealed FROM case_file c LEFT JOIN case_nik n ON n.case_id = c.id
       WHERE c.nik_sealed IS NOT NULL AND n.case_id IS NULL LIMIT ${nikPage}`,
    );
    if (rows.length === 0) return;
    await query(
      `INSERT INTO case_nik (case_id, nik_index) SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING`,
      [rows.map(({ id }) => id), rows.map((row) => sealer.index(sealer.open(row.nik_sealed)))],
    );
  }
}
