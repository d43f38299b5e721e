import type { EntityManager } from 'typeorm';
import type { CaseOpening } from '../app/ports/arrivals.ts';
import type { CaseRecord } from '../app/ports/cases.ts';
import type { StoreTransaction } from '../app/ports/ports.ts';
import { openCases } from './arrivals.ts';
import { type CaseColumns, caseColumns, toCase } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

/** Opens the cases of reports, each once: who tells of the same one meanwhile waits, and finds it. */
export async function openReceivedCases(
  manager: EntityManager,
  sealer: Sealer,
  officeCode: string,
  openings: readonly CaseOpening[],
  alone: boolean,
): ReturnType<StoreTransaction['openReceivedCases']> {
  if (openings.length === 0) return [];
  const caseIds = openings.map(({ caseId }) => caseId);
  const known = alone ? [] : await lockKnown(manager, caseIds);
  const found = new Map(known.map((row) => [row.id, toCase(row)]));
  const fresh = openings.filter(({ caseId }) => !found.has(caseId));
  const opened = await openCases(
    manager,
    officeCode,
    fresh.map(({ sender, ...opening }) => ({
      ...opening,
      callId: null,
      // The same number is the same fingerprint, however it came: a caller of before is found again by a message.
      phoneIndex: sender && sealer.index(sender.address),
      phoneMasked: sender?.masked ?? null,
      senderSealed: sender && sealer.seal(sender.address),
    })),
  );
  const made = new Map(opened.map((record) => [record.caseId, record]));
  return caseIds.map((caseId) => ({
    record: (made.get(caseId) ?? found.get(caseId)) as CaseRecord,
    opened: made.has(caseId),
  }));
}

/** Before a number is drawn: one that is not used would be a gap. In one order, so that no two wait for each other. */
async function lockKnown(manager: EntityManager, caseIds: readonly string[]): Promise<CaseColumns[]> {
  await manager.query(
    `SELECT pg_advisory_xact_lock(key) FROM
       (SELECT DISTINCT hashtextextended(id, 0) AS key FROM unnest($1::text[]) AS id ORDER BY 1) k`,
    [caseIds],
  );
  return manager.query(
    `SELECT ${caseColumns} FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.id = ANY($1)`,
    [caseIds],
  );
}
