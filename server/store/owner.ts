import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';

const role = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** What the application's own role may: work with the rows, and of the audit read and add. It owns nothing. */
const grants = (app: string) => [
  `GRANT USAGE ON SCHEMA public TO ${app}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${app}`,
  `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${app}`,
  // Whatever an office granted besides: a trigger of its own could let entries vanish before they are written.
  `REVOKE ALL ON "audit_entry" FROM ${app}`,
  `GRANT SELECT, INSERT ON "audit_entry" TO ${app}`,
  `REVOKE INSERT, UPDATE, DELETE ON "migrations" FROM ${app}`,
];

/**
 * Runs the migrations as the role that owns the tables, and lets the application's role do its work and no more.
 * @param ownerUrl of the same database as `app`
 * @param app connected as the application; its role exists
 */
export async function migrateAsOwner(ownerUrl: string, app: DataSource): Promise<void> {
  const owner = await createDataSource(ownerUrl, 2).initialize();
  try {
    const ran = await owner.runMigrations();
    if (ran.length === 0 && (await isGranted(app))) return;
    const [me]: { name: string }[] = await app.query('SELECT current_user::text AS name');
    await owner.transaction(async (manager) => {
      // Two that grant at one moment would be in each other's way.
      await manager.query("SELECT pg_advisory_xact_lock(hashtext('sigap-grants'))");
      for (const grant of grants(role(me?.name ?? ''))) await manager.query(grant);
    });
  } finally {
    await owner.destroy();
  }
}

/** Migrations that the database has had and this version does not know, in their order. */
export async function newerMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const [table]: { found: boolean }[] = await dataSource.query(`SELECT to_regclass('migrations') IS NOT NULL AS found`);
  if (table?.found !== true) return [];
  const known = new Set(dataSource.migrations.map((one) => one.name ?? one.constructor.name));
  const ran: { name: string }[] = await dataSource.query('SELECT name FROM migrations ORDER BY id');
  return ran.map(({ name }) => name).filter((name) => !known.has(name));
}

async function isGranted(app: DataSource): Promise<boolean> {
  const { mayChangeAudit } = await powersOf(app);
  const [row]: { granted: boolean }[] = await app.query(
    "SELECT has_table_privilege('case_file', 'UPDATE') AND has_table_privilege('audit_entry', 'INSERT') AS granted",
  );
  return row?.granted === true && !mayChangeAudit;
}

/** What the application's role could do besides its work. */
export interface Powers {
  readonly superuser: boolean;
  /** The triggers that keep the audit could be taken away by it, or rows changed. */
  readonly mayChangeAudit: boolean;
}

/** @param app connected as the application, migrated */
export async function powersOf(app: { query(sql: string): Promise<Powers[]> }): Promise<Powers> {
  const [row] = await app.query(
    `SELECT r.rolsuper AS superuser,
       r.rolsuper OR pg_has_role(c.relowner, 'USAGE') OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
         OR has_any_column_privilege(c.oid, 'UPDATE')
         OR pg_has_role(n.nspowner, 'USAGE') AS "mayChangeAudit"
     FROM pg_roles r, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE r.rolname = current_user AND c.oid = 'audit_entry'::regclass`,
  );
  return row ?? { superuser: false, mayChangeAudit: true };
}
