import type { EntityManager } from 'typeorm';
import type { CaseRecord } from '../app/ports/cases.ts';
import type { PersonKey } from '../app/ports/person-rights.ts';
import { anonymousEvent, anonymousState } from '../domain/case/anonymise.ts';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { forgetFiles } from './files.ts';
import { eventsOf, replaceEvents } from './history.ts';
import { forgetMessages, forgetRecordings } from './outside-erasures.ts';
import { forgetPapers } from './papers.ts';
import type { Sealer } from './secrets/sealed.ts';

export interface AnonymiseDeps {
  readonly sealer: Sealer;
  readonly sopOf: (record: CaseRecord) => SopDefinition;
}

type Found = CaseRecord & { readonly callerId: string | null };

/**
 * Makes cases anonymous, which are over and locked: contents, history, and whatever lies around them.
 * @param key of the person whose they are: callers of whom no case is left go too
 */
export async function anonymise(
  manager: EntityManager,
  { sealer, sopOf }: AnonymiseDeps,
  found: readonly Found[],
  key: PersonKey | null = null,
): Promise<void> {
  for (const record of found) {
    const sop = sopOf(record);
    const events = await eventsOf((sql, values) => manager.query(sql, values), record.caseId);
    await replaceEvents(
      manager,
      record.caseId,
      events.map(({ event }) => anonymousEvent(sop, event)),
    );
    const state = JSON.stringify(anonymousState(sop, record.state));
    await manager.query('UPDATE case_file SET state = $2 WHERE id = $1', [record.caseId, state]);
  }
  await eraseRows(manager, sealer, key, found);
}

/**
 * Takes whatever says who somebody is out of the rows around their cases: numbers, NIKs, sealed fields and words, what was
 * written in messages, and the callers that no other case names. Numbers of tickets, moments and counts stay.
 */
async function eraseRows(
  manager: EntityManager,
  sealer: Sealer,
  key: PersonKey | null,
  found: readonly Found[],
): Promise<void> {
  const ids = found.map(({ caseId }) => caseId);
  // Those that we placed for them too, unless they began a case of their own that is somebody's still.
  const placed: { id: string }[] = await manager.query(
    `SELECT k.id FROM call k WHERE k.case_id = ANY($1)
       AND NOT EXISTS (SELECT FROM case_file c WHERE c.call_id = k.id AND c.phone_index IS NOT NULL AND c.id <> ALL($1))`,
    [ids],
  );
  const calls = [...found.flatMap(({ callId }) => callId ?? []), ...placed.map(({ id }) => id)];
  const callers = [...found.flatMap(({ callerId }) => callerId ?? []), ...(key?.callerId ? [key.callerId] : [])];
  // Before the cases forget whose they are.
  await manager.query(
    `DELETE FROM blocked_caller WHERE phone_index IN (SELECT phone_index FROM case_file WHERE id = ANY($1))`,
    [ids],
  );
  await manager.query(
    `UPDATE case_file SET caller_id = NULL, phone_index = NULL, sender_sealed = NULL, sender_masked = NULL,
       nik_sealed = NULL, nik_masked = NULL WHERE id = ANY($1)`,
    [ids],
  );
  for (const table of ['case_nik', 'case_search', 'case_secret', 'hidden_words'])
    await manager.query(`DELETE FROM ${table} WHERE case_id = ANY($1)`, [ids]);
  await emptyMessages(manager, sealer, 'm.case_id = ANY($1)', [ids]);
  await forgetFiles(manager, 'f.case_id = ANY($1)', [ids]);
  await forgetPapers(manager, ids);
  await manager.query(
    `UPDATE missed_caller SET phone_index = NULL, settled_at = coalesce(settled_at, clock_timestamp()),
       outcome = coalesce(outcome, 'no_number') WHERE case_id = ANY($1)`,
    [ids],
  );
  // Another case of the same call may be somebody else's, or not be over.
  await manager.query(
    `UPDATE call k SET phone_index = NULL, phone_sealed = NULL, phone_masked = NULL WHERE id = ANY($1)
       AND NOT EXISTS (SELECT FROM case_file c WHERE c.call_id = k.id AND c.phone_index IS NOT NULL)`,
    [calls],
  );
  await forgetRecordings(manager, 'r.call_id = ANY($1)', [calls]);
  await manager.query(
    `DELETE FROM caller r WHERE (r.id = ANY($1) OR ($2::text IS NOT NULL AND r.phone_index = $2))
       AND NOT EXISTS (SELECT FROM case_file c WHERE c.caller_id = r.id)`,
    [callers, key && key.by !== 'nik' && key.callerId === null ? key.index : null],
  );
}

/** Leaves of the messages (`m`) that the condition names that they were; their gateways are asked to delete theirs. */
export async function emptyMessages(
  manager: EntityManager,
  sealer: Sealer,
  condition: string,
  values: readonly unknown[],
): Promise<void> {
  await forgetMessages(manager, condition, [...values]);
  const nothing = sealer.seal(JSON.stringify({ text: '', media: [], template: null }));
  const [address, body] = [values.length + 1, values.length + 2];
  await manager.query(
    `UPDATE message m SET address_index = '', address_sealed = $${address}, address_masked = '', body_sealed = $${body},
       next_try_at = NULL WHERE ${condition}`,
    [...values, sealer.seal(''), nothing],
  );
}
