import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers whose signatures are to be by certificates, and by which certificate each was. */
export class CertifiedSignatures1763770000780 implements MigrationInterface {
  readonly name = 'CertifiedSignatures1763770000780';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "paper" ADD COLUMN "certifies" text');
    await runner.query('ALTER TABLE "paper_act" ADD COLUMN "certificate" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "paper_act" DROP COLUMN "certificate"');
    await runner.query('ALTER TABLE "paper" DROP COLUMN "certifies"');
  }
}
