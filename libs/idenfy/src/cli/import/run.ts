import type { ImportedSession } from '../../verification/import/session-import.js';
import { table } from '../table.js';
import { say } from '../terminal.js';
import { readImportFlags } from './flags.js';
import { IMPORT_HELP } from './help.js';

/** `nestjs-idenfy import`: tracks sessions that were not started here. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readImportFlags(args);
  if (flags === 'help') {
    say(IMPORT_HELP);
    return 0;
  }
  const { carryOut } = await import('./work.js'); // client and database take a second to load
  const imported = await carryOut(flags);
  say(flags.json ? JSON.stringify(imported.map(summary), null, 2) : textOf(imported));
  return 0;
}

function summary({ verification, imported }: ImportedSession): Record<string, unknown> {
  const { id, account, scanRef, status, final, attention } = verification;
  return { id, account, scanRef, status, final, attention, imported };
}

function textOf(sessions: readonly ImportedSession[]): string {
  return table(
    ['SCANREF', 'STATUS', 'FINAL', 'ATTENTION', ''],
    sessions.map(({ verification: { scanRef, status, final, attention }, imported }) => [
      scanRef,
      status,
      final ? 'yes' : 'no',
      attention,
      imported ? 'imported' : 'was tracked already',
    ]),
  );
}
