import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys of people, and the challenges that were answered: each is answered once. */
export class Passkeys1763770000455 implements MigrationInterface {
  readonly name = 'Passkeys1763770000455';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "passkey" (
        "id" uuid NOT NULL,
        "person_id" uuid NOT NULL,
        "credential_id" text NOT NULL,
        "public_key" text NOT NULL,
        "counter" bigint NOT NULL,
        "name" text NOT NULL,
        "added_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        "used_at" timestamptz(3),
        CONSTRAINT "PK_passkey" PRIMARY KEY ("id"),
        CONSTRAINT "passkey_credential" UNIQUE ("credential_id"),
        CONSTRAINT "FK_32706d4b06dad6285bcc925f64c" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX "passkey_person" ON "passkey" ("person_id")');
    await runner.query(`
      CREATE TABLE "passkey_challenge" (
        "challenge" text NOT NULL,
        "until" timestamptz(3) NOT NULL,
        CONSTRAINT "PK_passkey_challenge" PRIMARY KEY ("challenge")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "passkey_challenge"');
    await runner.query('DROP TABLE "passkey"');
  }
}
