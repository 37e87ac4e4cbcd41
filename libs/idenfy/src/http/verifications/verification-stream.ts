import { Injectable } from '@nestjs/common';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { HashKey } from '../../privacy/hash-key.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { VerificationFeed } from '../../verifications/verification-feed.js';
import { type IdenfyCaller, isStaff } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { EventStreams, RECONNECT_AFTER_MS } from '../streams/event-streams.js';
import { streamedEvent, type StreamedEvent, type StreamReply } from '../streams/open-stream.js';
import { verificationFor } from './verification.views.js';

/** The Server-Sent Events of a verification. */
@Injectable()
export class VerificationStream {
  /** What is sent of a row, made once for all streams that follow it. */
  readonly #states = new WeakMap<IdenfyVerification, { person?: StreamedEvent; staff?: StreamedEvent }>();

  constructor(
    private readonly feed: VerificationFeed,
    private readonly streams: EventStreams,
    private readonly hashKey: HashKey,
    private readonly verifications: IdenfyVerifications,
  ) {}

  /**
   * Answers with the current projection, unless `Last-Event-ID` says that the client has it, then with the projection again
   * whenever it changes. The access policy is asked again before a change is sent.
   *
   * @throws IdenfyUnavailableError when this process has as many streams as it may have
   */
  begin(
    verification: IdenfyVerification,
    caller: IdenfyCaller,
    request: IdenfyHttpRequest,
    reply: StreamReply,
  ): void {
    const stream = this.streams.open(caller, request, reply);
    if (stream.isOver) return;
    let newestId = stream.lastId;
    const sendNews = (row: IdenfyVerification, send: (state: StreamedEvent) => void): void => {
      const state = this.#stateOf(row, caller);
      if (state.id === newestId) return;
      newestId = state.id;
      send(state);
    };
    sendNews(verification, (state) => stream.send(state));
    stream.onEnd = this.feed.follow(verification.id, {
      version: verification.version,
      // asked only when something is sent: an end of the stream at a hidden change would tell of it
      next: (row) => sendNews(row, (state) => this.streams.sendIfLoggedIn(stream, state)),
    });
  }

  /** The id is a keyed hash of what the caller may see: a version would tell of changes that they may not see. */
  #stateOf(row: IdenfyVerification, caller: IdenfyCaller): StreamedEvent {
    const states = this.#states.get(row) ?? {};
    this.#states.set(row, states);
    const stateOf = (): StreamedEvent => {
      const data = JSON.stringify(verificationFor(caller, row, this.verifications.continueUrl(row)));
      return streamedEvent(this.hashKey.hash('eventStream', data), data, { retry: RECONNECT_AFTER_MS });
    };
    return isStaff(caller) ? (states.staff ??= stateOf()) : (states.person ??= stateOf());
  }
}
