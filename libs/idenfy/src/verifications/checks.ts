import {
  DOCUMENT_PASS,
  FACE_PASS,
  isJsonObject,
  type TokenRequest,
  type TokenResponse,
} from '@nestjs-idenfy/contract';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { isReviewed, rankOf, type StatusReport } from './merge.js';

/** The tags that speak against checks which have a section of their own in the result. */
const REPORTED = {
  checkAml: ['AML_SUSPECTION', 'AML_FAILED', 'SANCTIONS_SUSPECTION', 'SANCTIONS_FAILED'],
  checkLid: ['LID_SUSPECTION', 'LID_FAILED'],
  checkCriminal: ['CRIMINAL_SUSPECTED', 'CRIMINAL_CHECK_FAILED'],
  checkDriverLicense: ['DL_FAILED', 'DRIVER_LICENSE_INFO_MISMATCH'],
  verifyAddress: ['ADDRESS_UNVERIFIED'],
  verifyEmail: [],
  verifyPhone: [],
} as const satisfies Readonly<Partial<Record<keyof TokenRequest, readonly string[]>>>;

/** A switch of `/token` whose check has a section of its own in the signed result. */
type ReportedSwitch = keyof typeof REPORTED;

/** The same of checks that iDenfy reports by tags alone. */
const TAGGED = {
  checkLiveness: ['FACE_SUSPECTED', 'FAKE_PHOTO', 'VIRTUAL_CAMERA'],
  checkFaceBlacklist: ['FACE_BLACKLISTED'],
  checkDocFaceBlacklist: ['DOC_FACE_BLACKLISTED'],
  checkPersonBlacklist: ['DATA_BLACKLISTED'],
  checkDuplicateFaces: ['DUPLICATE_FACE'],
  checkDuplicateDocFaces: ['DUPLICATE_DOC_FACE'],
  checkDuplicatePersonalData: ['DUPLICATE_PERSONAL_DATA'],
} as const satisfies Readonly<Partial<Record<keyof TokenRequest, readonly string[]>>>;

/** Tags of the additional steps, which iDenfy judges together. */
const STEP_TAGS: readonly string[] = [
  'INVALID_ADDITIONAL_STEP',
  'ADDITIONAL_STEP_NOT_FOUND',
  'ADDITIONAL_STEP_INFORMATION_MISMATCH',
  'EXPIRED_ADDITIONAL_STEP_INFORMATION',
  'UTILITY_ADDRESS',
  'UTILITY_NAME',
  'EXPIRED_UTILITY_BILL',
  'UTILITY_ADDRESS_CHECK_FAILURE',
  'NOT_SUPPORTED_POA_DOCUMENT_TYPE',
  'NOT_SUPPORTED_POA_DOCUMENT_COUNTRY',
  'POA_COUNTRIES_MISMATCH',
  'POA_SCREENSHOT_DETECTED',
];

const TAGS_AGAINST: Readonly<Record<string, readonly string[]>> = { ...REPORTED, ...TAGGED };

/** A switch of `/token` whose outcome the signed result tells. */
export type CheckSwitch = keyof typeof REPORTED | keyof typeof TAGGED;

export const CHECK_SWITCHES = Object.keys(TAGS_AGAINST) as readonly CheckSwitch[];

const STEP = 'additionalSteps.';

/** The name of an additional step among the checks. */
function stepCheck(name: string): string {
  return STEP + name;
}

function isStepCheck(check: string): boolean {
  return check.startsWith(STEP);
}

/** Fields of a request, an answer or a level that ask for checks. */
export interface AskingFields extends Readonly<Partial<Record<CheckSwitch, boolean | null>>> {
  readonly tokenType?: string;
  readonly additionalSteps?: TokenRequest['additionalSteps'] | null;
}

/** The checks that a session asks for: what iDenfy answered counts before what was sent. */
export function askedChecks(request: TokenRequest, answer: TokenResponse): string[] {
  const sent: AskingFields = { tokenType: 'IDENTIFICATION', ...request };
  const answered: AskingFields = answer;
  return checksIn(Object.fromEntries(ASKING_FIELDS.map((name) => [name, answered[name] ?? sent[name]])));
}

const ASKING_FIELDS: readonly (keyof AskingFields)[] = ['tokenType', 'additionalSteps', ...CHECK_SWITCHES];

/** Of a token type that only older accounts have nothing is known. */
export function checksIn(fields: AskingFields): string[] {
  const { tokenType, additionalSteps } = fields;
  return [
    ...(tokenType === 'IDENTIFICATION' || tokenType === 'DOCUMENT' ? ['document'] : []),
    ...(tokenType === 'IDENTIFICATION' ? ['face'] : []),
    ...CHECK_SWITCHES.filter((name) => fields[name] === true),
    ...stepNames(additionalSteps).map(stepCheck),
  ];
}

/** The names of the steps, which are nested below country and document type. */
export function stepNames(steps: TokenRequest['additionalSteps'] | null): string[] {
  const byDocument = Object.values(steps ?? {}).flatMap((documents) => Object.values(documents ?? {}));
  return [
    ...new Set(byDocument.flatMap((named) => (Array.isArray(named) ? named : Object.keys(named ?? {})))),
  ];
}

