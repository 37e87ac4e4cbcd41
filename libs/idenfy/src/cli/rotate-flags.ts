import { parseArgs } from 'node:util';
import { UsageError } from './usage.error.js';

const OPTIONS = {
  schema: { type: 'string' },
  prefix: { type: 'string' },
  batch: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface RotateFlags {
  readonly url: string;
  /** As in `IDENFY_ENCRYPTION_KEYS`, the new one first. */
  readonly keys: readonly string[];
  readonly schema: string | undefined;
  readonly prefix: string | undefined;
  readonly batchSize: number;
}

/** Secrets come from the environment only: flags are seen by everybody on the machine. @throws {UsageError} */
export function readRotateFlags(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): RotateFlags | 'help' {
  const { help, schema, prefix, batch = '200' } = parse(args);
  if (help === true) return 'help';
  if (!/^[1-9]\d{0,3}$/.test(batch)) throw new UsageError('--batch must be a number from 1 to 9999');
  return {
    url: required(environment, 'DATABASE_URL'),
    keys: required(environment, 'IDENFY_ENCRYPTION_KEYS').split(','),
    schema,
    prefix,
    batchSize: Number(batch),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    const [problem] = (error instanceof Error ? error.message : '').split('. ');
    throw new UsageError(`${problem}; 'nestjs-idenfy rotate-keys --help' lists the options`, {
      cause: error,
    });
  }
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name]?.trim();
  if (!value) throw new UsageError(`${name} is not set; 'nestjs-idenfy rotate-keys --help' tells more`);
  return value;
}
