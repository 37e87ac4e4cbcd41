/** A module behind a command; it is loaded only when its command is given. */
interface CommandModule {
  /**
   * Runs the command with what stood behind its name, and resolves to the exit code.
   *
   * @throws {UsageError} when it was called in a way that it does not understand
   */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** A command of the command line. */
export interface Command {
  /** One line for `--help`. */
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}
