/** Why the service cannot start, in one sentence that names the cause and the mend, and never a value. */
export class BootError extends Error {
  override readonly name = 'BootError';
}
