import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A version of a procedure has a life: drafted, published, retired. Those kept until now had been in force from their
 * first start on; their text as written is filled in at the next one.
 */
export class SopLife1763770000080 implements MigrationInterface {
  readonly name = 'SopLife1763770000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "sop_version"
        ADD "status" text NOT NULL DEFAULT 'published',
        ADD "origin" text NOT NULL DEFAULT 'shipped',
        ADD "source" text,
        ADD "digest" text,
        ADD "saved_by" uuid,
        ADD "published_at" TIMESTAMP(3) WITH TIME ZONE,
        ADD "published_by" uuid,
        ADD "in_force_from" TIMESTAMP(3) WITH TIME ZONE,
        ADD "retired_at" TIMESTAMP(3) WITH TIME ZONE,
        ADD "retired_by" uuid
    `);
    await runner.query(`UPDATE "sop_version" SET published_at = loaded_at, in_force_from = loaded_at`);
    await runner.query(`
      ALTER TABLE "sop_version" ALTER COLUMN "status" DROP DEFAULT, ALTER COLUMN "origin" DROP DEFAULT
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A draft would be taken for a version in force.
    await runner.query(`DELETE FROM "sop_version" WHERE status = 'draft'`);
    await runner.query(`
      ALTER TABLE "sop_version"
        DROP "status", DROP "origin", DROP "source", DROP "digest", DROP "saved_by", DROP "published_at",
        DROP "published_by", DROP "in_force_from", DROP "retired_at", DROP "retired_by"
    `);
  }
}
