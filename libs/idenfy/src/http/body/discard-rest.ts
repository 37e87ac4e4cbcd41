import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MS = 5_000;

/**
 * Reads what is left of a refused body and throws it away. A connection closed with unread bytes is reset, and
 * the sender, still busy sending, would never see why. Nobody may keep us reading for long, though: who goes on
 * for more than a few seconds, or more than a few megabytes, is cut off.
 */
export function discardRest(request: IncomingMessage, { maxBytes = MAX_BYTES, maxMs = MAX_MS } = {}): void {
  if (request.readableEnded || request.destroyed) {
    return;
  }
  let room = maxBytes;
  const cutOff = (): void => void request.destroy();
  const timer = setTimeout(cutOff, maxMs).unref();
  const stop = (): void => clearTimeout(timer);
  request
    .on('data', (chunk: Buffer) => {
      room -= chunk.length;
      if (room < 0) {
        cutOff();
      }
    })
    .on('error', stop)
    .on('end', stop)
    .on('close', stop);
}
