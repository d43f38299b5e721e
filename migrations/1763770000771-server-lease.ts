import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which server works for the office: one row, held for a few seconds at a time. */
export class ServerLease1763770000771 implements MigrationInterface {
  readonly name = 'ServerLease1763770000771';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "server_lease" (
        "name" text NOT NULL,
        "term" bigint NOT NULL,
        "holder" jsonb NOT NULL,
        "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "server_lease_pkey" PRIMARY KEY ("name")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "server_lease"');
  }
}
