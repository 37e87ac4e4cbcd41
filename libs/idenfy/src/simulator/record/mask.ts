/** Longest string that is shown whole; pictures are far longer, everything else is shorter (URLs: 2,048). */
const LONGEST_SHOWN = 2048;
const SHOWN_OF_LONGER = 40;

const TOKEN_FIELDS: readonly string[] = ['authToken', 'token', 'tokenString'];
const CREDENTIAL_HEADERS: readonly string[] = ['authorization', 'proxy-authorization', 'cookie'];

/** JSON as it may be shown: pictures cut to their beginning, tokens to their first four characters. */
export function maskedJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value !== 'object' || value === null) return value;
  // A deeper value is no request of ours, and would only exhaust the stack.
  if (depth > 20) return '…';
  if (Array.isArray(value)) return value.map((item) => maskedJson(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      TOKEN_FIELDS.includes(key) && typeof item === 'string'
        ? maskedToken(item)
        : maskedJson(item, depth + 1),
    ]),
  );
}

export function maskedHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    headers[name] = CREDENTIAL_HEADERS.includes(name) ? value.replace(/^(\w+ )?.*$/s, '$1***') : value;
  }
  return headers;
}

export function maskedPath(path: string): string {
  return path.replace(
    /([?&](?:authToken|token)=)([^&]*)/g,
    (_, name: string, token: string) => name + maskedToken(token),
  );
}

export function cut(text: string): string {
  return text.length <= LONGEST_SHOWN
    ? text
    : `${text.slice(0, SHOWN_OF_LONGER)}… (${text.length} characters)`;
}

function maskedToken(token: string): string {
  return `${token.slice(0, 4)}…`;
}
