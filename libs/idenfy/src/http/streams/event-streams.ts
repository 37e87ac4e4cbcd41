import { HttpException, Injectable, Logger, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  merge,
  Observable,
  ReplaySubject,
  Subject,
  takeUntil,
  takeWhile,
} from 'rxjs';
import { ClientOptions } from '../../client/client.options.js';
import { IdenfyClock } from '../../client/clock.js';
import { toErrorAnswer } from '../../errors/error-answer.js';
import { IdenfyUnauthenticatedError, IdenfyUnavailableError } from '../../errors/refusal.errors.js';
import { checkedCaller, type IdenfyCaller, isStaff, permissionsOf } from '../access/caller.js';
import { IdenfyAccess, type IdenfyHttpRequest } from '../access/idenfy-access.js';
import { stackWithoutMessage } from '../errors/http-error.js';
import { RestOptions } from '../rest.options.js';

/** Time after which a client reconnects, in milliseconds. */
export const RECONNECT_AFTER_MS = 3_000;

/** Streams that one person may have open, in several tabs say; one more ends the oldest. */
const STREAMS_OF_PERSON = 5;

/** The last event of a stream that ends because of its caller; after it, reconnecting is of no use. */
type LastEvent = 'unauthenticated' | 'superseded';

/** An event, or what ends the stream. */
export type Streamed = MessageEvent | LastEvent;

/** What a stream sends. */
export interface StreamContent {
  /** @param ifLoggedIn answers the event, or what ends the stream when the caller has lost their login or rights */
  readonly events: (ifLoggedIn: (event: MessageEvent) => Promise<Streamed>) => Observable<Streamed>;
  /** The id of the last event: a client that reconnects after another login still has that. */
  readonly lastId: () => string | undefined;
}

/**
 * What all streams of Server-Sent Events have in common: heartbeats, their number, their end with the service and with the
 * login of their caller, whom the access policy is asked about again every few minutes.
 */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  readonly #logger = new Logger('IdenfyEventStreams');
  readonly #closing = new ReplaySubject<void>(1);
  /** Person → what tells each of their streams that it is over, oldest first. */
  readonly #ofPersons = new Map<string, Subject<LastEvent>[]>();
  #open = 0;

  constructor(
    private readonly access: IdenfyAccess,
    private readonly clock: IdenfyClock,
    private readonly options: RestOptions,
    private readonly client: ClientOptions,
  ) {}

  /** @throws IdenfyUnavailableError through the observable, when this process has as many streams as it may have */
  of(
    caller: IdenfyCaller,
    request: IdenfyHttpRequest,
    { events, lastId }: StreamContent,
  ): Observable<MessageEvent> {
    return defer(() => {
      const { superseded, leave } = this.#enter(caller);
      const ifLoggedIn = async <T>(answer: T): Promise<T | LastEvent> =>
        (await this.#isStill(caller, request)) ? answer : 'unauthenticated';
      const checks = this.#every(this.options.streamCheckMs).pipe(concatMap(() => ifLoggedIn(null)));
      const heartbeat = this.#every(this.options.heartbeatMs).pipe(map(() => HEARTBEAT));
      return merge(events(ifLoggedIn), checks, heartbeat, superseded).pipe(
        filter((event) => event !== null),
        map((event) => (typeof event === 'string' ? lastEvent(event, lastId()) : event)),
        takeWhile(({ type }) => !isLastEvent(type), true),
        takeUntil(this.#closing),
        catchError((error) => this.#endedBy(error)),
        finalize(leave),
      );
    });
  }

  /** Open streams would block the shutdown of the HTTP server. */
  onModuleDestroy(): void {
    this.#closing.next();
  }

  #enter(caller: IdenfyCaller): { superseded: Observable<LastEvent>; leave: () => void } {
    if (this.#open >= this.client.http.maxStreams) {
      throw new IdenfyUnavailableError({
        message: 'Too many event streams are open at the moment; try again later.',
        retryAfterSeconds: 30,
      });
    }
    this.#open += 1;
    const superseded = new Subject<LastEvent>();
    const key = isStaff(caller) ? null : identityOf(caller);
    if (key !== null) {
      const streams = [...(this.#ofPersons.get(key) ?? []), superseded];
      this.#ofPersons.set(key, streams);
      if (streams.length > STREAMS_OF_PERSON) streams[0]?.next('superseded');
    }
    return {
      superseded,
      leave: () => {
        this.#open -= 1;
        if (key === null) return;
        const others = (this.#ofPersons.get(key) ?? []).filter((stream) => stream !== superseded);
        if (others.length > 0) this.#ofPersons.set(key, others);
        else this.#ofPersons.delete(key);
      },
    };
  }

  /** Whether the access policy still names the same caller with the same rights. */
  async #isStill(caller: IdenfyCaller, request: IdenfyHttpRequest): Promise<boolean> {
    try {
      const now = checkedCaller(await this.access.identify(request));
      return now !== null && identityOf(now) === identityOf(caller);
    } catch (error) {
      if (error instanceof HttpException && error.getStatus() < 500) return false;
      throw error;
    }
  }

  #every(ms: number): Observable<void> {
    return new Observable((subscriber) => {
      let stop = (): void => undefined;
      const next = (): void => {
        stop = this.clock.after(ms, () => {
          subscriber.next();
          next();
        });
      };
      next();
      return () => stop();
    });
  }

  #endedBy(error: unknown): Observable<never> {
    this.#logger.warn(`An event stream ended: ${stackWithoutMessage(error)}`);
    return EMPTY;
  }
}

/** A comment, which readers of event streams ignore: proxies close silent connections. */
const HEARTBEAT: MessageEvent = { comment: 'heartbeat' };

function isLastEvent(type: string | undefined): boolean {
  return type === 'unauthenticated' || type === 'superseded';
}

function lastEvent(type: LastEvent, id: string | undefined): MessageEvent {
  const reason = type === 'unauthenticated' ? toErrorAnswer(new IdenfyUnauthenticatedError()) : {};
  return { type, id: id ?? '', data: JSON.stringify(reason) };
}

function identityOf(caller: IdenfyCaller): string {
  return JSON.stringify(
    isStaff(caller)
      ? ['staff', caller.id, caller.account ?? null, permissionsOf(caller)]
      : ['person', caller.clientId, caller.account ?? 'default'],
  );
}
