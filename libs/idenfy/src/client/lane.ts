import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from 'cockatiel';
import { Circuit } from './circuit/circuit.js';
import type { ResolvedHttpOptions } from './client.options.js';
import type { IdenfyClock } from './clock.js';
import type { Outcome } from './call/outcome.js';
import { LaneAgents } from './transport/lane-agents.js';

/** Why a lane did not let a call through. */
export type Refusal = { kind: 'full' } | { kind: 'open'; retryAfterSeconds: number };

/** What belongs to one account alone: its connections, its places in flight and its circuit. */
export class Lane {
  readonly agents: LaneAgents;
  readonly circuit: Circuit;
  readonly #bulkhead: BulkheadPolicy;

  constructor(options: ResolvedHttpOptions, clock: IdenfyClock) {
    this.agents = new LaneAgents(options.maxInFlight);
    this.circuit = new Circuit(options.circuit, clock);
    this.#bulkhead = bulkhead(options.maxInFlight, options.maxWaiting);
  }

  /** Runs `work` when there is a place for it, unless the circuit is open by then. */
  async run(work: () => Promise<Outcome>, refused: (refusal: Refusal) => Outcome): Promise<Outcome> {
    const guarded = () =>
      this.circuit.run(work, (retryAfterSeconds) => refused({ kind: 'open', retryAfterSeconds }));
    try {
      return await this.#bulkhead.execute(guarded);
    } catch (error) {
      if (error instanceof BulkheadRejectedError) {
        return refused({ kind: 'full' });
      }
      throw error;
    }
  }
}
