import { FRAUD_TAGS, type MISMATCH_TAGS, RISK_LEVELS } from '@nestjs-idenfy/contract';

type Tags = readonly ((typeof FRAUD_TAGS)[number] | (typeof MISMATCH_TAGS)[number])[];

const NO_TAGS: Tags = [];

/**
 * Every check whose result can be chosen, and the tags that each result brings. The first result of a check is the usual
 * one. A given tag implies the first result that brings it, so that a suspicion and its tags always agree.
 */
export const CHECK_RESULTS = {
  /** Persons and companies in lists, and news. */
  aml: {
    CLEAR: NO_TAGS,
    PEP: ['AML_SUSPECTION'],
    ADVERSE_MEDIA: ['AML_SUSPECTION'],
    SANCTION: ['SANCTIONS_SUSPECTION'],
    FAILED: ['AML_FAILED'],
    SANCTIONS_FAILED: ['SANCTIONS_FAILED'],
  },
  /** Register of lost and invalid documents. */
  lid: { CLEAR: NO_TAGS, FOUND: ['LID_SUSPECTION'], FAILED: ['LID_FAILED'] },
  criminal: { CLEAR: NO_TAGS, FOUND: ['CRIMINAL_SUSPECTED'], FAILED: ['CRIMINAL_CHECK_FAILED'] },
  registry: { MATCH: NO_TAGS, NO_MATCH: ['REGISTRY_CENTER_INFO_MISMATCH'], FAILED: ['RC_FAILED'] },
  driverLicense: { MATCH: NO_TAGS, NO_MATCH: ['DRIVER_LICENSE_INFO_MISMATCH'], FAILED: ['DL_FAILED'] },
  address: { VERIFIED: NO_TAGS, PARTIALLY_VERIFIED: NO_TAGS, UNVERIFIED: ['ADDRESS_UNVERIFIED'] },
  /** The address that a reviewer read in a utility bill. */
  manualAddress: { MATCH: NO_TAGS, NO_MATCH: ['UTILITY_ADDRESS'] },
  /** Global data sources. */
  gdc: { MATCH: NO_TAGS, NO_MATCH: NO_TAGS },
  email: { VERIFIED: NO_TAGS, UNVERIFIED: NO_TAGS },
  phone: { VERIFIED: NO_TAGS, UNVERIFIED: NO_TAGS },
  bank: withoutTags('LOW', RISK_LEVELS),
  bankCard: {
    MATCH: NO_TAGS,
    NAME_MISMATCH: NO_TAGS,
    NUMBER_MISMATCH: NO_TAGS,
    NAME_NOT_FOUND: NO_TAGS,
    NUMBER_NOT_FOUND: NO_TAGS,
    LIVENESS_FAILED: NO_TAGS,
    NOT_COMPARED: NO_TAGS,
  },
  risk: withoutTags('LOW', RISK_LEVELS),
  ipProxy: withoutTags('LOW', RISK_LEVELS),
  face: { UNIQUE: NO_TAGS, DUPLICATE: ['DUPLICATE_FACE'] },
  documentFace: { UNIQUE: NO_TAGS, DUPLICATE: ['DUPLICATE_DOC_FACE'] },
  /** The additional steps, all together. */
  steps: {
    VALID: NO_TAGS,
    INVALID: ['INVALID_ADDITIONAL_STEP'],
    NOT_FOUND: ['ADDITIONAL_STEP_NOT_FOUND'],
    MISMATCH: ['ADDITIONAL_STEP_INFORMATION_MISMATCH'],
    EXPIRED: ['EXPIRED_ADDITIONAL_STEP_INFORMATION'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Tags>>>>;

/** The first level is the usual one. */
function withoutTags(usual: string, others: readonly string[]): Readonly<Record<string, Tags>> {
  return Object.fromEntries([usual, ...others].map((name) => [name, NO_TAGS]));
}

/** The name of a check. */
export type CheckName = keyof typeof CHECK_RESULTS;

export const CHECK_NAMES = Object.keys(CHECK_RESULTS) as readonly CheckName[];

/** Chosen results: the name of a check → the name of a result. */
export type ChosenChecks = { readonly [Check in CheckName]?: string };

/** The names of the results of a check, the usual one first. */
export function resultsOfCheck(check: CheckName): readonly string[] {
  return Object.keys(CHECK_RESULTS[check]);
}

/** The tags that chosen results bring. */
export function tagsOfChecks(checks: ChosenChecks): { fraudTags: string[]; mismatchTags: string[] } {
  const known: readonly string[] = FRAUD_TAGS;
  const tags = CHECK_NAMES.flatMap((check) => tagsOf(check, checks[check]));
  return {
    fraudTags: tags.filter((tag) => known.includes(tag)),
    mismatchTags: tags.filter((tag) => !known.includes(tag)),
  };
}

/** The result that one of the tags implies. */
export function resultImpliedBy(tags: readonly string[], check: CheckName): string | undefined {
  return resultsOfCheck(check).find((result) => tagsOf(check, result).some((tag) => tags.includes(tag)));
}

function tagsOf(check: CheckName, result: string | undefined): Tags {
  const results: Readonly<Record<string, Tags>> = CHECK_RESULTS[check];
  return result === undefined ? NO_TAGS : (results[result] ?? NO_TAGS);
}
