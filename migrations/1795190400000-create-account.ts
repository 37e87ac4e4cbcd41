import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccount1795190400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "account" (
        "id" uuid NOT NULL DEFAULT gen_random_uuid(),
        "client_id" text NOT NULL,
        "opened_by" text NOT NULL,
        "opened_at" timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT "pk_account" PRIMARY KEY ("id"),
        CONSTRAINT "uq_account_client" UNIQUE ("client_id"),
        CONSTRAINT "uq_account_opened_by" UNIQUE ("opened_by")
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "account"`);
  }
}
