import { LIMITS } from './limits.js';

const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the value is a date `YYYY-MM-DD` that exists: 30 February does not. */
export function isCalendarDate(value: unknown): value is string {
  const parts = typeof value === 'string' ? CALENDAR_DATE.exec(value) : null;
  if (!parts) {
    return false;
  }
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(0);
  // setUTCFullYear, because Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

// URL() also trims, and reads backslashes as slashes; iDenfy documents neither.
const LITERAL_HTTPS_URL = /^https:\/\/[^\s\\\p{Cc}]+$/iu;

/**
 * Whether the value is an absolute HTTPS URL of at most 2,048 characters (S1), without credentials: browsers and logs
 * would pass them on.
 */
export function isHttpsUrl(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= LIMITS.urlMaxLength &&
    LITERAL_HTTPS_URL.test(value) &&
    URL.canParse(value) &&
    !hasCredentials(new URL(value))
  );
}

function hasCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** Whether the value is an existing ISO 8601 time with its zone, or an existing date, which means its start in UTC. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && isCalendarDate(INSTANT.exec(value)?.[1]);
}

/**
 * The form of a scanRef. iDenfy documents UUIDs of 36 characters (S3 status) and up to 40 characters (S3 data), so only
 * characters and length are checked.
 */
export const SCAN_REF_PATTERN = /^[A-Za-z0-9-]{1,40}$/;

/** Whether the value has the form of a scanRef. */
export function isScanRef(value: unknown): value is string {
  return typeof value === 'string' && SCAN_REF_PATTERN.test(value);
}

// PostgreSQL text cannot hold NUL, and UTF-8 cannot hold half a surrogate pair.
const UNWRITABLE = /\0|\p{Surrogate}/u;

/** Whether the value is a string of `min` to `max` characters (code points) that UTF-8 and PostgreSQL can represent. */
export function isText(value: unknown, min: number, max: number): value is string {
  if (typeof value !== 'string' || value.length > 2 * max || UNWRITABLE.test(value)) {
    return false;
  }
  const { length } = [...value];
  return length >= min && length <= max;
}

/** Whether the value is a JSON object: not an array and not null. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the value is a list of strings. */
export function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Two plain letters in upper case; a list item by item; any other value as it is. iDenfy's examples have lower case too. */
export function foldedCountryCode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(foldedCountryCode);
  // Two plain letters only: 'ß' would become 'SS', which is a country.
  return typeof value === 'string' && /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : value;
}
