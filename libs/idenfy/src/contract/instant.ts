import { isCalendarDate } from './calendar-date.js';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** Whether the value is a time with its zone, or a date (its first moment in UTC is meant), and one that exists. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && isCalendarDate(INSTANT.exec(value)?.[1]);
}
