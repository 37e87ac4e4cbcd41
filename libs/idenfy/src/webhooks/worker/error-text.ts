import { isIdenfyError } from '../../errors/is-idenfy-error.js';
import { safeCause } from '../../errors/safe-cause.js';

const CLASS_NAME = /^[A-Za-z_$][\w$]{0,79}$/;

/**
 * What is kept and logged of a failure. Our own errors are safe to quote; anybody else's message can hold a value of a
 * person, so only the kind of error and its code (`TypeError`, `QueryFailedError 23505`) are told.
 */
export function errorText(error: unknown): string {
  if (isIdenfyError(error)) return `${error.name}: ${error.message}`;
  const kind =
    error instanceof Error && CLASS_NAME.test(error.constructor.name) ? error.constructor.name : 'Error';
  const code = safeCause(error)?.message;
  return code === undefined ? kind : `${kind} ${code}`;
}

/** Where it happened, without the message that an error's stack begins with. */
export function errorFrames(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  const frames = error.stack.split('\n').filter((line) => /^ {4}at /.test(line));
  return frames.length > 0 ? frames.join('\n') : undefined;
}
