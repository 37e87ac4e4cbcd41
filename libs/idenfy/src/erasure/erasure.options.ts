import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';

/** How long a verification must be kept, and may be. Part of `IdenfyOptions`; production asks for both. */
export interface IdenfyRetentionOptions {
  /** Days that a finished verification must be kept (legal duty): no erasure before. @default 0 outside production */
  keepAtLeastDays?: number;
  /** Days after which a finished verification is erased (privacy). @default never outside production */
  deleteAfterDays?: number;
}

/** The same, resolved. Injectable. */
export class RetentionSettings {
  readonly keepAtLeastDays: number;
  readonly deleteAfterDays: number | null;

  constructor({ keepAtLeastDays, deleteAfterDays }: IdenfyRetentionOptions = {}, production = false) {
    if (production && (keepAtLeastDays === undefined || deleteAfterDays === undefined)) {
      throw new IdenfyConfigurationError({
        option: 'retention',
        mend: 'in production, say how long verifications are kept: keepAtLeastDays and deleteAfterDays',
      });
    }
    this.keepAtLeastDays = days('keepAtLeastDays', keepAtLeastDays ?? 0);
    this.deleteAfterDays = deleteAfterDays === undefined ? null : days('deleteAfterDays', deleteAfterDays);
    if (this.deleteAfterDays !== null && this.deleteAfterDays < this.keepAtLeastDays) {
      throw new IdenfyConfigurationError({
        option: 'retention.deleteAfterDays',
        mend: 'give at least as many days as keepAtLeastDays',
      });
    }
  }
}

function days(option: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new IdenfyConfigurationError({
    option: `retention.${option}`,
    mend: 'give a number of days, 0 or more',
  });
}
