import { refuseUnknownOptions, requireNumber } from '../client/option-checks.js';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';

/** Rules on who may start how often, and what is kept. Part of `IdenfyOptions`. */
export interface IdenfyVerificationOptions {
  limits?: IdenfyLimitOptions;
  /**
   * What is kept of a result: the decision with its tags, also the extracted data (encrypted), or nothing beyond ids and status.
   * @default 'decision'
   */
  keep?: 'decision' | 'data' | 'nothing';
  /**
   * The host's rule for how long an approval lasts, asked when a person becomes VERIFIED.
   * @default the document's expiry date, when iDenfy named one
   */
  verifiedUntil?: (approved: {
    account: string;
    clientId: string;
    scanRef: string;
    documentExpiry: Date | null;
  }) => Date | null;
}

/** What one person may do; staff are exempt. */
export interface IdenfyLimitOptions {
  /** Sessions one person may create within 24 hours. Refused and resumed starts do not count. @default 5 */
  startsPerDay?: number;
  /** Sessions one person may create in all. @default no limit */
  attempts?: number;
  /** How long a person must wait after DENIED, in seconds. @default 0 */
  coolDownSeconds?: number;
}

const LIMITS = ['startsPerDay', 'attempts', 'coolDownSeconds'] as const;
const KEEPS = ['decision', 'data', 'nothing'] as const;

/** What PostgreSQL counts with. */
const MOST = 2 ** 31 - 1;

/** The same, resolved. Injectable. */
export class VerificationSettings {
  readonly startsPerDay: number;
  readonly attempts: number;
  readonly coolDownSeconds: number;
  readonly keep: 'decision' | 'data' | 'nothing';
  readonly verifiedUntil: NonNullable<IdenfyVerificationOptions['verifiedUntil']>;

  /** @throws IdenfyConfigurationError naming the option and the mend */
  constructor(options: IdenfyVerificationOptions = {}) {
    const { startsPerDay = 5, attempts = Infinity, coolDownSeconds = 0 } = options.limits ?? {};
    refuseUnknownOptions(options.limits ?? {}, LIMITS, 'limits');
    this.startsPerDay = requireNumber(startsPerDay, 'limits.startsPerDay', { min: 0, max: MOST });
    this.attempts =
      attempts === Infinity ? attempts : requireNumber(attempts, 'limits.attempts', { min: 0, max: MOST });
    this.coolDownSeconds = requireNumber(coolDownSeconds, 'limits.coolDownSeconds', {
      min: 0,
      max: MOST,
      integer: false,
    });
    this.keep = options.keep ?? 'decision';
    if (!KEEPS.includes(this.keep)) {
      throw new IdenfyConfigurationError({ option: 'keep', mend: `give one of ${KEEPS.join(', ')}` });
    }
    this.verifiedUntil = options.verifiedUntil ?? (({ documentExpiry }) => documentExpiry);
  }
}
