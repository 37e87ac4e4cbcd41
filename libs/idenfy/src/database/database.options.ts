import { Optional, Range, requireText } from '../client/options.js';

/** How this library talks to PostgreSQL. Part of `IdenfyOptions`, as `database`. Injectable. */
export class DatabaseOptions {
  /**
   * Connection string for LISTEN alone, where the DataSource goes through a pooler in transaction mode (PgBouncer,
   * Supabase, Neon, RDS Proxy): it must lead to the primary itself.
   * @default the DataSource's own address
   */
  @Optional((value, option) => requireText(value, option, 'give a connection string, such as postgres://…'))
  listenUrl?: string;

  /**
   * Longest wait for a connection, and for the answer to one statement, in milliseconds. The connection of a statement
   * without an answer is destroyed.
   */
  @Range(100, 600_000) queryTimeoutMs = 30_000;

  /**
   * Why connections to another host may go without TLS, in your own words, such as `'the sidecar encrypts'`. Without a
   * reason, production refuses to boot with such a connection.
   * @default none
   */
  @Optional((value, option) => requireText(value, option, 'say why, or leave it out'))
  allowPlaintext?: string;

  /**
   * Days after which rows are deleted that are no longer needed, 1 to 36,500: handler runs that are done, webhooks of
   * unknown sessions and of erased verifications. Other webhooks keep their digest as long as their verification.
   * @default 30
   */
  @Range(1, 36_500) pruneAfterDays = 30;
}

/** What a host gives as `database`. */
export type IdenfyDatabaseOptions = Partial<DatabaseOptions>;
