import { safeCause } from '../../errors/safe-cause.js';

const FRAME = /^\s+at .+$/gm;

/**
 * What may be logged of an error that nobody foresaw: its kind, its code and where it was thrown. Its message may
 * quote a body, a row or a credential.
 */
export function withoutWords(thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return `something that is no Error was thrown: ${typeof thrown}`;
  }
  const code = safeCause(thrown)?.message;
  const frames = thrown.stack?.match(FRAME) ?? [];
  return [
    code === undefined ? thrown.constructor.name : `${thrown.constructor.name} ${code}`,
    ...frames,
  ].join('\n');
}
