/** How many bytes are to be filled up. */
export function paddingOf(bytes: number, smallest: number): number {
  if (Number.isInteger(bytes) && bytes >= smallest) return bytes - smallest;
  throw new RangeError(`the smallest sample of this kind has ${smallest} bytes`);
}
