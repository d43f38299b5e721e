import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls that the office places belong to a case, which has one at a time. */
export class CallsWePlace1763770000190 implements MigrationInterface {
  readonly name = 'CallsWePlace1763770000190';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "call" ADD COLUMN "case_id" uuid, ADD CONSTRAINT "FK_68d4ae2e07c6f861a89c7623dca"
         FOREIGN KEY ("case_id") REFERENCES "case_file" ("id")`,
    );
    await runner.query('CREATE UNIQUE INDEX "call_open_to_case" ON "call" ("case_id") WHERE ended_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without its case such a call would be read as a caller's.
    await runner.query(
      'DELETE FROM "recording" WHERE "call_id" IN (SELECT "id" FROM "call" WHERE "case_id" IS NOT NULL)',
    );
    await runner.query('DELETE FROM "call" WHERE "case_id" IS NOT NULL');
    await runner.query('ALTER TABLE "call" DROP COLUMN "case_id"');
  }
}