/** The checks that a signed result reports as clean in a section of its own. */
export function reportedClean(payload: Readonly<Record<string, unknown>>): string[] {
  const reported: Readonly<Record<ReportedSwitch, boolean>> = {
    checkAml: isAmlClean(payload),
    checkLid: areServicesClean(payload['LID']),
    checkCriminal: areServicesClean(payload['CRIMINAL_CHECK']),
    checkDriverLicense: isDriverLicenseClean(payload['driverLicenseCheck']),
    verifyAddress: fieldOf(payload['addressVerification'], 'status') === 'VERIFIED',
    verifyEmail: fieldOf(payload['emailVerification'], 'emailVerified') === true,
    verifyPhone: fieldOf(payload['phoneVerification'], 'phoneVerified') === true,
  };
  const steps = payload['additionalSteps'];
  const areStepsValid = fieldOf(payload['status'], 'additionalSteps') === 'VALID' && isJsonObject(steps);
  return [
    ...Object.entries(reported).flatMap(([name, clean]) => (clean ? [name] : [])),
    ...(areStepsValid ? Object.keys(steps).map(stepCheck) : []),
  ];
}

const AML_CLEAN: readonly unknown[] = ['NO_FLAGS', 'FALSE_POSITIVE', 'NOT_SUSPECTED'];

/** Every form that the result has must be clean, and it must have one. */
function isAmlClean(payload: Readonly<Record<string, unknown>>): boolean {
  const forms = [
    { found: someOf(payload['AML']), isClean: areServicesClean },
    {
      found: fieldOf(payload['amlCheck'], 'overallStatus'),
      isClean: (status: unknown) => AML_CLEAN.includes(status),
    },
    {
      found: fieldOf(payload['status'], 'amlResultClass'),
      isClean: (status: unknown) => AML_CLEAN.includes(status),
    },
  ].filter(({ found }) => found !== undefined && found !== null);
  return forms.length > 0 && forms.every(({ found, isClean }) => isClean(found));
}

/** An empty list says nothing. */
function someOf(list: unknown): unknown {
  return Array.isArray(list) && list.length === 0 ? null : list;
}

function areServicesClean(services: unknown): boolean {
  if (!Array.isArray(services) || services.length === 0) return false;
  return services.every((service: unknown) => {
    const status = fieldOf(service, 'status');
    return (
      fieldOf(status, 'overallStatus') === 'NOT_SUSPECTED' &&
      fieldOf(status, 'checkSuccessful') !== false &&
      fieldOf(status, 'serviceUsed') !== false
    );
  });
}

function isDriverLicenseClean(check: unknown): boolean {
  if (!isJsonObject(check)) return false;
  const matches = Object.entries(check).flatMap(([name, value]) => (name.endsWith('Match') ? [value] : []));
  return matches.includes(true) && !matches.includes(false);
}

function fieldOf(value: unknown, field: string): unknown {
  return isJsonObject(value) ? value[field] : undefined;
}

type Results = Pick<
  IdenfyVerification,
  'fraudTags' | 'mismatchTags' | 'autoDocument' | 'autoFace' | 'manualDocument' | 'manualFace'
>;

/**
 * Takes over how the checks came back with a signed verdict, unless a verdict that ranks higher is known. A lookup brings no
 * section of its own, so it never makes a check clean.
 *
 * @param reported by `reportedClean()`
 */
export function takeChecks(row: IdenfyVerification, report: StatusReport, reported: readonly string[]): void {
  if (report.level !== 'final' || report.status !== row.status) return;
  const rank = rankOf(report);
  if (rank < row.checksRank) return;
  const clean = row.checksAsked.filter((check) => isReportedOtherwise(check) || reported.includes(check));
  // two with equal rank: what one of them does not confirm does not count
  row.checksClean =
    rank === row.checksRank ? clean.filter((check) => row.checksClean.includes(check)) : clean;
  row.checksRank = rank;
}

/** Whether a check is judged by tags and image results alone. */
function isReportedOtherwise(check: string): boolean {
  return check === 'document' || check === 'face' || Object.hasOwn(TAGGED, check);
}

/** Those of the checks that neither a tag nor a result of the images speaks against. */
export function uncontradicted(checks: readonly string[], results: Results): string[] {
  const tags = [...results.fraudTags, ...results.mismatchTags];
  const document = judged(results.manualDocument, results.autoDocument);
  const face = judged(results.manualFace, results.autoFace);
  return checks.filter((check) => {
    if (check === 'document') return document === DOCUMENT_PASS;
    if ((check === 'face' || check === 'checkLiveness') && face !== FACE_PASS) return false;
    const against = isStepCheck(check) ? STEP_TAGS : (TAGS_AGAINST[check] ?? []);
    return !against.some((tag) => tags.includes(tag));
  });
}

function judged(manual: string | null, automatic: string | null): string | null {
  return isReviewed(manual) ? manual : automatic;
}
