import { say } from '../terminal.js';
import { readInboxFlags } from './flags.js';
import { INBOX_HELP } from './help.js';
import { inboxTask } from './task.js';

/** `nestjs-idenfy inbox`: shows what got stuck, and brings it back. */
export async function run(args: readonly string[]): Promise<number> {
  const flags = readInboxFlags(args);
  if (flags === 'help') {
    say(INBOX_HELP);
    return 0;
  }
  const task = inboxTask(flags);
  const { carryOut } = await import('./work.js'); // the packages of the database take a second to load
  const { data, text } = await carryOut(task, flags.values);
  say(flags.json ? JSON.stringify(data, null, 2) : text);
  return 0;
}
