import { parseFlags, requiredVariable, seeHelp } from './parse-flags.js';
import { type Place, PLACE_OPTIONS } from './place.js';
import { UsageError } from './usage.error.js';

const OPTIONS = {
  ...PLACE_OPTIONS,
  batch: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface RotateFlags {
  /** As in `IDENFY_ENCRYPTION_KEYS`, the new one first. */
  readonly keys: readonly string[];
  readonly place: Place;
  readonly batchSize: number;
}

/** @throws {UsageError} */
export function readRotateFlags(args: readonly string[]): RotateFlags | 'help' {
  const { values, positionals } = parseFlags('rotate-keys', args, OPTIONS);
  const { help, schema, prefix, batch = '200' } = values;
  if (help === true) return 'help';
  if (positionals.length > 0) throw new UsageError(`rotate-keys takes no words; ${seeHelp('rotate-keys')}`);
  if (!/^[1-9]\d{0,3}$/.test(batch)) throw new UsageError('--batch must be a number from 1 to 9999');
  return {
    keys: requiredVariable('IDENFY_ENCRYPTION_KEYS', 'rotate-keys').split(','),
    place: { schema, prefix },
    batchSize: Number(batch),
  };
}
