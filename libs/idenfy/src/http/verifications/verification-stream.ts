import { Injectable } from '@nestjs/common';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { HashKey } from '../../privacy/hash-key.js';
import { VerificationFeed } from '../../verifications/verification-feed.js';
import { type IdenfyCaller, isStaff } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { EventStreams, RECONNECT_AFTER_MS } from '../streams/event-streams.js';
import { streamedEvent, type StreamedEvent, type StreamReply } from '../streams/open-stream.js';
import { type VerificationView, VerificationViews } from './verification.views.js';

/** The Server-Sent Events of a verification. */
@Injectable()
export class VerificationStream {
  /** The events of a row, made once for all streams that follow it. */
  readonly #states = new WeakMap<
    IdenfyVerification,
    { person?: StreamedEvent; staff?: Promise<StreamedEvent> }
  >();

  constructor(
    private readonly feed: VerificationFeed,
    private readonly streams: EventStreams,
    private readonly hashKey: HashKey,
    private readonly views: VerificationViews,
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
    const sendIfNew = (state: StreamedEvent, send: (state: StreamedEvent) => void): void => {
      if (state.id === newestId) return;
      newestId = state.id;
      send(state);
    };
    const sendNews = (row: IdenfyVerification, send: (state: StreamedEvent) => void): void => {
      if (!isStaff(caller)) return sendIfNew(this.#personState(row), send);
      this.streams.inOrder(stream, async () => sendIfNew(await this.#staffState(row), send));
    };
    sendNews(verification, (state) => stream.send(state));
    stream.onEnd = this.feed.follow(verification.id, {
      version: verification.version,
      // the access policy is asked only when something is sent: a stream that ended at a hidden change would reveal it
      next: (row) => {
        try {
          sendNews(row, (state) => this.streams.sendIfLoggedIn(stream, state));
        } catch (error) {
          this.streams.fail(stream, error); // the other followers go on
        }
      },
    });
  }

  #personState(row: IdenfyVerification): StreamedEvent {
    const states = this.#statesOf(row);
    return (states.person ??= this.#eventOf(this.views.forPerson(row)));
  }

  /** Reads the reason of a decision, if there is one. */
  #staffState(row: IdenfyVerification): Promise<StreamedEvent> {
    const states = this.#statesOf(row);
    return (states.staff ??= this.views.forStaff(row).then(
      (view) => this.#eventOf(view),
      (error: unknown) => {
        delete states.staff; // the next stream reads it again
        throw error;
      },
    ));
  }

  #statesOf(row: IdenfyVerification): { person?: StreamedEvent; staff?: Promise<StreamedEvent> } {
    const states = this.#states.get(row) ?? {};
    this.#states.set(row, states);
    return states;
  }

  /** The id is a keyed hash of what the caller may see: a version would tell of changes that they may not see. */
  #eventOf(view: VerificationView): StreamedEvent {
    const data = JSON.stringify(view);
    return streamedEvent(this.hashKey.hash('eventStream', data), data, { retry: RECONNECT_AFTER_MS });
  }
}
