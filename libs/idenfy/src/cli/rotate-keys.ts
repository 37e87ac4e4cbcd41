import type { DataSource } from 'typeorm';
import { FieldCipher } from '../privacy/field-cipher.js';
import { KeyRing, parseEncryptionKeys } from '../privacy/key-ring.js';
import { KeyRotation, type KeyRotationReport } from '../rotation/key-rotation.js';
import { readRotateFlags, type RotateFlags } from './rotate-flags.js';
import { ROTATE_HELP } from './rotate-help.js';
import { complain, say } from './terminal.js';
import { untilStopped } from './until-stopped.js';
import { withDatabase } from './with-database.js';

/** `nestjs-idenfy rotate-keys`: seals everything at rest anew with the first encryption key. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readRotateFlags(args);
  if (flags === 'help') {
    say(ROTATE_HELP);
    return 0;
  }
  return withDatabase('rotate-keys', flags.place, (dataSource) => rotate(dataSource, flags));
}

async function rotate(dataSource: DataSource, { keys, batchSize }: RotateFlags): Promise<number> {
  const ring = new KeyRing(parseEncryptionKeys(keys));
  const stopping = new AbortController();
  void untilStopped().then(() => stopping.abort());
  say(`Sealing everything with the key "${ring.writing.id}"; the service may go on meanwhile.`);
  const report = await new KeyRotation(dataSource, new FieldCipher(ring)).rotate({
    batchSize,
    signal: stopping.signal,
    onProgress: ({ resealed }) => say(`  ${resealed} values sealed anew`),
  });
  return verdict(report, stopping.signal.aborted);
}

function verdict({ resealed, unreadable, left }: KeyRotationReport, stopped: boolean): number {
  if (left === 0) {
    say(`Done: ${resealed} values sealed anew, none is left under another key. The others may be dropped.`);
    return 0;
  }
  const why = stopped
    ? 'it was stopped; run it again'
    : unreadable > 0
      ? `${unreadable} of them are opened by no key that was given; give every key that is in use`
      : 'a replica still writes with another key; run it again once all of them have the new one first';
  complain(`${resealed} values sealed anew, ${left} are left under other keys: ${why}`);
  return 1;
}
