import { refuseUnknownOptions } from '../../client/option-checks.js';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';

/** How the hour's requests to iDenfy are shared between replicas. Part of `IdenfyOptions`. */
export interface IdenfyBudgetOptions {
  /**
   * Share of `http.requestsPerHour` that this process may spend by itself while the database does not answer, above 0
   * and up to 1. One divided by the number of replicas keeps them within the limit together.
   * @default 0.1
   */
  localShare?: number;
}

/** The same, resolved. Injectable. */
export class BudgetSettings {
  readonly localShare: number;

  /** @throws IdenfyConfigurationError naming the option and the mend */
  constructor({ localShare = 0.1, ...unknown }: IdenfyBudgetOptions = {}) {
    refuseUnknownOptions(unknown, ['localShare'], 'budget');
    if (!(localShare > 0 && localShare <= 1)) {
      throw new IdenfyConfigurationError({
        option: 'budget.localShare',
        mend: 'give a number above 0, up to 1',
      });
    }
    this.localShare = localShare;
  }
}
