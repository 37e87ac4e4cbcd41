import { SystemClock } from '../client/clock.js';
import type { Actor } from '../database/actor.js';
import { type ErasureReceipt, readReceipt } from '../erasure/erasure-receipts.js';
import { ErasureReplay, type Replayed } from '../erasure/erasure-replay.js';
import { type HashKey, parseHashKey } from '../privacy/hash-key.js';
import { withDatabase } from './database.js';
import { requiredVariable, type TableLocation } from './flags.js';

/** What `nestjs-idenfy erasures` has to do; its options are checked. */
export type ErasuresTask =
  | { readonly kind: 'export'; readonly since: Date | undefined }
  | {
      readonly kind: 'replay';
      /** Content of the file. */
      readonly text: string;
      readonly since: Date | undefined;
      readonly actor: Actor;
    }
  | { readonly kind: 'replay-own'; readonly since: Date; readonly actor: Actor };

/** Runs the task in the database, and prints its result. */
export async function runErasuresTask(
  task: ErasuresTask,
  location: TableLocation,
  print: (text: string) => void,
): Promise<void> {
  const hashKey = parseHashKey(requiredVariable('IDENFY_HASH_KEY', 'erasures'));
  const receipts = task.kind === 'replay' ? readReceipts(task.text, hashKey) : [];
  await withDatabase('erasures', location, async (database) => {
    const replay = new ErasureReplay(database, hashKey, new SystemClock());
    switch (task.kind) {
      case 'export':
        for await (const receipt of replay.receipts(task.since)) print(JSON.stringify(receipt));
        return;
      case 'replay-own':
        print(requested(await replay.replayOwn(task.since, task)));
        return;
      case 'replay': {
        const { since = new Date(0) } = task;
        const named = receipts.filter(({ erasedAt }) => new Date(erasedAt) >= since);
        const counts: Record<Replayed, number> = { requested: 0, erased: 0, absent: 0 };
        for (const receipt of named) counts[await replay.replay(receipt, task)] += 1;
        print(
          `${requested(counts.requested)} ${counts.erased} of the receipts name what is erased, ` +
            `${counts.absent} what is not in this database.`,
        );
        return;
      }
      default:
        task satisfies never;
    }
  });
}

/** @throws Error with the number of the first wrong line; no value is quoted */
function readReceipts(text: string, hashKey: HashKey): readonly ErasureReceipt[] {
  const receipts = text.split(/\r?\n/).flatMap((content, index) => {
    if (content.trim() === '') return [];
    const receipt = readReceipt(content, hashKey);
    if (receipt === 'malformed') throw new Error(`line ${index + 1} is no receipt of an erasure`);
    if (receipt === 'unproven') {
      throw new Error(`line ${index + 1} was changed, or written under another IDENFY_HASH_KEY`);
    }
    return [receipt];
  });
  // exports overlap
  return [...new Map(receipts.map((receipt) => [receipt.erasureId, receipt])).values()];
}

function requested(count: number): string {
  return count === 1
    ? '1 erasure is requested again: the running service carries it out.'
    : `${count} erasures are requested again: the running service carries them out.`;
}
