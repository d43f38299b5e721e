import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a list of bundles was refused: of those before, the audit knows it. */
export class DestructionRefusedAt1763770000768 implements MigrationInterface {
  readonly name = 'DestructionRefusedAt1763770000768';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "archive_destruction" ADD "refused_at" TIMESTAMP(3) WITH TIME ZONE');
    await runner.query(`UPDATE "archive_destruction" d SET "refused_at" =
      (SELECT max(e."at") FROM "audit_entry" e WHERE e."action" = 'archive.refused' AND e."subject" = d."id"::text)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "archive_destruction" DROP COLUMN "refused_at"');
  }
}
