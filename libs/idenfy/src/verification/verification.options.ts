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

/** The same, resolved. Injectable. */
export class VerificationSettings {
  readonly startsPerDay: number;
  readonly attempts: number;
  readonly coolDownSeconds: number;
  readonly keep: 'decision' | 'data' | 'nothing';
  readonly verifiedUntil: NonNullable<IdenfyVerificationOptions['verifiedUntil']>;

  constructor(options: IdenfyVerificationOptions = {}) {
    this.startsPerDay = options.limits?.startsPerDay ?? 5;
    this.attempts = options.limits?.attempts ?? Number.POSITIVE_INFINITY;
    this.coolDownSeconds = options.limits?.coolDownSeconds ?? 0;
    this.keep = options.keep ?? 'decision';
    this.verifiedUntil = options.verifiedUntil ?? (({ documentExpiry }) => documentExpiry);
  }
}
