import type { CircuitOptions, HttpOptions } from './client.options.js';
import type { IdenfyClock } from './clock.js';
import type { Outcome } from './outcome.js';
import { SlidingCounter } from './sliding-counter.js';
import { Connections } from './transport.js';

/** Why a call was not sent: too many are in flight and waiting, or the circuit is open. */
export type Refusal = { kind: 'full' } | { kind: 'open'; retryAfterSeconds: number };

/** What limits the calls of one account, apart from those of all others: its connections, bulkhead and circuit. */
export class AccountLimits {
  readonly connections: Connections;
  readonly circuit: Circuit;
  readonly #bulkhead: Bulkhead;

  constructor(options: Readonly<HttpOptions>, clock: IdenfyClock) {
    this.connections = new Connections(options);
    this.circuit = new Circuit(options.circuit, clock);
    this.#bulkhead = new Bulkhead(options.maxInFlight, options.maxWaiting);
  }

  /** Runs `work` once the bulkhead has room for it, unless the circuit is open by then. */
  run(work: () => Promise<Outcome>, refused: (refusal: Refusal) => Outcome): Promise<Outcome> {
    return this.#bulkhead.run(
      () => this.circuit.run(work, (retryAfterSeconds) => refused({ kind: 'open', retryAfterSeconds })),
      () => refused({ kind: 'full' }),
    );
  }
}

/** Lets a number of calls run at the same time, and others wait in the order in which they came. */
class Bulkhead {
  #inFlight = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly maxInFlight: number,
    private readonly maxWaiting: number,
  ) {}

  async run<T>(work: () => Promise<T>, refused: () => T): Promise<T> {
    if (this.#inFlight < this.maxInFlight) {
      this.#inFlight++;
    } else if (this.#waiting.length < this.maxWaiting) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      return refused();
    }
    try {
      return await work();
    } finally {
      this.#handOver();
    }
  }

  // The one that waits longest takes over, so that no later call can take the room meanwhile.
  #handOver(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#inFlight--;
    } else {
      next();
    }
  }
}

/** Whether requests are sent to iDenfy: all of them, none, or one as a trial. */
export type CircuitState = 'closed' | 'open' | 'half-open';

type State =
  | { readonly name: 'closed' }
  | { readonly name: 'open'; readonly untilMs: number }
  | { readonly name: 'half-open'; readonly trial: Promise<void> };

const CLOSED: State = { name: 'closed' };

/**
 * Stops sending requests when a share of the operations within a sliding window failed.
 *
 * It counts operations, not attempts: an operation with four attempts is one failure. Once the pause is over, one
 * operation is let through as a trial while the others wait for its outcome, which closes the circuit or opens it again.
 */
export class Circuit {
  readonly #successes: SlidingCounter;
  readonly #failures: SlidingCounter;
  #state: State = CLOSED;

  constructor(
    private readonly options: Readonly<CircuitOptions>,
    private readonly clock: IdenfyClock,
  ) {
    this.#successes = new SlidingCounter(options.windowMs, clock);
    this.#failures = new SlidingCounter(options.windowMs, clock);
  }

  get state(): CircuitState {
    return this.#state.name;
  }

  /** Runs `work` and counts its outcome; answers `refused` when the circuit is open. */
  async run(work: () => Promise<Outcome>, refused: (retryAfterSeconds: number) => Outcome): Promise<Outcome> {
    for (let state = this.#state; state.name !== 'closed'; state = this.#state) {
      if (state.name === 'half-open') {
        await state.trial;
        continue;
      }
      const remainingMs = state.untilMs - this.clock.elapsedMs();
      return remainingMs > 0 ? refused(Math.max(1, Math.ceil(remainingMs / 1_000))) : this.#runTrial(work);
    }
    const outcome = await work();
    this.#count(outcome);
    return outcome;
  }

  #count(outcome: Outcome): void {
    if (isVendorFailure(outcome)) {
      this.#failures.add();
      if (this.#hasTooManyFailures()) this.#open();
    } else if (!isNeutral(outcome)) {
      this.#successes.add();
    }
  }

  #hasTooManyFailures(): boolean {
    const failures = this.#failures.total();
    const operations = failures + this.#successes.total();
    const { minimumOperations, failureRatio } = this.options;
    return operations >= minimumOperations && failures >= failureRatio * operations;
  }

  async #runTrial(work: () => Promise<Outcome>): Promise<Outcome> {
    let end = () => {};
    const halfOpen: State = { name: 'half-open', trial: new Promise((resolve) => (end = resolve)) };
    this.#state = halfOpen;
    let outcome: Outcome | undefined;
    try {
      outcome = await work();
      return outcome;
    } finally {
      this.#endTrial(halfOpen, outcome);
      end();
    }
  }

  // A trial without an answer of iDenfy must not close the circuit: here, a neutral outcome is a failure.
  #endTrial(halfOpen: State, outcome: Outcome | undefined): void {
    if (outcome === undefined || isVendorFailure(outcome) || isNeutral(outcome)) {
      this.#failures.add();
      this.#open();
      return;
    }
    this.#successes.reset();
    this.#failures.reset();
    this.#successes.add();
    if (this.#state === halfOpen) this.#state = CLOSED;
  }

  #open(): void {
    if (this.#state.name !== 'open') {
      this.#state = { name: 'open', untilMs: this.clock.elapsedMs() + this.options.halfOpenAfterMs };
    }
  }
}

/** Whether the failure is iDenfy's, so that it counts against the circuit. */
export function isVendorFailure({ kind }: Outcome): boolean {
  return kind === 'failed' || kind === 'timeout' || kind === 'network';
}

/** Whether nothing was learnt about iDenfy: the caller left, or no request was sent. */
function isNeutral({ kind }: Outcome): boolean {
  return kind === 'cancelled' || kind === 'not-sent';
}
