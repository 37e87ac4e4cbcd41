import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { IdenfyAccessRecord } from '../database/entities/access-record.entity.js';
import type { HandlerRunState } from '../database/entities/handler-run.entity.js';
import { IdenfyVerificationEvent } from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { FreeTexts } from '../privacy/free-texts.js';

/** Entries of a timeline at most. The whole history and the whole audit have lists of their own. */
const MOST_ENTRIES = 200;

/** One call of a handler, or the calls that are still to come. */
export interface HandlerCall {
  readonly id: string;
  readonly handler: string;
  readonly state: HandlerRunState;
  readonly attempts: number;
  /** Class and code of the last error. */
  readonly lastError: string | null;
  /** When it ended, or when it was due first. */
  readonly at: Date;
}

/** One thing that happened. */
export type TimelineEntry =
  | { readonly kind: 'event'; readonly at: Date; readonly event: IdenfyVerificationEvent }
  | {
      readonly kind: 'access';
      readonly at: Date;
      readonly access: IdenfyAccessRecord;
      /** Why; null where no reason was given, and once it was erased. */
      readonly reason: string | null;
    }
  | { readonly kind: 'handler'; readonly at: Date; readonly call: HandlerCall };

/** What happened to a verification, newest first. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  /** Whether there are older ones. */
  readonly isCut: boolean;
}

/** Puts together what happened to a verification: changes, notes, what staff read and decided, and the calls of handlers. */
@Injectable()
export class CaseTimelines {
  constructor(
    private readonly database: Database,
    private readonly texts: FreeTexts,
  ) {}

  async of({ id }: Pick<IdenfyVerification, 'id'>): Promise<Timeline> {
    const [events, accesses, calls] = await Promise.all([
      this.events(id),
      this.accesses(id),
      this.handlerCalls(id),
    ]);
    const all = [...events, ...accesses, ...calls].toSorted(
      (one, other) => other.at.getTime() - one.at.getTime(),
    );
    const isCut = [events, accesses, calls].some(({ length }) => length > MOST_ENTRIES);
    return { entries: all.slice(0, MOST_ENTRIES), isCut: isCut || all.length > MOST_ENTRIES };
  }

  private async events(verificationId: string): Promise<TimelineEntry[]> {
    const events = await this.database.run((manager) =>
      manager.find(IdenfyVerificationEvent, {
        where: { verificationId },
        order: { id: 'DESC' },
        take: MOST_ENTRIES + 1,
      }),
    );
    const notes = await this.texts.of(events.map(({ noteDigest: digest }) => ({ digest, verificationId })));
    return events.map((event, index) => {
      event.note ??= notes[index] ?? null;
      return { kind: 'event', at: event.at, event };
    });
  }

  private async accesses(verificationId: string): Promise<TimelineEntry[]> {
    const accesses = await this.database.run((manager) =>
      manager.find(IdenfyAccessRecord, {
        where: { verificationId },
        order: { id: 'DESC' },
        take: MOST_ENTRIES + 1,
      }),
    );
    const reasons = await this.texts.of(
      accesses.map(({ reasonDigest: digest }) => ({ digest, verificationId })),
    );
    return accesses.map((access, index) => ({
      kind: 'access',
      at: access.at,
      access,
      reason: reasons[index] ?? null,
    }));
  }

  /** Found by the unique index over handler and event: few handlers are known, and few events are about one verification. */
  private async handlerCalls(verificationId: string): Promise<TimelineEntry[]> {
    const { event, handler, handlerRun } = this.database.tables;
    const calls = await this.database.query<HandlerCall[]>(
      `select r.id, r.handler, r.state, r.attempts, r.last_error as "lastError", coalesce(r.finished_at, r.created_at) as at
         from (select distinct name from ${handler}) h
         join ${handlerRun} r
           on r.handler = h.name
          and r.event_id = any(array(select e.id from ${event} e where e.verification_id = $1))
        order by r.id desc
        limit $2`,
      [verificationId, MOST_ENTRIES + 1],
    );
    return calls.map((call) => ({ kind: 'handler', at: call.at, call }));
  }
}
