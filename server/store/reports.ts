import type { EntityManager } from 'typeorm';
import type { ReportOpening, StoreTransaction } from '../app/ports.ts';
import { openCases } from './arrivals.ts';
import { type CaseColumns, caseColumns, toCase } from './rows.ts';
import type { Sealer } from './secrets/sealed.ts';

/** Opens the case of a report, once: who tells of the same one meanwhile waits, and finds it. */
export async function openReport(
  manager: EntityManager,
  sealer: Sealer,
  officeCode: string,
  opening: ReportOpening,
): ReturnType<StoreTransaction['openReport']> {
  // Before a number is drawn: one that is not used would be a gap.
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [opening.caseId]);
  const [known]: CaseColumns[] = await manager.query(
    `SELECT ${caseColumns} FROM case_file c LEFT JOIN call k ON k.id = c.call_id WHERE c.id = $1`,
    [opening.caseId],
  );
  if (known) return { record: toCase(known), opened: false };
  const { sender } = opening;
  const [record] = await openCases(manager, officeCode, [
    {
      ...opening,
      callId: null,
      // The same number is the same fingerprint, however it came: a caller of before is found again by a message.
      phoneIndex: sender && sealer.index(sender.address),
      phoneMasked: sender?.masked ?? null,
      senderSealed: sender && sealer.seal(sender.address),
    },
  ]);
  if (!record) throw new Error(`case ${opening.caseId} was not opened`);
  return { record, opened: true };
}
