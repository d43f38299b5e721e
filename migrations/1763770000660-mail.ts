import type { MigrationInterface, QueryRunner } from 'typeorm';

/** E-mail: how far boxes are read, by what answers find their message, and what is set aside. */
export class Mail1763770000660 implements MigrationInterface {
  readonly name = 'Mail1763770000660';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "message" ADD "aside" text');
    await runner.query('CREATE INDEX "message_aside" ON "message" ("seq") WHERE aside IS NOT NULL AND case_id IS NULL');
    await runner.query(`
      CREATE TABLE "mail_id" (
        "mail_index" text NOT NULL,
        "message_id" text NOT NULL,
        CONSTRAINT "mail_id_pkey" PRIMARY KEY ("mail_index", "message_id")
      )`);
    await runner.query('CREATE INDEX "mail_id_message" ON "mail_id" ("message_id")');
    await runner.query(`
      CREATE TABLE "mail_cursor" (
        "box" text NOT NULL,
        "validity" text NOT NULL,
        "last_uid" bigint NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "mail_cursor_pkey" PRIMARY KEY ("box")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "mail_cursor"');
    await runner.query('DROP TABLE "mail_id"');
    await runner.query('DROP INDEX "message_aside"');
    await runner.query('ALTER TABLE "message" DROP COLUMN "aside"');
  }
}
