import type { ChainCheck } from '../audit/chain-check.js';
import type { IdenfyAccounts } from '../client/accounts.js';
import type { IdenfyClock } from '../client/clock.js';
import type { IdenfyClient } from '../client/idenfy-client.js';
import type { Database } from '../database/database.js';
import type { DatabaseFacts } from '../database/database-facts.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import type { RetentionRules } from '../erasure/retention.options.js';
import { errorText, safeCause } from '../errors/idenfy.error.js';
import type { KeyRing } from '../privacy/field-cipher.js';
import type { KeyRotation } from '../rotation/key-rotation.js';
import type { WebhookSenders } from '../webhooks/sender-authentication.js';
import type { WebhookOptions } from '../webhooks/webhook.options.js';
import { found, type Outcome } from './findings.js';
import type { WebhookProbe } from './webhook-probe.js';

/** What checks examine. A property that cannot be had throws when it is read, and the check that reads it has failed. */
export interface CheckContext {
  readonly database: Database;
  /** Whether this process is the application, with its own DataSource and options, or the command line. */
  readonly isApplication: boolean;
  readonly accountNames: readonly string[];
  readonly accounts: IdenfyAccounts;
  readonly client: IdenfyClient;
  readonly clock: IdenfyClock;
  readonly keys: KeyRing;
  readonly rotation: KeyRotation;
  readonly senders: WebhookSenders;
  readonly webhooks: Pick<WebhookOptions, 'requireSignature'>;
  /** Present in the application: the environment does not tell it. */
  readonly retention?: RetentionRules | undefined;
  /** Present in the application: whether evidence is kept, and signed when it is packed. */
  readonly evidence?: { readonly isKept: boolean; readonly isSigned: boolean } | undefined;
  /** Absent where the audit keys are not known. */
  readonly chains?: ChainCheck | undefined;
  /** Present when the webhook route is to be examined from outside. */
  readonly probe?: WebhookProbe | undefined;
}

/** One thing that can be wrong with a deployment. */
export interface Check {
  /** Subject and topic, such as `database: grants`. */
  readonly name: string;
  /** The checks without which this one means nothing: where one failed or was left out, this one is left out. */
  readonly needs?: readonly string[];
  /** Whether it is also made at each start: it reads settings alone, and sends no request. @default false */
  readonly atBoot?: boolean;
  /**
   * Null where it does not apply. What it throws is a failure.
   * @param facts of the database, read once for all checks
   */
  run(context: CheckContext, facts: () => Promise<DatabaseFacts>): Promise<Outcome | null> | Outcome | null;
}

/** What a check found out, with its name. */
export interface Finding {
  readonly check: string;
  readonly status: Outcome['status'];
  readonly detail: string;
  /** What to do about it; null where there is nothing to do. */
  readonly hint: string | null;
  /** The same as codes and values, for texts in other languages: one, or one for each account. */
  readonly found: Outcome['found'];
}

/** Makes the checks at the same time, and returns the findings in their order. Never throws. */
export async function examine(checks: readonly Check[], context: CheckContext): Promise<Finding[]> {
  const outcomes = new Map<string, Promise<Outcome | null>>();
  let read: Promise<DatabaseFacts> | undefined;
  const facts = () => (read ??= context.database.facts());
  for (const check of checks) {
    const needed = Promise.all((check.needs ?? []).flatMap((name) => outcomes.get(name) ?? []));
    outcomes.set(
      check.name,
      needed.then((before) =>
        before.every((outcome) => outcome !== null && outcome.status !== 'failed')
          ? outcomeOf(check, context, facts)
          : null,
      ),
    );
  }
  const findings: Finding[] = [];
  for (const [check, outcome] of outcomes) {
    const known = await outcome;
    if (known) findings.push({ check, ...known, hint: known.hint ?? null });
  }
  return findings;
}

async function outcomeOf(
  check: Check,
  context: CheckContext,
  facts: () => Promise<DatabaseFacts>,
): Promise<Outcome | null> {
  try {
    return await check.run(context, facts);
  } catch (error) {
    if (error instanceof IdenfyConfigurationError) {
      const { option, hint } = error;
      return found('MISCONFIGURED', { option, hint });
    }
    return found('CHECK_FAILED', { cause: safeCause(error)?.message ?? errorText(error) });
  }
}
