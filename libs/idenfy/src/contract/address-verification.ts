import type { OpenEnum } from './open-enum.js';

/** Whether the address was confirmed (OAS). */
export const ADDRESS_STATUSES = ['VERIFIED', 'PARTIALLY_VERIFIED', 'UNVERIFIED'] as const;

/** How good the address is (OAS). */
export const ADDRESS_QUALITIES = ['EXCELLENT', 'GOOD', 'AVERAGE', 'POOR', 'BAD'] as const;

/** What became of the check of the address (OAS). */
export interface AddressVerification {
  address?: string | null;
  country?: string | null;
  status?: OpenEnum<(typeof ADDRESS_STATUSES)[number]> | null;
  accuracy?: number | null;
  quality?: OpenEnum<(typeof ADDRESS_QUALITIES)[number]> | null;
}
