import type { Database } from '../database/database.js';
import { FieldCipher, KeyRing, parseEncryptionKeys } from '../privacy/field-cipher.js';
import { KeyRotation, type KeyRotationReport } from '../rotation/key-rotation.js';
import { withDatabase } from './database.js';
import {
  parseFlags,
  type TableLocation,
  LOCATION_OPTIONS,
  requiredVariable,
  seeHelp,
  UsageError,
} from './flags.js';
import { printError, print } from './output.js';

const HELP = `Usage: nestjs-idenfy rotate-keys [options]

Encrypts all stored values again with the first key of IDENFY_ENCRYPTION_KEYS, one by one, while the service runs.
You can stop it and run it again at any time. To replace a key:

  1. Add the new key at the end of the list and restart every replica: all of them can read it.
  2. Move the new key to the front and restart every replica: all of them write with it.
  3. Run this command with the same keys until no value is left under another key.
  4. Remove the old key and restart every replica.

Options:
  --batch <number>   Values to read at a time, 1 to 9999. Default: 200
  --schema <name>    Schema of the tables. Default: the default schema of the connection
  --prefix <text>    Prefix of the table names (entityPrefix). Default: none
  -h, --help         Shows this help

Environment:
  DATABASE_URL             PostgreSQL, such as postgres://user:password@host:5432/database
  IDENFY_ENCRYPTION_KEYS   A comma-separated list of id:base64 of 32 bytes, the new key first

Exit codes:
  0 success, 1 failure or values left under other keys, 2 invalid usage

Example:
  nestjs-idenfy rotate-keys --batch 500`;

const OPTIONS = {
  ...LOCATION_OPTIONS,
  batch: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface RotateFlags {
  /** As in `IDENFY_ENCRYPTION_KEYS`, the new key first. */
  readonly keys: readonly string[];
  readonly location: TableLocation;
  readonly batchSize: number;
}

/** `nestjs-idenfy rotate-keys`: encrypts all stored values again with the first encryption key. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags === 'help') {
    print(HELP);
    return 0;
  }
  return withDatabase('rotate-keys', flags.location, (database) => rotate(database, flags));
}

/** @throws {UsageError} */
function readFlags(args: readonly string[]): RotateFlags | 'help' {
  const { values, positionals } = parseFlags('rotate-keys', args, OPTIONS);
  const { help, schema, prefix, batch = '200' } = values;
  if (help === true) return 'help';
  if (positionals.length > 0)
    throw new UsageError(`rotate-keys takes no arguments, only options; ${seeHelp('rotate-keys')}`);
  if (!/^[1-9]\d{0,3}$/.test(batch)) throw new UsageError('--batch must be a number from 1 to 9999');
  return {
    keys: requiredVariable('IDENFY_ENCRYPTION_KEYS', 'rotate-keys').split(','),
    location: { schema, prefix },
    batchSize: Number(batch),
  };
}

async function rotate(database: Database, { keys, batchSize }: RotateFlags): Promise<number> {
  const ring = new KeyRing(parseEncryptionKeys(keys));
  const stopping = new AbortController();
  void untilStopped().then(() => stopping.abort());
  print(`Encrypting all values with the key "${ring.writing.id}"; the service can keep running.`);
  const report = await new KeyRotation(database, new FieldCipher(ring)).rotate({
    batchSize,
    signal: stopping.signal,
    onProgress: ({ resealed }) => print(`  ${resealed} values encrypted again`),
  });
  return verdict(report, stopping.signal.aborted);
}

function verdict({ resealed, unreadable, left }: KeyRotationReport, stopped: boolean): number {
  if (left === 0) {
    print(
      `Done: ${resealed} values encrypted again, none is left under another key. You can remove the other keys.`,
    );
    return 0;
  }
  const why = stopped
    ? 'it was stopped; run it again'
    : unreadable > 0
      ? `${unreadable} of them cannot be decrypted with the given keys; give every key in use`
      : 'a replica still writes with another key; run it again once every replica has the new key first';
  printError(`${resealed} values encrypted again, ${left} are left under other keys: ${why}`);
  return 1;
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first signal to stop. A second signal ends the process as usual, in case stopping takes too long. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of STOP_SIGNALS) process.on(signal, stop);
  });
}
