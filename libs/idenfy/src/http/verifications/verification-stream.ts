import { Injectable, type MessageEvent } from '@nestjs/common';
import { concatMap, filter, map, type Observable, of, startWith, tap } from 'rxjs';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { HashKey } from '../../privacy/hash-key.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { VerificationFeed } from '../../verifications/verification-feed.js';
import type { IdenfyCaller } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { EventStreams, RECONNECT_AFTER_MS } from '../streams/event-streams.js';
import { verificationFor } from './verification.views.js';

/** The Server-Sent Events of a verification. */
@Injectable()
export class VerificationStream {
  constructor(
    private readonly feed: VerificationFeed,
    private readonly streams: EventStreams,
    private readonly hashKey: HashKey,
    private readonly verifications: IdenfyVerifications,
  ) {}

  /**
   * The current projection, unless `Last-Event-ID` says that the client has it, then the projection again whenever it
   * changes. The access policy is asked again before a change is sent.
   *
   * @throws IdenfyUnavailableError through the observable, when this process has as many streams as it may have
   */
  of(
    verification: IdenfyVerification,
    caller: IdenfyCaller,
    request: IdenfyHttpRequest,
  ): Observable<MessageEvent> {
    let lastId = request.headers['last-event-id']?.toString();
    return this.streams.of(caller, request, {
      lastId: () => lastId,
      events: (ifLoggedIn) =>
        this.feed.watch(verification.id).pipe(
          startWith(verification),
          map((row) => ({ row, state: this.#stateOf(row, caller) })),
          filter(({ state: { id } }) => id !== lastId),
          tap(({ state: { id } }) => (lastId = id)),
          // asked only when something is sent: an end of the stream at a hidden change would tell of it
          concatMap(({ row, state }) => (row === verification ? of(state) : ifLoggedIn(state))),
        ),
    });
  }

  /** The id is a keyed hash of what the caller may see: a version would tell of changes that they may not see. */
  #stateOf(row: IdenfyVerification, caller: IdenfyCaller): MessageEvent & { readonly id: string } {
    const data = JSON.stringify(verificationFor(caller, row, this.verifications.continueUrl(row)));
    return { id: this.hashKey.hash('eventStream', data), data, retry: RECONNECT_AFTER_MS };
  }
}
