import { type BodyLimits, eachChunk } from './each-chunk.js';
import type { RequestLike } from './request-like.js';

/**
 * The whole body, byte by byte as it was sent.
 *
 * @throws IdenfyUploadError 400 cut short, 408 too slow, 413 too large, 415 compressed
 */
export async function readBytes(request: RequestLike, limits: BodyLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await eachChunk(request, limits, (chunk) => void chunks.push(chunk));
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}
