/** Where a person stands with the host, derived from their attempts and the host's decisions. */
export const STANDINGS = ['NONE', 'PENDING', 'VERIFIED', 'REJECTED', 'EXPIRED'] as const;

export type Standing = (typeof STANDINGS)[number];
