import type { OpenEnum } from './open-enum.js';

/** Levels of risk: of the IP address (S3), of the assessment, of the bank (OAS). */
export const RISK_LEVELS = ['VERY_LOW', 'LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH', 'NOT_CHECKED'] as const;

/** A level of risk. */
export type RiskLevel = OpenEnum<(typeof RISK_LEVELS)[number]>;
