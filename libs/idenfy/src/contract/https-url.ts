import { LIMITS } from './limits.js';

// URL() trims, and takes backslashes for slashes; iDenfy promises neither.
const WRITTEN_OUT = /^https:\/\/[^\s\\\p{Cc}]+$/iu;

/**
 * Whether the value is an absolute HTTPS address of at most 2,048 characters (S1). One with credentials is none: browsers
 * and logs would carry them on.
 */
export function isHttpsUrl(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= LIMITS.urlMaxLength &&
    WRITTEN_OUT.test(value) &&
    URL.canParse(value) &&
    !hasCredentials(new URL(value))
  );
}

function hasCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}
