import { SystemClock } from '../client/clock.js';
import { Relationships } from '../erasure/relationships.js';
import { IdenfyNotFoundError, IdenfyValidationError } from '../errors/refusal.errors.js';
import { withDatabase } from './database.js';
import type { TableLocation } from './flags.js';

/** One line of the file, checked. */
export interface RecordedRelationship {
  readonly line: number;
  readonly account: string;
  readonly clientId: string;
  readonly begunAt: Date | undefined;
  readonly endedAt: Date | undefined;
}

/**
 * Records them one by one; a second time changes nothing.
 * @returns the lines of people who are not known here
 */
export function recordRelationships(
  relationships: readonly RecordedRelationship[],
  location: TableLocation,
): Promise<readonly number[]> {
  return withDatabase('relationships', location, async (database) => {
    const recorder = new Relationships(database, new SystemClock());
    const unknown: number[] = [];
    for (const { line, account, clientId, begunAt, endedAt } of relationships) {
      try {
        await recorder.record({ account, clientId }, { begunAt, endedAt });
      } catch (error) {
        if (error instanceof IdenfyValidationError) {
          throw new Error(
            `line ${line}: endedAt is before the recorded begin; the lines before it are recorded`,
            {
              cause: error,
            },
          );
        }
        if (!(error instanceof IdenfyNotFoundError)) throw error;
        unknown.push(line);
      }
    }
    return unknown;
  });
}
