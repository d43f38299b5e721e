import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case knows the service by which it came; every case until now came by the hotline. */
export class Services1763770000000 implements MigrationInterface {
  readonly name = 'Services1763770000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case_file" ADD "service_id" text NOT NULL DEFAULT 'hotline'`);
    await runner.query(`ALTER TABLE "case_file" ALTER COLUMN "service_id" DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case_file" DROP COLUMN "service_id"`);
  }
}
