import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every kind of paper and its template that were in use: the last good one stays where a file has a fault. */
export class PaperTemplates1763770000651 implements MigrationInterface {
  readonly name = 'PaperTemplates1763770000651';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "paper_template" (
        "kind" text NOT NULL,
        "digest" text NOT NULL,
        "definition" text NOT NULL,
        "template" text,
        "used_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT "paper_template_pkey" PRIMARY KEY ("kind", "digest")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "paper_template"');
  }
}
