import { once } from 'node:events';
import { Router } from 'express';
import type { AuditFilter, AuditRecord, AuditStore } from '../../app/ports/audit.ts';
import type { Role } from '../../contract/people.ts';
import { csvLine, csvStart } from '../../domain/shared/csv.ts';
import { mount } from '../route.ts';

export interface AuditRoutesDeps {
  readonly audit: AuditStore;
}

const pageSize = 100;
const exportedAtOnce = 1_000;

const headings = {
  id: ['Nomor', 'Waktu (UTC)', 'Siapa', 'Perbuatan', 'Tiket', 'Mengenai siapa', 'Catatan', 'Alasan'],
  en: ['Number', 'Time (UTC)', 'Who', 'What', 'Ticket', 'About whom', 'Note', 'Reason'],
} as const;

const cellsOf = ({ seq, at, personName, action, ticketNumber, aboutName, subject, reason }: AuditRecord) =>
  [seq, new Date(at).toISOString(), personName, action, ticketNumber, aboutName, subject, reason] as const;

/** The audit, for those who have to account for what the office did with citizens' data. */
export function auditRoutes({ audit }: AuditRoutesDeps): Router {
  const router = Router();

  mount(router, 'listAudit', async ({ query: { page, ...filter } }) => {
    const part = { limit: pageSize, offset: (page - 1) * pageSize };
    const [entries, total] = await Promise.all([audit.list(filter, part), audit.count(filter)]);
    return { entries: [...entries], total, pageSize };
  });

  mount(router, 'auditPeople', async () => ({
    people: (await audit.people()).map((person) => ({ ...person, role: person.role as Role })),
  }));

  mount(router, 'exportAudit', async ({ query: { language, ...filter }, actor, response }) => {
    const subject = new URLSearchParams(
      Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    await audit.note({ personId: actor.userId, action: 'audit.exported', subject, reason: null });
    response.type('text/csv; charset=utf-8').setHeader('content-disposition', 'attachment; filename="audit.csv"');
    response.write(csvStart + csvLine(headings[language]));
    for await (const entries of partsOf(audit, filter)) {
      if (response.destroyed) return undefined;
      if (!response.write(entries.map((entry) => csvLine(cellsOf(entry))).join(''))) {
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    }
    response.end();
    return undefined;
  });

  mount(router, 'checkAudit', async () => {
    const { entries, brokenAt } = await audit.check();
    return { entries, brokenAt };
  });
  return router;
}

/** Part after part, so that years of it do not lie in memory. */
async function* partsOf(audit: AuditStore, filter: AuditFilter): AsyncGenerator<readonly AuditRecord[]> {
  let last: number | null = null;
  for (;;) {
    const entries: readonly AuditRecord[] = await audit.before(filter, last, exportedAtOnce);
    if (entries.length > 0) yield entries;
    if (entries.length < exportedAtOnce) return;
    last = entries.at(-1)?.seq ?? null;
  }
}
