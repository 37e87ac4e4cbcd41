/** Where the server listens that stands for iDenfy. */
export interface Target {
  readonly sinkPort: number;
}
