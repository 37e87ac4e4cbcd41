import type { SimulatedAccount } from '../options/simulated-account.js';
import type { Answer } from './answer.js';
import type { ReceivedBody } from './received-body.js';

/** A request that has been read. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: ReceivedBody;
  /** Segments of the path that stand for `:name` in the route. */
  readonly params: Readonly<Record<string, string>>;
}

/** An exchange whose caller has been recognised. */
export interface PartnerExchange extends Exchange {
  readonly account: SimulatedAccount;
}

/** One thing the simulator answers to. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for a segment that varies. */
  readonly path: string;
  readonly handle: (exchange: Exchange) => Answer | Promise<Answer>;
}
