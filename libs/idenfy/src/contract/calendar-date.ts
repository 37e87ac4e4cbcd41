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
