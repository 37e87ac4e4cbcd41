import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import type { Actor } from '../database/actor.js';
import { Database } from '../database/database.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { NOTIFY_EACH_SQL, topicMessages } from '../database/notifications.js';
import { currentTime } from '../database/now-sql.js';
import { IdenfyConflictError } from '../errors/refusal.errors.js';
import { FreeTexts } from '../privacy/free-texts.js';
import { eventCursorOf, readEventCursor } from '../verifications/verification-queries.js';

/** Characters of a note at most. */
export const NOTE_MAX_LENGTH = 4_000;

/** What a member of staff has written about a verification. */
export interface Note {
  /** Grows with time; the same as that of its line in the history. */
  readonly id: string;
  /** Staff id of who wrote it. */
  readonly author: string;
  readonly at: Date;
  /** Null once it was erased. */
  readonly text: string | null;
}

interface NoteRow extends Omit<Note, 'text'> {
  readonly digest: string | null;
}

/**
 * Notes of staff about verifications. A note is a line of the history, which never changes and holds a digest; its text is
 * sealed in `idenfy_free_text`, from where an erasure removes it.
 */
@Injectable()
export class CaseNotes {
  constructor(
    private readonly database: Database,
    private readonly texts: FreeTexts,
    private readonly trail: AuditTrail,
    private readonly clock: IdenfyClock,
  ) {}

  /** @throws IdenfyConflictError `ERASED` for an erased verification, about which nothing may be kept */
  async add({ id }: Pick<IdenfyVerification, 'id'>, text: string, author: Actor): Promise<Note> {
    const { verification, event } = this.database.tables;
    const row = await this.database.transaction(async (manager) => {
      // an erasure locks the row as well, so it either finds this note or is found by it
      const [open] = await manager.query<unknown[]>(
        `select v.id from ${verification} v where v.id = $1 and v.erased_at is null for no key update of v`,
        [id],
      );
      if (open === undefined) throw new IdenfyConflictError({ identifier: 'ERASED' });
      const noteDigest = await this.texts.keep(manager, text, id);
      await this.trail.addToHistory(manager, [id], {
        at: await currentTime(manager, this.clock.databaseTime()),
        rowsOf: ({ status, final }) => [
          {
            fromStatus: status,
            fromFinal: final,
            toStatus: status,
            final,
            effect: 'noted',
            cause: 'NOTE',
            source: 'staff',
            actor: author.id,
            noteDigest,
          },
        ],
      });
      const [written] = await manager.query<NoteRow[]>(
        `select e.id, e.actor as author, e.at, e.note_digest as digest
           from ${event} e where e.verification_id = $1 order by e.id desc limit 1`,
        [id],
      );
      await manager.query(NOTIFY_EACH_SQL, [topicMessages('cases', [id])]);
      return written;
    });
    if (!row) throw new Error('The note that was written is not in the history.');
    return { id: row.id, author: row.author, at: row.at, text };
  }

  /** Newest first. @throws IdenfyValidationError for an invalid `cursor` */
  async list(
    { id }: Pick<IdenfyVerification, 'id'>,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<{ items: Note[]; nextCursor: string | null }> {
    const before = cursor === undefined ? null : readEventCursor(cursor);
    const found = await this.database.query<NoteRow[]>(
      `select e.id, e.actor as author, e.at, e.note_digest as digest
         from ${this.database.tables.event} e
        where e.verification_id = $1 and e.cause = 'NOTE' and ($2::bigint is null or e.id < $2)
        order by e.id desc limit $3`,
      [id, before, limit + 1],
    );
    const rows = found.slice(0, limit);
    const texts = await this.texts.of(rows.map(({ digest }) => ({ digest, verificationId: id })));
    const last = rows.at(-1);
    return {
      items: rows.map(({ id: noteId, author, at }, index) => ({
        id: noteId,
        author,
        at,
        text: texts[index] ?? null,
      })),
      nextCursor: found.length > limit && last ? eventCursorOf(last) : null,
    };
  }
}
