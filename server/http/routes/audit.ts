import { Router } from 'express';
import type { Directory } from '../../app/people/directory.ts';
import type { AuditStore } from '../../app/ports/audit.ts';
import { mount } from '../route.ts';

export interface AuditRoutesDeps {
  readonly audit: AuditStore;
  readonly directory: Directory;
}

const pageSize = 100;

/** The audit, for those who have to account for what the office did with citizens' data. */
export function auditRoutes({ audit, directory }: AuditRoutesDeps): Router {
  const router = Router();
  mount(router, 'listAudit', async ({ query: { page, ...filter } }) => {
    const { entries, total } = await audit.list({ ...filter, limit: pageSize, offset: (page - 1) * pageSize });
    return { entries: entries.map((entry) => ({ ...entry, personName: directory.nameOf(entry.personId) })), total };
  });
  mount(router, 'checkAudit', () => audit.check());
  return router;
}
