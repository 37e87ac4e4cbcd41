/**
 * JSON the way iDenfy puts it on the wire: a blank after comma and colon, and `\u` escapes for everything beyond ASCII.
 * A receiver that parses and serialises again before it checks the signature fails here, as it would there.
 */
export function wireJson(value: unknown): string {
  return JSON.stringify(value, undefined, 1)
    .replace(/([{[])\n\s*/g, '$1')
    .replace(/\n\s*([}\]])/g, '$1')
    .replace(/,\n\s*/g, ', ')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
