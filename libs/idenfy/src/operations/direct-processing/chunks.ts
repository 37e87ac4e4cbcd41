/** A copy of what stands between two positions of the bytes that the chunks make up together. */
export function bytesBetween(chunks: Iterable<Buffer>, start: number, end: number): Buffer {
  const found: Buffer[] = [];
  let position = 0;
  for (const chunk of chunks) {
    if (position >= end) {
      break;
    }
    if (position + chunk.length > start) {
      found.push(chunk.subarray(Math.max(0, start - position), end - position));
    }
    position += chunk.length;
  }
  return Buffer.concat(found);
}

/** The same bytes in pieces of at most `size`, none of them copied. */
export function* inSteps(chunks: Iterable<Buffer>, size: number): Generator<Buffer> {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += size) {
      yield chunk.subarray(start, start + size);
    }
  }
}
