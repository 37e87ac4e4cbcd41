import { type FactoryProvider, Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { IdenfyAccounts } from '../client/accounts.js';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { getIdenfyToken } from '../client/registration.js';
import { WebhookSenders } from '../webhooks/sender-authentication.js';
import { IdenfyReadings, type SigningKeyReading } from './idenfy-readings.js';
import { TimedCache } from './timed-cache.js';

/** Probes come from many places, every few seconds; iDenfy gets one request in this time. */
const REACHABLE_FOR_MS = 10_000;

/** Signing keys change rarely, and finding their last use reads many rows. */
const VERIFIED_FOR_MS = 10_000;

export interface ReachabilityOptions {
  /** Longest wait for an answer, in milliseconds. @default 2_000 */
  readonly timeoutMs?: number;
}

export interface InboxHealthOptions {
  /** How old the oldest webhook that could be applied may be, in seconds. @default 300 */
  readonly maxAgeSeconds?: number;
}

/**
 * Health of what stands between this application and iDenfy: `degraded` where it is impaired (Terminus 11: `down`).
 * Provide it in a module that imports `TerminusModule`, and `IdenfyModule` where that is not global. Not for a liveness probe:
 * restarting this process does not bring iDenfy back.
 *
 * @example
 * ```ts
 * this.health.check([
 *   () => this.idenfy.reachable('idenfy'),
 *   () => this.idenfy.circuit('circuit'),
 *   () => this.idenfy.inbox('inbox', { maxAgeSeconds: 60 }),
 *   () => this.idenfy.signingKeys('signingKeys'),
 * ]);
 * ```
 */
@Injectable()
export class IdenfyHealthIndicator {
  readonly #reached: TimedCache<boolean>;
  readonly #verified: TimedCache<readonly SigningKeyReading[] | undefined>;
  #label: { readonly registration?: string } = {};

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly accounts: IdenfyAccounts,
    private readonly client: IdenfyClient,
    private readonly readings: IdenfyReadings,
    private readonly senders: WebhookSenders,
    clock: IdenfyClock,
  ) {
    this.#reached = new TimedCache(REACHABLE_FOR_MS, () => clock.elapsedMs());
    this.#verified = new TimedCache(VERIFIED_FOR_MS, () => clock.elapsedMs());
  }

  /**
   * A provider of the indicator of the `IdenfyModule` with this name, whose results name it. Inject it by
   * `@InjectIdenfy(IdenfyHealthIndicator, 'acme')`.
   */
  static of(registration: string): FactoryProvider<IdenfyHealthIndicator> {
    const parts = [IdenfyAccounts, IdenfyClient, IdenfyReadings, WebhookSenders, IdenfyClock];
    return {
      provide: getIdenfyToken(IdenfyHealthIndicator, registration),
      inject: [HealthIndicatorService, ...parts.map((part) => getIdenfyToken(part, registration))],
      useFactory: (...injected: ConstructorParameters<typeof IdenfyHealthIndicator>) => {
        const indicator = new IdenfyHealthIndicator(...injected);
        indicator.#label = { registration };
        return indicator;
      },
    };
  }

  /** Up when the API host of every account answers. It opens no session, and sends at most one request in ten seconds. */
  async reachable<Key extends string>(
    key: Key,
    { timeoutMs = 2_000 }: ReachabilityOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const states = await this.eachAccount(async (account) => {
      const { baseUrl } = this.accounts.get(account);
      return (await this.#reached.get(baseUrl, () => this.isReachable(account, timeoutMs)))
        ? 'reachable'
        : 'unreachable';
    });
    return this.report(key, states, 'unreachable');
  }

  /** Up unless calls to an account are being refused because too many have failed. */
  async circuit<Key extends string>(key: Key): Promise<HealthIndicatorResult<Key>> {
    return this.report(
      key,
      await this.eachAccount(async (account) => this.client.circuitState(account)),
      'open',
    );
  }

  /** Up while webhooks are applied soon after they arrive, and no part of this process's background work is stuck. */
  async inbox<Key extends string>(
    key: Key,
    { maxAgeSeconds = 300 }: InboxHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const check = this.indicators.check(key);
    const reading = await this.readings.inbox().catch(() => undefined);
    if (!reading) return check.down({ ...this.#label, reason: 'the database did not answer' });
    const { parts, notificationsHeard } = this.readings.process();
    const stuck = parts.filter((part) => part.stuck).map(({ part }) => part);
    const details = {
      ...this.#label,
      ...reading,
      oldestSeconds: Math.round(reading.oldestSeconds),
      oldestRunSeconds: Math.round(reading.oldestRunSeconds),
      notificationsHeard,
      stuck,
    };
    const isLate = reading.oldestSeconds > maxAgeSeconds || stuck.length > 0;
    return isLate ? impaired(check, details) : check.up(details);
  }

  /**
   * Always up: which signing keys the accounts have, by fingerprint, and when each of them last verified one of the
   * latest 10,000 webhooks, on whichever replica. A key that verifies nothing any more can be dropped.
   */
  async signingKeys<Key extends string>(key: Key): Promise<HealthIndicatorResult<Key>> {
    const check = this.indicators.check(key);
    const readings = await this.#verified.get('', () => this.readings.signingKeys().catch(() => undefined));
    if (!readings) return check.up({ ...this.#label, reason: 'the database did not answer' });
    const accounts = this.accounts.names().map((account) => {
      const keys = this.senders.signingKeysOf(account).map(({ fingerprint, fingerprints }) => {
        const uses = readings
          .filter((one) => one.account === account && fingerprints.includes(one.fingerprint))
          .map(({ lastVerifiedAt }) => lastVerifiedAt.toISOString());
        return [fingerprint, { lastVerifiedAt: uses.sort().at(-1) ?? null }];
      });
      return [account, Object.fromEntries(keys)];
    });
    return check.up({ ...this.#label, accounts: Object.fromEntries(accounts) });
  }

  /** Any answer counts except an error of the server itself. */
  private async isReachable(account: string, timeoutMs: number): Promise<boolean> {
    try {
      return (await this.client.probe(account, timeoutMs)).status < 500;
    } catch {
      return false;
    }
  }

  private async eachAccount(read: (account: string) => Promise<string>): Promise<Record<string, string>> {
    const names = this.accounts.names();
    const states = await Promise.all(names.map(read));
    return Object.fromEntries(names.map((name, index) => [name, states[index] ?? '']));
  }

  private report<Key extends string>(
    key: Key,
    accounts: Record<string, string>,
    bad: string,
  ): HealthIndicatorResult<Key> {
    const check = this.indicators.check(key);
    const details = { ...this.#label, accounts };
    return Object.values(accounts).includes(bad) ? impaired(check, details) : check.up(details);
  }
}

/**
 * Still worth sending requests to: stored data can be read and webhooks are received. Terminus 11 has no such state; there it
 * is `down`.
 */
function impaired<Key extends string>(
  check: ReturnType<typeof HealthIndicatorService.prototype.check<Key>>,
  details: Record<string, unknown>,
): HealthIndicatorResult<Key> {
  return typeof check.degraded === 'function' ? check.degraded(details) : check.down(details);
}
