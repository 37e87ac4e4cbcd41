import type { Readable } from 'node:stream';

/** A request body that is produced while it is sent. Once the call has ended, nothing of it is sent any more. */
export interface StreamedBody {
  /** Exact length in bytes. */
  contentLength: number;
  stream: Readable;
}

/** What may be said about a single call. */
export interface CallOptions {
  /** Name of the account to call with. @default 'default' */
  account?: string;

  /** Ends the call, also while it waits. iDenfy may have done the work nevertheless. */
  signal?: AbortSignal;

  /** Longest time for this call, in milliseconds. Never longer than `http.totalTimeoutMs`, which is the default. */
  totalTimeoutMs?: number;

  /** Values for the placeholders of the path. */
  pathParams?: { scanRef?: string };

  /** Added to the URL. */
  query?: Readonly<Record<string, string | number | undefined>>;

  /** Takes the place of the request as body. Called anew for every try. */
  body?: () => StreamedBody;

  /**
   * Fields of the request that the host's own defaults filled in: when iDenfy refuses one of them, it is the
   * operator's fault and not that of the person.
   */
  defaultedFields?: readonly string[];
}
