/** What `GET /_simulator/requests` tells of a request. */
export interface SimulatedRequest {
  readonly method: string;
  /** With its query; an `authToken` in it is masked. */
  readonly path: string;
  /** Lower-case names; credentials are masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed if it was JSON, else text; pictures are cut, tokens are masked. Null when there was none. */
  readonly body: unknown;
  /** Null when the connection was cut without an answer. */
  readonly status: number | null;
  /** Simulated time. */
  readonly at: string;
}
