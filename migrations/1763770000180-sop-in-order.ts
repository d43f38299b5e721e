import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A stored procedure keeps the order of its text: columns of actors, fields and forms are read as the document has them. */
export class SopInOrder1763770000180 implements MigrationInterface {
  readonly name = 'SopInOrder1763770000180';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "sop_version" ALTER COLUMN "body" TYPE json USING "body"::json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "sop_version" ALTER COLUMN "body" TYPE jsonb USING "body"::jsonb');
  }
}
