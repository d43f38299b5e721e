import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcedureOffice } from './procedure-office.ts';

/** A case of the counter that is over and may be archived by hand; how it came to its end is told elsewhere. */
export async function closedCase({ server, takenDown }: ProcedureOffice): Promise<string> {
  const caseId = await takenDown('desk');
  await server.sql(
    `UPDATE case_file SET closed_at = to_timestamp(1795400000), next_deadline = NULL,
       state = state || jsonb_build_object('closedAt', 1795400000000) WHERE id = $1`,
    [caseId],
  );
  return caseId;
}

/** Such a case, archived by the head. */
export async function archivedCase(office: ProcedureOffice): Promise<string> {
  const caseId = await closedCase(office);
  await office.client('wati').do('closeBundle', { params: { caseId } });
  return caseId;
}

/** The years of these bundles are over. */
export const yearsPass = ({ server }: ProcedureOffice, ...cases: string[]) =>
  server.sql("UPDATE archive_bundle SET over_on = '2026-11-01' WHERE case_id = ANY($1)", [cases]);

/** Files that lie sealed in the office's folder, by their paths. */
export const blobsOf = ({ dataDir }: ProcedureOffice): readonly string[] =>
  readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** Of those, the ones that neither a row names nor is promised to be deleted. */
export async function lostBlobs(office: ProcedureOffice): Promise<readonly string[]> {
  const kept = await office.server.sql<{ blob: string }>(
    `SELECT blob FROM archive_bundle WHERE gone_at IS NULL
     UNION ALL SELECT blob FROM archive_destruction WHERE blob IS NOT NULL
     UNION ALL SELECT blob FROM file WHERE blob IS NOT NULL
     UNION ALL SELECT reference FROM outside_erasure WHERE kind = 'file'`,
  );
  const known = new Set(kept.map(({ blob }) => blob));
  const names = blobsOf(office).map(
    (path) =>
      path
        .split('/')
        .at(-1)
        ?.replace(/(?:\.p)?(?:\.part)?$/, '') ?? '',
  );
  return names.filter((name) => !known.has(name));
}
