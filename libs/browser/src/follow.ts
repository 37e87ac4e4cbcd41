import { EventReader, type StreamedEvent } from './event-stream.js';
import { IdenfyRequestError, isTemporary } from './request-error.js';
import { pause, type WakeUps, wakeUpsOfPage } from './wake-ups.js';

/** How a verification is followed. */
export interface FollowOptions {
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal;

  /**
   * Whether the event stream is read; otherwise the state is asked for at growing intervals.
   * @default whether `fetch` gives bodies in pieces, which it does not in React Native
   */
  readonly streams?: boolean;

  /** The first interval where the state is asked for, in milliseconds. It grows by half, up to 30,000. @default 2_000 */
  readonly pollMs?: number;

  /**
   * When to ask and reconnect at once; call `wake` then, and return what ends it. In React Native: when `AppState` is active.
   * @default when the tab is visible again, and when the network is back
   */
  readonly wakeUps?: WakeUps;
}

/** What is followed, and the requests for it. */
export interface Followed<State> {
  /** The event stream; null where its body cannot be read in pieces. */
  open(lastEventId: string | null, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null>;
  get(signal: AbortSignal): Promise<State>;
  /** What an event means, where each one counts. @default its data, which is passed on when it differs from what came before */
  stateOf?(event: StreamedEvent): State;
  renewLogin(): void;
  /** Whether no further state is expected. */
  isOver(state: State): boolean;
}

/** A stream without a first byte within this time is held back by a proxy, in milliseconds. */
const FIRST_BYTE_MS = 10_000;

/** A stream without a byte for this time is dead: heartbeats come at least once in a minute. In milliseconds. */
const SILENCE_MS = 75_000;

const LONGEST_WAIT_MS = 60_000;
const LONGEST_POLL_MS = 30_000;

type Ending =
  'over' | 'aborted' | 'woken' | 'ended' | 'unauthenticated' | 'superseded' | 'unreadable' | 'silent';

/** Yields the state now and each later one, until no further one is expected. */
export async function* follow<State>(
  followed: Followed<State>,
  options: FollowOptions,
): AsyncGenerator<State, void> {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  options.signal?.addEventListener('abort', leave);
  if (options.signal?.aborted) leave();
  try {
    yield* new Follower(followed, options, leaving.signal).states();
  } finally {
    options.signal?.removeEventListener('abort', leave);
    leave();
  }
}

class Follower<State> {
  readonly #wakeUps: WakeUps;
  readonly #pollMs: number;
  #streams: boolean;
  #lastState = '';
  #lastEventId: string | null = null;
  #reconnectMs = 3_000;
  #failures = 0;

  constructor(
    private readonly followed: Followed<State>,
    { streams = canStream(), pollMs = 2_000, wakeUps = wakeUpsOfPage }: FollowOptions,
    private readonly signal: AbortSignal,
  ) {
    this.#streams = streams;
    this.#pollMs = pollMs;
    this.#wakeUps = wakeUps;
  }

  async *states(): AsyncGenerator<State, void> {
    while (!this.signal.aborted) {
      const ending = this.#streams ? yield* this.#streamed() : yield* this.#polled(false);
      switch (ending) {
        case 'over':
        case 'aborted':
          return;
        case 'woken':
          break;
        case 'unreadable':
          this.#streams = false;
          break;
        case 'unauthenticated':
          this.followed.renewLogin();
          if (this.#failures++ > 0) await this.#backOff(0);
          break;
        case 'superseded':
        case 'silent':
          // other tabs follow, or a proxy holds the stream back: another try is worth it when the tab is used again
          if ((yield* this.#polled(true)) !== 'woken') return;
          break;
        case 'ended':
          await this.#backOff(0);
      }
    }
  }

  /** Reads one event stream until its end. */
  async *#streamed(): AsyncGenerator<State, Ending> {
    const closing = new AbortController();
    let ending: Ending = 'silent';
    const close = (why: Ending): void => {
      ending = why;
      closing.abort();
    };
    const leave = (): void => close('aborted');
    const stopListening = this.#wakeUps(() => close('woken'));
    this.signal.addEventListener('abort', leave);
    let timer = setTimeout(close, FIRST_BYTE_MS, 'silent');
    try {
      const body = await this.followed.open(this.#lastEventId, closing.signal);
      if (!body) return 'unreadable';
      const [reader, events] = [body.getReader(), new EventReader()];
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'ended';
        clearTimeout(timer);
        timer = setTimeout(close, SILENCE_MS, 'ended');
        for (const event of events.read(value)) {
          const { type, data, id, retryMs } = event;
          if (id !== undefined) this.#lastEventId = id;
          if (retryMs !== undefined) this.#reconnectMs = retryMs;
          if (type === 'unauthenticated' || type === 'superseded') return type;
          if (data === '') continue;
          this.#failures = 0;
          const state = this.followed.stateOf?.(event) ?? (JSON.parse(data) as State);
          if (this.#isNew(state)) yield state;
          if (this.followed.isOver(state)) return 'over';
        }
      }
    } catch (error) {
      if (closing.signal.aborted) return ending;
      await this.#backOff(retryAfterMs(error));
      return 'woken';
    } finally {
      clearTimeout(timer);
      stopListening();
      this.signal.removeEventListener('abort', leave);
      closing.abort();
    }
  }

  /** Asks at growing intervals. @param untilWoken otherwise to the end */
  async *#polled(untilWoken: boolean): AsyncGenerator<State, Ending> {
    let waitMs = this.#pollMs;
    for (;;) {
      let atLeastMs = 0;
      try {
        const state = await this.followed.get(this.signal);
        if (this.#isNew(state)) {
          waitMs = this.#pollMs;
          yield state;
        }
        if (this.followed.isOver(state)) return 'over';
      } catch (error) {
        if (this.signal.aborted) return 'aborted';
        atLeastMs = retryAfterMs(error);
      }
      const woken = await pause(Math.max(waitMs, atLeastMs), this.#wakeUps, this.signal);
      if (this.signal.aborted) return 'aborted';
      if (woken && untilWoken) return 'woken';
      waitMs = woken ? this.#pollMs : Math.min(waitMs * 1.5, LONGEST_POLL_MS);
    }
  }

  #isNew(state: State): boolean {
    if (this.followed.stateOf) return true;
    const text = JSON.stringify(state);
    const isNew = text !== this.#lastState;
    this.#lastState = text;
    return isNew;
  }

  /** Waits before the next stream: longer after each failure, and not the same time in every tab. */
  async #backOff(atLeastMs: number): Promise<void> {
    const longestMs = Math.min(this.#reconnectMs * 2 ** this.#failures++, LONGEST_WAIT_MS);
    const waitMs = longestMs * (0.5 + Math.random() / 2);
    await pause(Math.max(waitMs, atLeastMs), this.#wakeUps, this.signal);
  }
}

function canStream(): boolean {
  return typeof Response !== 'undefined' && 'body' in Response.prototype;
}

function mayPass({ status, retryable }: IdenfyRequestError): boolean {
  return status === 0 ? retryable : isTemporary(status);
}

/** The time to wait after a failure that may pass. @throws any other failure */
function retryAfterMs(error: unknown): number {
  if (error instanceof IdenfyRequestError && mayPass(error)) return (error.retryAfterSeconds ?? 0) * 1_000;
  if (error instanceof TypeError) return 0; // the connection broke while the stream was read
  throw error;
}
