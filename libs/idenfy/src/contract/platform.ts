import type { OpenEnum } from './open-enum.js';

/** Where the person went through the verification (OAS). */
export const PLATFORMS = ['PC', 'MOBILE', 'TABLET', 'MOBILE_APP', 'MOBILE_SDK', 'OTHER'] as const;

/** Where the person went through the verification. */
export type Platform = OpenEnum<(typeof PLATFORMS)[number]>;
