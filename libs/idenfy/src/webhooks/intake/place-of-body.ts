/**
 * What the encryption of a stored body is bound to: copied to another row it does not open.
 * @param digest hex
 */
export function placeOfBody(account: string, digest: string): string {
  return `webhook:${account}:${digest}`;
}
