import type { Readable } from 'node:stream';

/** A request body that is produced while it is sent. Once the call has ended, nothing more of it is sent. */
export interface StreamedBody {
  /** Exact length in bytes. */
  contentLength: number;
  stream: Readable;
  /** The encoding in which the stream's text is sent. @default 'utf8' */
  textEncoding?: 'utf8' | 'latin1';
}

/** Options of a single call. */
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

  /** Replaces the request as body. Called anew for every attempt. */
  body?: () => StreamedBody;

  /**
   * Fields of the request that the host's own defaults filled in: when iDenfy refuses one of them, the operator is at
   * fault and not the person. @default []
   */
  defaultedFields?: readonly string[];
}
