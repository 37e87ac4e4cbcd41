/** Who did something. A person's id is their clientId. */
export interface Actor {
  readonly kind: 'person' | 'staff' | 'system';
  readonly id: string;
}

export const IDENFY: Actor = { kind: 'system', id: 'idenfy' };
export const SYSTEM: Actor = { kind: 'system', id: 'system' };

/** How history names somebody. People it is about are not named: history outlives the erasure of their data. */
export function nameInHistory({ kind, id }: Actor): string {
  return kind === 'person' ? 'person' : id;
}
