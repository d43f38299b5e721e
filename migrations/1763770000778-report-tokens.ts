import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other programs read figures by tokens of their own. */
export class ReportTokens1763770000778 implements MigrationInterface {
  readonly name = 'ReportTokens1763770000778';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "report_token" (
        "id" uuid NOT NULL,
        "name" text NOT NULL,
        "prefix" text NOT NULL,
        "token_hash" text NOT NULL,
        "reports" jsonb NOT NULL,
        "added_by" uuid NOT NULL,
        "added_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
        "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "used_at" TIMESTAMP(3) WITH TIME ZONE,
        "revoked_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "report_token_pkey" PRIMARY KEY ("id"),
        CONSTRAINT "report_token_added_by" FOREIGN KEY ("added_by") REFERENCES "person" ("id")
      )`);
    await runner.query('CREATE UNIQUE INDEX "report_token_hash" ON "report_token" ("token_hash")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "report_token"');
  }
}
