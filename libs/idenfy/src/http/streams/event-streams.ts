import { HttpException, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { ClientOptions } from '../../client/client.options.js';
import { IdenfyClock } from '../../client/clock.js';
import { toErrorAnswer } from '../../errors/error-answer.js';
import { IdenfyUnauthenticatedError, IdenfyUnavailableError } from '../../errors/refusal.errors.js';
import { forgetVerification } from '../access/access-context.js';
import { checkedCaller, type IdenfyCaller, isStaff, permissionsOf } from '../access/caller.js';
import { IdenfyAccess, type IdenfyHttpRequest } from '../access/idenfy-access.js';
import { stackWithoutMessage } from '../errors/http-error.js';
import { RestOptions } from '../rest.options.js';
import { OpenStream, type StreamedEvent, type StreamReply } from './open-stream.js';
import { SharedInterval } from './shared-interval.js';

/** Time after which a client reconnects, in milliseconds. */
export const RECONNECT_AFTER_MS = 3_000;

/** Streams that one person may have open, in several tabs say; one more ends the oldest. */
const STREAMS_OF_PERSON = 5;

/** A comment, which readers of event streams ignore: proxies close silent connections. */
const HEARTBEAT = ': heartbeat\n\n';

/**
 * What all streams of Server-Sent Events have in common: heartbeats, their number, their end with the service and with the
 * login of their caller, whom the access policy is asked about again every few minutes.
 *
 * They are written to the response itself: `@Sse()` of Nest keeps 34 kB for each of them on Express before anything of ours.
 */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  readonly #logger = new Logger('IdenfyEventStreams');
  readonly #open = new Set<OpenStream>();
  /** Person → their streams, oldest first. */
  readonly #ofPersons = new Map<string, OpenStream[]>();
  readonly #heartbeats: SharedInterval<OpenStream>;
  readonly #checks: SharedInterval<OpenStream>;
  #isClosing = false;

  constructor(
    private readonly access: IdenfyAccess,
    clock: IdenfyClock,
    { heartbeatMs, streamCheckMs }: RestOptions,
    private readonly client: ClientOptions,
  ) {
    this.#heartbeats = new SharedInterval(clock, heartbeatMs, (stream) => stream.write(HEARTBEAT));
    this.#checks = new SharedInterval(clock, streamCheckMs, (stream) => this.sendIfLoggedIn(stream));
  }

  /**
   * Answers with a stream that begins now, and on which `sendIfLoggedIn()` sends.
   *
   * @throws IdenfyUnavailableError when this process has as many streams as it may have
   */
  open(caller: IdenfyCaller, request: IdenfyHttpRequest, reply: StreamReply): OpenStream {
    if (this.#open.size >= this.client.http.maxStreams) {
      throw new IdenfyUnavailableError({
        message: 'Too many event streams are open at the moment; try again later.',
        retryAfterSeconds: 30,
      });
    }
    forgetVerification(request); // it would be kept as long as the stream
    const stream = new OpenStream(caller, request, reply, (ended) => this.#leave(ended));
    if (this.#isClosing || request.method === 'HEAD') stream.end();
    if (!stream.isOver) this.#enter(stream);
    return stream;
  }

  /** Sends the event, or ends the stream when the caller has lost their login or rights meanwhile; in the order of the calls. */
  sendIfLoggedIn(stream: OpenStream, event?: StreamedEvent): void {
    this.inOrder(stream, async () => {
      if (stream.isOver) return;
      if (!(await this.#isLoggedIn(stream))) stream.end('unauthenticated', UNAUTHENTICATED);
      else if (event) stream.send(event);
    });
  }

  /** Calls `send` when earlier calls are done; an error ends the stream. */
  inOrder(stream: OpenStream, send: () => Promise<void>): void {
    stream.inOrder(send, (error) => this.fail(stream, error));
  }

  /** Ends the stream, whose client opens another. */
  fail(stream: OpenStream, error: unknown): void {
    this.#logger.warn(`An event stream ended: ${stackWithoutMessage(error)}`);
    stream.end();
  }

  /** Open streams would block the shutdown of the HTTP server. */
  onModuleDestroy(): void {
    this.#isClosing = true;
    this.#open.forEach((stream) => stream.end());
  }

  #enter(stream: OpenStream): void {
    this.#open.add(stream);
    this.#heartbeats.add(stream);
    this.#checks.add(stream);
    if (isStaff(stream.caller)) return;
    const key = identityOf(stream.caller);
    const streams = [...(this.#ofPersons.get(key) ?? []), stream];
    this.#ofPersons.set(key, streams);
    if (streams.length > STREAMS_OF_PERSON) streams[0]?.end('superseded');
  }

  #leave(stream: OpenStream): void {
    this.#open.delete(stream);
    this.#heartbeats.delete(stream);
    this.#checks.delete(stream);
    if (isStaff(stream.caller)) return;
    const key = identityOf(stream.caller);
    const others = (this.#ofPersons.get(key) ?? []).filter((other) => other !== stream);
    if (others.length > 0) this.#ofPersons.set(key, others);
    else this.#ofPersons.delete(key);
  }

  /** Whether the access policy still names the same caller with the same rights. */
  async #isLoggedIn({ caller, request }: OpenStream): Promise<boolean> {
    try {
      const now = checkedCaller(await this.access.identify(request));
      return now !== null && identityOf(now) === identityOf(caller);
    } catch (error) {
      if (error instanceof HttpException && error.getStatus() < 500) return false;
      throw error;
    }
  }
}

const UNAUTHENTICATED = JSON.stringify(toErrorAnswer(new IdenfyUnauthenticatedError()));

function identityOf(caller: IdenfyCaller): string {
  return JSON.stringify(
    isStaff(caller)
      ? ['staff', caller.id, caller.account ?? null, permissionsOf(caller)]
      : ['person', caller.clientId, caller.account ?? 'default'],
  );
}
