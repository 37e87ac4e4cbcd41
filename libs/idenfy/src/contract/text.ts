// NUL fits in no PostgreSQL text, and half a surrogate pair in no UTF-8.
const UNWRITABLE = /\0|\p{Surrogate}/u;

/** Whether the value is a string of `min` to `max` characters (code points) that can be written as UTF-8 and stored. */
export function isText(value: unknown, min: number, max: number): value is string {
  if (typeof value !== 'string' || value.length > 2 * max || UNWRITABLE.test(value)) {
    return false;
  }
  const { length } = [...value];
  return length >= min && length <= max;
}
