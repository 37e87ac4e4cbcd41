/** Who did something: the person themselves (`id` is their clientId), staff, or the system. */
export interface Actor {
  readonly kind: 'person' | 'staff' | 'system';
  readonly id: string;
}

/** iDenfy, in the history of what its webhooks changed. */
export const IDENFY: Actor = { kind: 'system', id: 'idenfy' };
/** This library, in the history of what sweeps and deadlines changed. */
export const SYSTEM: Actor = { kind: 'system', id: 'system' };

/** How history names an actor. A person is not named: history outlives the erasure of their data. */
export function nameInHistory({ kind, id }: Actor): string {
  return kind === 'person' ? 'person' : id;
}
