import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ChainCheck } from '../audit/chain-check.js';
import { IdenfyAccounts } from '../client/accounts.js';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { Database } from '../database/database.js';
import { RetentionRules } from '../erasure/retention.options.js';
import { EvidenceOptions } from '../evidence/evidence.options.js';
import { KeyRing } from '../privacy/field-cipher.js';
import { KeyRotation } from '../rotation/key-rotation.js';
import { VerificationOptions } from '../verifications/verification.options.js';
import { WebhookSenders } from '../webhooks/sender-authentication.js';
import { WebhookOptions } from '../webhooks/webhook.options.js';
import { type Check, type CheckContext, examine, type Finding } from './check.js';
import { auditChecks } from './audit-checks.js';
import { databaseChecks } from './database-checks.js';
import { idenfyChecks } from './idenfy-checks.js';
import { keyChecks } from './key-checks.js';
import { retentionChecks } from './retention-checks.js';
import { webhookChecks } from './webhook-checks.js';
import { workChecks } from './work-checks.js';

/** All checks, in the order of the report; a check stands after the one that it needs. */
export const CHECKS: readonly Check[] = [
  ...databaseChecks,
  ...keyChecks,
  ...auditChecks,
  ...idenfyChecks,
  ...workChecks,
  ...retentionChecks,
  ...webhookChecks,
];

/**
 * Looks for what is wrong with this deployment before it hurts: database, keys, iDenfy, handlers and webhooks. The checks that
 * cost nothing are made at each start, and what they find is a warning in the log.
 */
@Injectable()
export class IdenfyDoctor implements OnApplicationBootstrap {
  readonly #logger = new Logger('IdenfyDoctor');
  readonly #context: CheckContext;

  constructor(
    database: Database,
    accounts: IdenfyAccounts,
    client: IdenfyClient,
    clock: IdenfyClock,
    keys: KeyRing,
    rotation: KeyRotation,
    senders: WebhookSenders,
    webhooks: WebhookOptions,
    retention: RetentionRules,
    { keep }: VerificationOptions,
    { signingKey }: EvidenceOptions,
    chains: ChainCheck,
  ) {
    this.#context = {
      database,
      isApplication: true,
      accountNames: accounts.names(),
      accounts,
      client,
      clock,
      keys,
      rotation,
      senders,
      webhooks,
      retention,
      chains,
      evidence: { isKept: keep === 'evidence', isSigned: signingKey !== undefined },
    };
  }

  /** Never throws: what the database refuses is refused by the part that needs it. */
  async onApplicationBootstrap(): Promise<void> {
    const checks = CHECKS.filter(({ atBoot }) => atBoot);
    for (const { check, status, detail, hint } of await examine(checks, this.#context)) {
      if (status !== 'ok') this.#logger.warn(`${check}: ${detail}${hint === null ? '' : `; ${hint}`}.`);
    }
  }

  /**
   * Makes all checks but those of the webhook route from outside, which only the command line can make. It sends two requests
   * without credentials and one with credentials to iDenfy for each account, and opens no session. Never throws.
   */
  examine(): Promise<Finding[]> {
    return examine(CHECKS, this.#context);
  }
}
