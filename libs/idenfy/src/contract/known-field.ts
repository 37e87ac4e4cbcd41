import { IMAGE_STEPS, PROCESS_FIELDS, PROCESS_TOKEN_FIELDS } from './process.js';
import { TOKEN_FIELDS } from './token-fields.js';

const knownFields: ReadonlySet<string> = new Set([
  ...TOKEN_FIELDS,
  ...PROCESS_TOKEN_FIELDS,
  ...PROCESS_FIELDS,
]);
const knownSteps: ReadonlySet<string> = new Set(IMAGE_STEPS);

const QUOTED = /['"`]([A-Za-z_]{2,64})['"`]/g;
const CAMEL_CASED = /\b[a-z]+[A-Z][A-Za-z]*\b/g;

/**
 * The field of `/token` or `/process`, or the picture, that iDenfy's error text names, as in "Field 'country' must be …"
 * or "No image provided for step 'BACK'", which is `images.BACK` as in our own checks. Only a name we know is taken,
 * and nothing else of the text is ever used.
 */
export function knownFieldIn(message: string): string | undefined {
  const quoted = [...message.matchAll(QUOTED)].map((match) => match[1] ?? '');
  // Unquoted, only a camelCased word is unmistakably a field: "address" and "theme" are plain English.
  const words = [...quoted, ...(message.match(CAMEL_CASED) ?? [])];
  const known = words.find((word) => knownFields.has(word) || knownSteps.has(word));
  return known !== undefined && knownSteps.has(known) ? `images.${known}` : known;
}
