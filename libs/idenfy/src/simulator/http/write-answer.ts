import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

/** Writes a whole answer at once; further headers win over its own. */
export function writeAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  more: Readonly<Record<string, string>> = {},
): void {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  response.writeHead(status, { ...headers, 'Content-Length': length, ...more });
  response.end(body);
}
