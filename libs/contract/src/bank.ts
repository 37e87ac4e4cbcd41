import type { OpenEnum } from './open-enum.js';
import type { RiskLevel } from './tags.js';

/** Results of the bank card comparison (OAS). */
export const BANK_CARD_STATUSES = ['NOT_COMPARED', 'MATCH', 'NO_MATCH'] as const;

/** Why a bank card does not match (OAS). */
export const BANK_CARD_NO_MATCH_REASONS = [
  'NAME_MISMATCH',
  'NUMBER_MISMATCH',
  'NAME_NOT_FOUND',
  'NUMBER_NOT_FOUND',
  'LIVENESS_FAILED',
] as const;

/** Result of the bank card check (OAS). */
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

/** Balances of a bank account, in its currency (OAS). */
export interface BankBalances {
  bookedBalance?: number | null;
  availableBalance?: number | null;
}

/** One account of the bank check (OAS). */
export interface BankAccount {
  id?: string | null;
  /** ISO 4217. */
  currency?: string | null;
  name?: string | null;
  iban?: string | null;
  transactionsCount?: number | null;
  balancesOverview?: BankBalances | null;
}

/** Result of the bank check (OAS). */
export interface BankVerification {
  id?: string | null;
  country?: string | null;
  bank?: string | null;
  accounts?: BankAccount[] | null;
  riskLevel?: RiskLevel | null;
}
