import { randomUUID } from 'node:crypto';
import type {
  DocumentExpirationWebhook,
  FilesResponse,
  IdentificationWebhook,
  StatusResponse,
  TokenResponse,
  VerificationData,
  WebhookStatus,
} from '@nestjs-idenfy/contract';

/** What matters to a test about a webhook; `aWebhook` fills in the rest. */
export interface WebhookTraits extends Partial<Omit<IdentificationWebhook, 'status'>> {
  /** `status.overall`. @default 'APPROVED' */
  overall?: WebhookStatus['overall'];
  /** Whether a person at iDenfy decided: fills in the manual results. @default false */
  manual?: boolean;
  /** `status.fraudTags`. */
  fraudTags?: WebhookStatus['fraudTags'];
  /** `status.mismatchTags`. A SUSPECTED result always has a tag (D:kyc/suspected-status). */
  mismatchTags?: WebhookStatus['mismatchTags'];
  /** Further fields of `status`. */
  status?: Partial<WebhookStatus>;
}

/**
 * The body of an `IDENTIFICATION…` webhook (OAS), by default a final automatic approval.
 *
 * @example aWebhook({ scanRef, clientId, overall: 'DENIED', manual: true })
 */
export function aWebhook({
  overall = 'APPROVED',
  manual = false,
  fraudTags = [],
  mismatchTags = overall === 'SUSPECTED' ? ['NAME'] : [],
  status,
  ...rest
}: WebhookTraits = {}): IdentificationWebhook {
  const results = resultsFor(overall);
  return {
    final: true,
    platform: 'MOBILE',
    data: someData(),
    fileUrls: {},
    scanRef: randomUUID(),
    clientId: 'user-1',
    startTime: 1_700_000_000,
    finishTime: 1_700_000_042,
    clientIp: '192.0.2.1',
    clientIpCountry: 'LT',
    clientLocation: 'Example, Lithuania',
    ...rest,
    status: {
      overall,
      fraudTags,
      mismatchTags,
      autoFace: results.face,
      autoDocument: results.document,
      manualFace: manual ? results.face : null,
      manualDocument: manual ? results.document : null,
      additionalSteps: null,
      ...status,
    },
  };
}

/** Passed, except for DENIED: a denial appears in the results (S3). */
function resultsFor(overall: string): { face: string; document: string } {
  return overall === 'DENIED'
    ? { face: 'FACE_MISMATCH', document: 'DOC_VALIDATED' }
    : { face: 'FACE_MATCH', document: 'DOC_VALIDATED' };
}

/** The body of `IDENTIFICATION_EXPIRED`: the token or the session expired before the person finished (D:kyc/webhooks). */
export function anExpiry(traits: Omit<WebhookTraits, 'overall' | 'manual'> = {}): IdentificationWebhook {
  const nothing = { autoFace: null, autoDocument: null, manualFace: null, manualDocument: null };
  return aWebhook({ data: {}, ...traits, overall: 'EXPIRED', status: { ...nothing, ...traits.status } });
}

/** The body of `DOCUMENT_EXPIRATION` (OAS). */
export function aDocumentExpiration(
  traits: Partial<DocumentExpirationWebhook> = {},
): DocumentExpirationWebhook {
  return {
    scanRef: randomUUID(),
    clientId: 'user-1',
    expirationThreshold: 'DOCUMENT_EXPIRES_WITHIN_30_DAYS',
    documentExpiration: '2030-01-31',
    ...traits,
  };
}

/** The answer of POST /api/v2/token (OAS). */
export function aTokenResponse(traits: Partial<TokenResponse> = {}): TokenResponse {
  const authToken = traits.authToken ?? randomUUID().replaceAll('-', '');
  return {
    message: 'Token created successfully',
    authToken,
    scanRef: randomUUID(),
    clientId: 'user-1',
    tokenType: 'IDENTIFICATION',
    redirectUrl: `https://ivs.idenfy.com/api/v2/redirect?authToken=${authToken}`,
    expiryTime: 3600,
    sessionLength: 1800,
    ...traits,
  };
}

/** The answer of POST /api/v2/status (S3), by default an approval. */
export function aStatusResponse(traits: Partial<StatusResponse> = {}): StatusResponse {
  return {
    status: 'APPROVED',
    scanRef: randomUUID(),
    clientId: 'user-1',
    fraudTags: [],
    mismatchTags: [],
    autoDocument: 'DOC_VALIDATED',
    autoFace: 'FACE_MATCH',
    manualDocument: '',
    manualFace: '',
    ...traits,
  };
}

/** The answer of POST /api/v2/data, and `data` of a webhook (S3). The person does not exist. */
export function someData(traits: Partial<VerificationData> = {}): VerificationData {
  return {
    docFirstName: 'TEST',
    docLastName: 'PERSON',
    docNumber: 'X0000000',
    docPersonalCode: null,
    docExpiry: '2035-12-31',
    docDob: '1990-01-31',
    docDateOfIssue: '2025-12-31',
    docType: 'PASSPORT',
    docSex: 'UNDEFINED',
    docNationality: 'LT',
    docIssuingCountry: 'LT',
    manuallyDataChanged: false,
    fullName: 'TEST PERSON',
    selectedCountry: 'LT',
    orgFirstName: 'TEST',
    orgLastName: 'PERSON',
    ageEstimate: 'OVER_30',
    duplicateFaces: null,
    duplicateDocFaces: null,
    ...traits,
  };
}

/** The answer of POST /api/v2/files (S3). @param origin of the links */
export function someFiles(
  traits: Partial<FilesResponse> = {},
  origin = 'https://s3.eu-west-1.amazonaws.com',
): FilesResponse {
  return {
    fileUrls: { FRONT: `${origin}/example/FRONT.jpg`, FACE: `${origin}/example/FACE.jpg` },
    videoUrls: {},
    additionalStepPdfUrls: {},
    ...traits,
  };
}
