import type { IncomingHttpHeaders } from 'node:http';

/** Where a browser keeps the token of an officer: readable by this service only, and not sent from pages of other sites. */
export const LOGIN_COOKIE = 'kyc-officer';

interface Call {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * The value of an `authorization` header: the header itself, else the token of the cookie. A change counts only with a
 * header that forms of other sites cannot send.
 */
export function authorizationOf({ method, headers }: Call): string | undefined {
  if (headers.authorization !== undefined) return headers.authorization;
  const changes = !['GET', 'HEAD'].includes(method);
  if (changes && headers['x-idenfy-client'] === undefined) return undefined;
  const [, token] = new RegExp(`(?:^|; )${LOGIN_COOKIE}=([\\w.-]+)`).exec(headers.cookie ?? '') ?? [];
  return token === undefined ? undefined : `Bearer ${token}`;
}
