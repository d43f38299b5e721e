import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit can only be added to, and each entry is bound to all before it: what is changed or taken out shows. */
export class AuditChain1763770000170 implements MigrationInterface {
  readonly name = 'AuditChain1763770000170';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "audit_entry" ADD COLUMN "seq" bigint, ADD COLUMN "hash" bytea');
    await runner.query(`
      CREATE FUNCTION "audit_digest"(previous bytea, e "audit_entry") RETURNS bytea LANGUAGE sql STABLE AS $$
        SELECT sha256(convert_to(jsonb_build_array(
          encode(COALESCE(previous, ''), 'hex'), e.seq, e.id, (extract(epoch FROM e.at) * 1000)::bigint,
          e.person_id, e.action, e.subject, e.reason
        )::text, 'UTF8'))
      $$`);
    await runner.query(`
      CREATE FUNCTION "audit_bind"() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE last record;
      BEGIN
        -- One at a time: two entries bound to the same one would look like a gap.
        PERFORM pg_advisory_xact_lock(hashtext('audit_entry'));
        SELECT seq, hash INTO last FROM audit_entry WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1;
        NEW.seq := COALESCE(last.seq, 0) + 1;
        NEW.hash := audit_digest(last.hash, NEW);
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE FUNCTION "audit_keep"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the audit can only be added to' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      DO $$
      DECLARE one "audit_entry"; n bigint := 0; previous bytea;
      BEGIN
        FOR one IN SELECT * FROM "audit_entry" ORDER BY "at", "id" LOOP
          n := n + 1;
          one.seq := n;
          previous := audit_digest(previous, one);
          UPDATE "audit_entry" SET seq = n, hash = previous WHERE id = one.id;
        END LOOP;
      END $$`);
    await runner.query('ALTER TABLE "audit_entry" ALTER "seq" SET NOT NULL, ALTER "hash" SET NOT NULL');
    await runner.query('CREATE UNIQUE INDEX "audit_entry_seq" ON "audit_entry" ("seq")');
    await runner.query('CREATE INDEX "audit_entry_person" ON "audit_entry" ("person_id", "at")');
    await runner.query('CREATE INDEX "audit_entry_subject" ON "audit_entry" ("subject", "at")');
    await runner.query(
      'CREATE TRIGGER "audit_bind" BEFORE INSERT ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "audit_bind"()',
    );
    await runner.query(`
      CREATE TRIGGER "audit_keep" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
        FOR EACH STATEMENT EXECUTE FUNCTION "audit_keep"()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['audit_bind', 'audit_keep']) {
      await runner.query(`DROP TRIGGER "${name}" ON "audit_entry"`);
      await runner.query(`DROP FUNCTION "${name}"()`);
    }
    for (const name of ['seq', 'person', 'subject']) await runner.query(`DROP INDEX "audit_entry_${name}"`);
    await runner.query('DROP FUNCTION "audit_digest"(bytea, "audit_entry")');
    await runner.query('ALTER TABLE "audit_entry" DROP COLUMN "seq", DROP COLUMN "hash"');
  }
}
