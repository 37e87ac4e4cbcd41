/**
 * Values that iDenfy may extend at any time: the known ones, and any other string.
 * Unknown values are kept and passed on, never refused (iDenfy announces that new tags may appear: D:callbacks/Suspicions).
 */
export type OpenEnum<T extends string> = T | (string & {});
