import type { Environment } from '../config/environment.js';

/** What is being waited for, for whoever watches; empty when nobody does, so that scripts read the start line alone. */
export function progressLine(
  { DATABASE_URL, IDENFY_API_KEY }: Environment,
  { isTTY }: { readonly isTTY?: boolean },
): string {
  if (!isTTY) return '';
  const local = [...(DATABASE_URL ? [] : ['PostgreSQL']), ...(IDENFY_API_KEY ? [] : ['the simulator'])];
  return `Starting ${local.join(' and ') || 'the service'}…\n`;
}
