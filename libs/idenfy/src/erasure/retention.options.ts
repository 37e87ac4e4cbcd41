import { Optional, resolveOptions } from '../client/options.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';

/** A hundred years: PostgreSQL's dates do not reach back at will. */
const MOST_DAYS = 36_500;

/** What both limits of an account count from. */
export const RETENTION_STARTS = ['relationship-end', 'verification-end'] as const;

/** What both limits of an account count from. */
export type RetentionStart = (typeof RETENTION_STARTS)[number];

/** The limits of an account: how long its verifications must be kept, how long they may be kept, and from when. */
export class RetentionClocks {
  /**
   * What both limits count from. `relationship-end`: the end of the business relationship, which you record with
   * `Relationships`; of people who never were approved the end of their last attempt. Anti-money-laundering law counts like
   * this. `verification-end`: the end of each verification, also of people who are still customers.
   * @default 'verification-end'; required in production
   */
  @Optional(requireStart) startsAt?: RetentionStart;

  /**
   * Days for which a verification that has a submission, a verdict or an open suspicion must be kept (legal duty), 0 to
   * 36,500: no erasure before.
   * @default 0; required in production
   */
  @Optional(requireDays) keepAtLeastDays?: number;

  /**
   * Days after which a verification is erased (privacy), 0 to 36,500 and not below `keepAtLeastDays`.
   * @default never; required in production
   */
  @Optional(requireDays) deleteAfterDays?: number;
}

/** How long verifications are kept. */
export class RetentionOptions extends RetentionClocks {
  /** Other limits for single accounts, by name; what an account leaves out is as above. @default {} */
  accounts: Readonly<Record<string, IdenfyRetentionClocks>> = {};
}

/** The limits of an account. */
export type IdenfyRetentionClocks = Partial<RetentionClocks>;

/** How long verifications are kept. Part of `IdenfyOptions`; production requires both limits and what they count from. */
export type IdenfyRetentionOptions = Partial<RetentionOptions>;

/** The limits of each account, resolved. Injectable. */
export class RetentionRules {
  readonly #default: ResolvedRetention;
  readonly #accounts: ReadonlyMap<string, ResolvedRetention>;

  /**
   * @param production whether everything must be given
   * @throws IdenfyConfigurationError naming the option and the hint
   */
  constructor(given: IdenfyRetentionOptions = {}, production = false) {
    const { accounts, ...common } = resolveOptions(RetentionOptions, given, 'retention');
    this.#default = resolveClocks('retention', common, production);
    this.#accounts = new Map(
      Object.entries(accounts).map(([name, clocks]) => {
        const path = `retention.accounts.${name}`;
        const own = resolveOptions(RetentionClocks, clocks, path);
        return [name, resolveClocks(path, { ...common, ...own }, production)];
      }),
    );
  }

  /** The limits of this account. */
  of(account: string): ResolvedRetention {
    return this.#accounts.get(account) ?? this.#default;
  }

  /** Those of these accounts whose days count from there. */
  accountsCountingFrom(start: RetentionStart, accounts: readonly string[]): readonly string[] {
    return accounts.filter((account) => this.of(account).startsAt === start);
  }
}

/** The limits of one account; `deleteAfterDays` is null for never. */
export interface ResolvedRetention {
  readonly startsAt: RetentionStart;
  readonly keepAtLeastDays: number;
  readonly deleteAfterDays: number | null;
}

function resolveClocks(
  path: string,
  { startsAt, keepAtLeastDays, deleteAfterDays }: RetentionClocks,
  production: boolean,
): ResolvedRetention {
  if (production && (keepAtLeastDays === undefined || deleteAfterDays === undefined)) {
    throw new IdenfyConfigurationError({
      option: path,
      hint: 'in production, say how long verifications are kept: keepAtLeastDays and deleteAfterDays',
    });
  }
  if (production && startsAt === undefined) {
    throw new IdenfyConfigurationError({
      option: `${path}.startsAt`,
      hint: "in production, say what retention counts from: 'relationship-end', as anti-money-laundering law does, or 'verification-end'",
    });
  }
  const resolved = {
    startsAt: startsAt ?? 'verification-end',
    keepAtLeastDays: keepAtLeastDays ?? 0,
    deleteAfterDays: deleteAfterDays ?? null,
  };
  if (resolved.deleteAfterDays !== null && resolved.deleteAfterDays < resolved.keepAtLeastDays) {
    throw new IdenfyConfigurationError({
      option: `${path}.deleteAfterDays`,
      hint: 'give at least as many days as keepAtLeastDays',
    });
  }
  return resolved;
}

function requireDays(value: unknown, option: string): number {
  if (typeof value === 'number' && value >= 0 && value <= MOST_DAYS) return value;
  throw new IdenfyConfigurationError({ option, hint: `give a number of days from 0 to ${MOST_DAYS}` });
}

function requireStart(value: unknown, option: string): RetentionStart {
  const known = RETENTION_STARTS.find((start) => start === value);
  if (known) return known;
  throw new IdenfyConfigurationError({ option, hint: `give one of ${RETENTION_STARTS.join(', ')}` });
}
