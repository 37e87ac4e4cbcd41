/** What the simulator was told makes no sense: it names the field, and says how to mend it. */
export class SimulatorInputError extends Error {
  override readonly name = 'SimulatorInputError';

  constructor(
    /** The field at fault, dotted for a nested one (`webhooks.drop`), or `body`. */
    readonly field: string,
    /** What would have been accepted. */
    readonly mend: string,
  ) {
    super(`${field}: ${mend}`);
  }
}
