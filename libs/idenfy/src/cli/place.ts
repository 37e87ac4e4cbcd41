/** Flags that say where in the database the tables stand. */
export const PLACE_OPTIONS = { schema: { type: 'string' }, prefix: { type: 'string' } } as const;

/** What `PLACE_OPTIONS` were given. */
export interface Place {
  readonly schema?: string | undefined;
  readonly prefix?: string | undefined;
}
