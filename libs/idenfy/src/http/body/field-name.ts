const MAX_LENGTH = 100;

/**
 * A path into a body as callers read it: `additionalSteps.ALL.fields.0`. Property names are the sender's own
 * words, so what no field of ours contains is blotted out, and the rest is cut.
 */
export function fieldName(path: readonly string[]): string {
  const name = path.map((key) => key.replace(/[^\w-]/g, '?')).join('.');
  return name.length > MAX_LENGTH ? `${name.slice(0, MAX_LENGTH)}…` : name;
}

/** What is said about a field that nobody asked for, whichever way the body is read. */
export function unknownField(field: string): string {
  return `Field '${field}' is not known here.`;
}
