import { networkReason } from './network-reason.js';

/** Why something failed, as one line an operator can act on, without stack trace and without values. */
export function reasonLine(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonLine(error.errors[0]);
  if (!(error instanceof Error)) return 'an unknown error';
  return networkReason(error) ?? firstLine(error.message) ?? error.name;
}

function firstLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '');
}
