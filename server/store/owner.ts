import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.ts';
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
    await refuseNewer(owner);
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

/** Whether the table is there and this role may do so with it. */
export async function mayUse(dataSource: DataSource, table: string, what: 'SELECT' | 'UPDATE'): Promise<boolean> {
  const [row]: { may: boolean | null }[] = await dataSource.query(
    'SELECT has_table_privilege(to_regclass($1)::oid, $2) AS may',
    [table, what],
  );
  return row?.may === true;
}

const ours: ReadonlySet<string> = new Set(migrations.map(({ name }) => name));
/** Of migrations that a database has had, those that this version does not know, in their order. */
export const laterThanOurs = (ran: readonly string[]): readonly string[] => ran.filter((name) => !ours.has(name));

/**
 * A database of which this role may read nothing yet says nothing.
 * @throws NewerDatabaseError where it has had migrations that this version does not know
 */
export async function refuseNewer(dataSource: DataSource): Promise<void> {
  if (!(await mayUse(dataSource, 'migrations', 'SELECT'))) return;
  const ran: { name: string }[] = await dataSource.query('SELECT name FROM migrations ORDER BY id');
  const newer = laterThanOurs(ran.map(({ name }) => name));
  if (newer.length > 0) throw new NewerDatabaseError(newer);
}

/** The database was brought up to date by a later version; fit to print. */
export class NewerDatabaseError extends Error {
  constructor(migrations: readonly string[]) {
    const names = migrations.slice(-3).join(', ');
    super(
      `Basis data ini sudah dipakai Sigap yang lebih baru (${names}). Pasang versi itu, atau kembalikan migrasinya lebih dulu.\n` +
        `A later version of Sigap has worked with this database (${names}). Install that version, or take its migrations back first.`,
    );
    this.name = 'NewerDatabaseError';
  }
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
