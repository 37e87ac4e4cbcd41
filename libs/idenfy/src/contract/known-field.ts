import { IMAGE_STEPS, PROCESS_FIELDS, PROCESS_TOKEN_FIELDS } from './process.js';
import { TOKEN_FIELDS } from './token-fields.js';

const knownFields: ReadonlySet<string> = new Set([
  ...TOKEN_FIELDS,
  ...PROCESS_TOKEN_FIELDS,
  ...PROCESS_FIELDS,
  ...IMAGE_STEPS,
]);

const QUOTED = /['"`]([A-Za-z_]{2,64})['"`]/g;
const CAMEL_CASED = /\b[a-z]+[A-Z][A-Za-z]*\b/g;

/**
 * The field of `/token` or `/process`, or the picture, that iDenfy's error text names, as in "Field 'country' must be …"
 * or "No image provided for step 'BACK'". Only a name we know is taken, and nothing else of the text is ever used.
 */
export function knownFieldIn(message: string): string | undefined {
  const quoted = [...message.matchAll(QUOTED)].map((match) => match[1] ?? '');
  // Unquoted, only a camelCased word is unmistakably a field: "address" and "theme" are plain English.
  return [...quoted, ...(message.match(CAMEL_CASED) ?? [])].find((word) => knownFields.has(word));
}
