/**
 * How much of our memory and time uploads may take. Replace it by dependency injection:
 * `{ provide: DocumentsSettings, useValue: { ...new DocumentsSettings(), maxWaiting: 10 } }`.
 */
export class DocumentsSettings {
  /**
   * Bytes of all uploads that are read or sent at the same time; others wait, their bodies unread. Three or four
   * of the largest uploads fit, and dozens of usual ones.
   */
  readonly maxBytesAtOnce: number = 60_000_000;

  /** Uploads that may wait for their turn; more are turned away with 503 at once. */
  readonly maxWaiting: number = 100;

  /** Longest wait for a turn, in milliseconds; then 503. */
  readonly maxWaitMs: number = 30_000;

  /** Longest time for a body to arrive, in milliseconds. */
  readonly timeoutMs: number = 120_000;

  /** Longest silence of a sender, in milliseconds. A slot is too precious to wait for somebody who is gone. */
  readonly silenceMs: number = 10_000;

  /** Whether `documentType` must be given. iDenfy's newest edition detects it; the reference does not say so. */
  readonly requiresDocumentType: boolean = true;
}
