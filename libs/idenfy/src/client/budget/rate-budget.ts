/**
 * How many requests an account may still make. iDenfy counts 10,000 an hour by default (S0, S1); whoever runs
 * several replicas replaces the in-process budget by one that they share.
 */
export abstract class RateBudget {
  /**
   * Takes one request out of the budget, right before it is sent.
   * @throws IdenfyBudgetError, with the seconds until there is room again, if the budget is spent.
   */
  abstract take(account: string): Promise<void>;

  /** Requests that are left; undefined if that is not known. */
  abstract remaining(account: string): Promise<number | undefined>;
}
