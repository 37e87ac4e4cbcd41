/**
 * A call of the handler of `ours.ts`: the scanRef, whether the verdict was final, and when, in milliseconds of a clock that all
 * processes of this machine share.
 */
export type HandlerCall = readonly [scanRef: string, final: boolean, at: number];

/** The calls in all of these processes. @param ports where they listen */
export async function callsIn(ports: readonly number[]): Promise<readonly HandlerCall[]> {
  const lists = await Promise.all(
    ports.map(async (port) => {
      const response = await fetch(`http://127.0.0.1:${port}/bench/calls`);
      return (await response.json()) as readonly HandlerCall[];
    }),
  );
  return lists.flat();
}

/**
 * Each handler run was called once, and of each verification the provisional verdict before the final one.
 *
 * @param runs how many runs the database has
 * @throws otherwise
 */
export function requireOrder(calls: readonly HandlerCall[], runs: number): void {
  if (calls.length !== runs) throw new Error(`The handler was called ${calls.length} times for ${runs} runs`);
  const provisionalAt = new Map<string, number>();
  const finalAt = new Map<string, number>();
  for (const [scanRef, final, at] of calls) {
    const known = final ? finalAt : provisionalAt;
    if (known.has(scanRef)) throw new Error(`The handler was called twice for one verdict of ${scanRef}`);
    known.set(scanRef, at);
  }
  for (const [scanRef, at] of provisionalAt) {
    if (at > (finalAt.get(scanRef) ?? -Infinity))
      throw new Error(
        `The handler was called for the final verdict of ${scanRef} before the provisional one`,
      );
  }
}
