import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { IdenfyAccounts } from '../../client/accounts.js';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyClient } from '../../client/idenfy-client.js';
import { WebhookSettings } from '../../webhooks/webhook-settings.js';
import { IdenfyReadings, type SigningKeyReading } from '../idenfy-readings.js';
import { ShortMemory } from '../short-memory.js';
import { isReachable } from './reachability.js';

/** Probes come from many places, every few seconds; iDenfy is asked once in this time. */
const ASK_AGAIN_AFTER_MS = 10_000;

/** Signing keys change rarely, and finding them is more than one row read. */
const LOOK_AGAIN_AFTER_MS = 10_000;

export interface ReachabilityOptions {
  /** Longest wait for an answer, in milliseconds. @default 2_000 */
  readonly timeoutMs?: number;
}

export interface InboxHealthOptions {
  /** How old the oldest callback that could be applied may be, in seconds. @default 300 */
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
  readonly #reached: ShortMemory<boolean>;
  readonly #verified: ShortMemory<readonly SigningKeyReading[] | undefined>;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly accounts: IdenfyAccounts,
    private readonly client: IdenfyClient,
    private readonly readings: IdenfyReadings,
    private readonly webhooks: WebhookSettings,
    clock: IdenfyClock,
  ) {
    this.#reached = new ShortMemory(ASK_AGAIN_AFTER_MS, () => clock.elapsedMs());
    this.#verified = new ShortMemory(LOOK_AGAIN_AFTER_MS, () => clock.elapsedMs());
  }

  /** Up when the API host of every account answers. It opens no session and is asked at most every ten seconds. */
  async reachable<Key extends string>(
    key: Key,
    { timeoutMs = 2_000 }: ReachabilityOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const states = await this.eachAccount(async (account) => {
      const { baseUrl } = this.accounts.get(account);
      return (await this.#reached.ask(baseUrl, () => isReachable(baseUrl, timeoutMs)))
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

  /** Up while callbacks are applied soon after they arrive. */
  async inbox<Key extends string>(
    key: Key,
    { maxAgeSeconds = 300 }: InboxHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const check = this.indicators.check(key);
    const reading = await this.readings.inbox().catch(() => undefined);
    if (!reading) return check.down({ reason: 'the database did not answer' });
    const details = { ...reading, oldestSeconds: Math.round(reading.oldestSeconds) };
    return reading.oldestSeconds > maxAgeSeconds ? impaired(check, details) : check.up(details);
  }

  /**
   * Always up: which signing keys the accounts have, by fingerprint, and when each of them last verified one of the
   * latest 10,000 callbacks, on whichever replica. A key that verifies nothing any more can be dropped.
   */
  async signingKeys<Key extends string>(key: Key): Promise<HealthIndicatorResult<Key>> {
    const check = this.indicators.check(key);
    const readings = await this.#verified.ask('', () => this.readings.signingKeys().catch(() => undefined));
    if (!readings) return check.up({ reason: 'the database did not answer' });
    const accounts = this.accounts.names().map((account) => {
      const keys = this.webhooks.signingKeysOf(account).map(({ fingerprint }) => {
        const last = readings.find((one) => one.account === account && one.fingerprint === fingerprint);
        return [fingerprint, { lastVerifiedAt: last?.lastVerifiedAt.toISOString() ?? null }];
      });
      return [account, Object.fromEntries(keys)];
    });
    return check.up({ accounts: Object.fromEntries(accounts) });
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
    return Object.values(accounts).includes(bad) ? impaired(check, { accounts }) : check.up({ accounts });
  }
}

/**
 * Still worth sending requests to: what is stored can be read and callbacks are taken in. Terminus 11 knows no such
 * state; there it is `down`.
 */
function impaired<Key extends string>(
  check: ReturnType<typeof HealthIndicatorService.prototype.check<Key>>,
  details: Record<string, unknown>,
): HealthIndicatorResult<Key> {
  return typeof check.degraded === 'function' ? check.degraded(details) : check.down(details);
}
