import type { OpenEnum } from './open-enum.js';
import type { RiskLevel } from './risk-level.js';

/** Results of the comparison of a bank card (OAS). */
export const BANK_CARD_STATUSES = ['NOT_COMPARED', 'MATCH', 'NO_MATCH'] as const;

/** Why a bank card does not match (OAS). */
export const BANK_CARD_NO_MATCH_REASONS = [
  'NAME_MISMATCH',
  'NUMBER_MISMATCH',
  'NAME_NOT_FOUND',
  'NUMBER_NOT_FOUND',
  'LIVENESS_FAILED',
] as const;

/** What became of the check of the bank card (OAS). */
export interface BankCardVerification {
  id?: string | null;
  status?: OpenEnum<(typeof BANK_CARD_STATUSES)[number]> | null;
  noMatchReason?: OpenEnum<(typeof BANK_CARD_NO_MATCH_REASONS)[number]> | null;
  name?: string | null;
  firstSix?: string | null;
  lastFour?: string | null;
  expiryDate?: string | null;
  nameMatch?: boolean | null;
  lastFourMatch?: boolean | null;
}

/** What the bank told (OAS). */
export interface BankVerification {
  id?: string | null;
  country?: string | null;
  bank?: string | null;
  accounts?: Record<string, unknown>[] | null;
  riskLevel?: RiskLevel | null;
}
