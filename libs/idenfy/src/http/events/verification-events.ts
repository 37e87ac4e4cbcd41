import { Injectable, Logger, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import {
  catchError,
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  Observable,
  ReplaySubject,
  startWith,
  takeUntil,
} from 'rxjs';
import { IdenfyClock } from '../../client/clock.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { VerificationFeed } from '../../verification/verification-feed.js';
import type { IdenfyCaller } from '../access/caller.js';
import { withoutWords } from '../errors/without-words.js';
import { HttpSettings } from '../http-settings.js';
import { verificationFor } from '../views/verification.view.js';

/** How long a client waits before it comes back, in milliseconds. */
const COME_BACK_AFTER_MS = 3_000;

/** What a page hears of a verification while it is open. */
@Injectable()
export class VerificationEvents implements OnModuleDestroy {
  private readonly logger = new Logger(VerificationEvents.name);
  private readonly closing = new ReplaySubject<void>(1);

  constructor(
    private readonly feed: VerificationFeed,
    private readonly clock: IdenfyClock,
    private readonly settings: HttpSettings,
  ) {}

  /** The projection as it is now, then again whenever the projection changes; ends when the service does. */
  of(verification: IdenfyVerification, caller: IdenfyCaller): Observable<MessageEvent> {
    const projections = this.feed.watch(verification.id).pipe(
      startWith(verification),
      map((row) => JSON.stringify(verificationFor(caller, row))),
      distinctUntilChanged(),
      map((data): MessageEvent => ({ data, retry: COME_BACK_AFTER_MS })),
    );
    return merge(projections, this.heartbeat()).pipe(
      takeUntil(this.closing),
      catchError((error) => this.endedBy(error)),
    );
  }

  /** Open streams would keep the HTTP server, and so the whole shutdown, waiting. */
  onModuleDestroy(): void {
    this.closing.next();
  }

  /** A comment, which every reader of event streams passes over: proxies close connections that are silent. */
  private heartbeat(): Observable<MessageEvent> {
    return new Observable((subscriber) => {
      let stop = (): void => undefined;
      const next = (): void => {
        stop = this.clock.after(this.settings.heartbeatMs, () => {
          subscriber.next({ comment: 'heartbeat' });
          next();
        });
      };
      next();
      return () => stop();
    });
  }

  private endedBy(error: unknown): Observable<never> {
    this.logger.warn(`A stream of events ended: ${withoutWords(error)}`);
    return EMPTY;
  }
}
