/** The bytes of plain, padded Base64; undefined for anything else: a data URI, white space, the URL alphabet, nothing. */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length === 0 || text.length % 4 !== 0) return undefined;
  // Node's decoder would take the URL alphabet too.
  if (text.includes('-') || text.includes('_')) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  // The decoder skips what it does not know, so a foreign character shows as a byte too few.
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
}
