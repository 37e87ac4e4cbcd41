import type { OpenEnum } from './open-enum.js';

/** Age estimated from the selfie (S3 and, for 8, 16 and 21, OAS). */
export const AGE_ESTIMATES = [
  'UNDER_8',
  'OVER_8',
  'UNDER_13',
  'OVER_13',
  'OVER_16',
  'OVER_18',
  'OVER_21',
  'OVER_22',
  'OVER_25',
  'OVER_30',
] as const;

/** An estimated age. */
export type AgeEstimate = OpenEnum<(typeof AGE_ESTIMATES)[number]>;
