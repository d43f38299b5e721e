import type { MigrationInterface, QueryRunner } from 'typeorm';

const functions = ['"audit_bind"()', '"audit_digest"(bytea, "audit_entry")'] as const;

/**
 * What binds the audit looks at the audit itself: not at a temporary table of its name, which a session may make for itself
 * and which is found first otherwise.
 */
export class AuditPath1763770000531 implements MigrationInterface {
  readonly name = 'AuditPath1763770000531';

  async up(runner: QueryRunner): Promise<void> {
    const [{ schema }]: [{ schema: string }] = await runner.query('SELECT quote_ident(current_schema()) AS schema');
    for (const one of functions)
      await runner.query(`ALTER FUNCTION ${one} SET search_path = pg_catalog, ${schema}, pg_temp`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const one of functions) await runner.query(`ALTER FUNCTION ${one} RESET search_path`);
  }
}
