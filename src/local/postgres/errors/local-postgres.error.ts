/** Why the embedded PostgreSQL could not be had; `message` is one line for the person at the terminal. */
export abstract class LocalPostgresError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}
