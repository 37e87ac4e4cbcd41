/** Where the server listens that replaces iDenfy. */
export interface Target {
  readonly sinkPort: number;
}
