import { ADDITIONAL_STEP_RESULTS, ADDITIONAL_STEP_TYPES } from '../additional-steps.js';
import { AML_RESULT_CLASSES } from '../aml.js';
import { DOCUMENT_RESULTS, FACE_RESULTS } from '../check-results.js';
import { AGE_ESTIMATES } from '../checks.js';
import { DOCUMENT_SEXES, DOCUMENT_TYPES } from '../documents.js';
import {
  FACIAL_AUTHENTICATION_METHODS,
  FACIAL_AUTHENTICATION_RISK_TAGS,
  FACIAL_AUTHENTICATION_TYPES,
  type FacialAuthenticationWebhook,
} from '../face-authentication.js';
import { OVERALL_STATUSES } from '../status.js';
import { FRAUD_TAGS, MISMATCH_TAGS, RISK_LEVELS, SUSPICION_REASONS } from '../tags.js';
import { type DocumentData, PLATFORMS } from '../verification-data.js';
import {
  type DocumentExpirationWebhook,
  EXPIRATION_THRESHOLDS,
  type IdentificationWebhook,
  type WebhookStatus,
} from '../webhook.js';
import {
  ADDRESS,
  AML_CHECK,
  AML_SERVICE,
  BANK,
  BANK_CARD,
  CRIMINAL_SERVICE,
  DRIVER_LICENSE,
  EMAIL,
  LID_SERVICE,
  PHONE,
  QUESTIONNAIRE,
  REGISTRY,
  RISK,
} from './check-schemas.js';
import {
  BOOLEAN,
  each,
  formatted,
  FREE_OBJECT,
  INTEGER,
  type JsonSchema,
  listOf,
  mapOf,
  oneOf,
  orNull,
  table,
  text,
} from './json-schema.js';

// Values that other editions have, but not iDenfy's OpenAPI file.
const ELSEWHERE: readonly string[] = [
  'EXPIRED-DELETED',
  'UTILITY_ADDRESS_CHECK_FAILURE',
  'URJANET_FAILURE',
  'GDC_NOT_MATCH',
  'INTERNATIONAL_PASSPORT',
];

function documented(values: readonly string[]): readonly string[] {
  return values.filter((value) => !ELSEWHERE.includes(value));
}

/** Fields of `status` that only the webhook's JSON schema in the dashboard has. */
type LegacyStatusField =
  | 'suspicionReasons'
  | 'denyReasons'
  | 'amlResultClass'
  | 'pepsStatus'
  | 'sanctionsStatus'
  | 'adverseMediaStatus';

const STATUS = table<Omit<WebhookStatus, LegacyStatusField>>({
  overall: oneOf(documented(OVERALL_STATUSES)),
  fraudTags: listOf(oneOf(documented(FRAUD_TAGS))),
  mismatchTags: listOf(oneOf(documented(MISMATCH_TAGS))),
  ...each(['autoFace', 'manualFace'], oneOf(FACE_RESULTS)),
  ...each(['autoDocument', 'manualDocument'], oneOf(DOCUMENT_RESULTS)),
  additionalSteps: orNull(oneOf(ADDITIONAL_STEP_RESULTS)),
});

const DATA = table<DocumentData>(
  {
    ...each(
      ['docFirstName', 'docLastName', 'docNumber', 'docExpiry', 'docDob', 'docDateOfIssue'],
      orNull(text(100)),
    ),
    docPersonalCode: orNull(text(30)),
    docType: orNull(oneOf(documented(DOCUMENT_TYPES))),
    docSex: orNull(oneOf(DOCUMENT_SEXES)),
    ...each(['docNationality', 'docIssuingCountry', 'selectedCountry'], orNull(text(2))),
    fullName: orNull(text(201)),
    manuallyDataChanged: orNull(BOOLEAN),
    ...each(['orgFirstName', 'orgLastName', 'orgNationality'], orNull(text(255))),
    ...each(
      [
        'orgBirthPlace',
        'orgAuthority',
        'orgAddress',
        'orgTemporaryAddress',
        'orgMothersMaidenName',
        'orgPatronymic',
        'orgBirthName',
      ],
      orNull(text(500)),
    ),
    ageEstimate: orNull(oneOf(AGE_ESTIMATES)),
    clientIpProxyRiskLevel: orNull(oneOf(RISK_LEVELS)),
    ...each(['duplicateFaces', 'duplicateDocFaces'], orNull(listOf(text(36)))),
    ...each(['birthPlace', 'authority'], orNull(text(60))),
    ...each(['address', 'docTemporaryAddress', 'docBirthName', 'docPatronymic'], orNull(text(100))),
    mothersMaidenName: orNull(text(80)),
    driverLicenseCategory: orNull(text(30)),
    additionalData: orNull(FREE_OBJECT),
  },
  [
    'birthPlace',
    'authority',
    'address',
    'docTemporaryAddress',
    'docBirthName',
    'docPatronymic',
    'mothersMaidenName',
    'driverLicenseCategory',
    'additionalData',
  ],
);

const IDENTIFICATION = table<Omit<IdentificationWebhook, 'additionalData'>>(
  {
    final: BOOLEAN,
    platform: oneOf(PLATFORMS),
    status: STATUS,
    data: DATA,
    fileUrls: orNull(FREE_OBJECT),
    ...each(['scanRef', 'companyId', 'beneficiaryId'], text(36)),
    clientId: text(100),
    ...each(['startTime', 'finishTime'], INTEGER),
    clientIp: orNull(text(39)),
    clientIpCountry: orNull(text(2)),
    clientLocation: orNull(text(100)),
    externalRef: orNull(text(40)),
    manualAddress: orNull(text(255)),
    additionalStepPdfUrls: orNull(FREE_OBJECT),
    additionalSteps: orNull(mapOf(orNull(oneOf(ADDITIONAL_STEP_TYPES)))),
    gdcMatch: orNull(BOOLEAN),
    manualAddressMatch: BOOLEAN,
    AML: orNull(listOf(AML_SERVICE)),
    LID: orNull(listOf(LID_SERVICE)),
    CRIMINAL_CHECK: orNull(listOf(CRIMINAL_SERVICE)),
    amlCheck: orNull(AML_CHECK),
    registryCenterCheck: orNull(REGISTRY),
    addressVerification: orNull(ADDRESS),
    questionnaireAnswers: orNull(QUESTIONNAIRE),
    riskAssessment: orNull(RISK),
    bankVerification: orNull(BANK),
    emailVerification: orNull(EMAIL),
    phoneVerification: orNull(PHONE),
    driverLicenseCheck: orNull(DRIVER_LICENSE),
    bankCardVerification: orNull(BANK_CARD),
  },
  [
    'externalRef',
    'manualAddress',
    'additionalStepPdfUrls',
    'additionalSteps',
    'gdcMatch',
    'manualAddressMatch',
    'AML',
    'LID',
    'CRIMINAL_CHECK',
    'amlCheck',
    'registryCenterCheck',
    'addressVerification',
    'questionnaireAnswers',
    'riskAssessment',
    'bankVerification',
    'emailVerification',
    'phoneVerification',
    'driverLicenseCheck',
    'bankCardVerification',
  ],
);

const DOCUMENT_EXPIRATION = table<DocumentExpirationWebhook>({
  ...each(['scanRef', 'clientId', 'documentExpiration'], text()),
  expirationThreshold: oneOf(EXPIRATION_THRESHOLDS),
});

const FACE_RESULT_CASES = ['Success', 'Failed', 'Expired', 'Canceled', 'Pending'];

const FACIAL_AUTHENTICATION = table<FacialAuthenticationWebhook>(
  {
    id: formatted('uuid'),
    ...each(['scanRef', 'clientId'], orNull(text())),
    // Mixed case in the OpenAPI file, upper case in the guide.
    status: oneOf(FACE_RESULT_CASES),
    token: text(40),
    type: oneOf(FACIAL_AUTHENTICATION_TYPES),
    method: oneOf(FACIAL_AUTHENTICATION_METHODS),
    facePhoto: orNull(formatted('uri')),
    ipAddress: orNull(text()),
    failReason: orNull(text(255)),
    riskTags: orNull(listOf(oneOf(FACIAL_AUTHENTICATION_RISK_TAGS))),
  },
  ['token', 'type', 'method', 'facePhoto', 'ipAddress', 'failReason', 'riskTags'],
);

/** The same tables with the fields and values that only other editions have: what may come without being news. */
const KNOWN_STATUS: JsonSchema = {
  ...STATUS,
  properties: {
    ...STATUS.properties,
    overall: oneOf(OVERALL_STATUSES),
    fraudTags: listOf(oneOf(FRAUD_TAGS)),
    mismatchTags: listOf(oneOf(MISMATCH_TAGS)),
    suspicionReasons: listOf(oneOf(SUSPICION_REASONS)),
    denyReasons: listOf(text()),
    ...each(
      ['amlResultClass', 'pepsStatus', 'sanctionsStatus', 'adverseMediaStatus'],
      oneOf(AML_RESULT_CLASSES),
    ),
  },
};

const KNOWN_IDENTIFICATION: JsonSchema = {
  ...IDENTIFICATION,
  properties: {
    ...IDENTIFICATION.properties,
    status: KNOWN_STATUS,
    data: { ...DATA, properties: { ...DATA.properties, docType: oneOf(DOCUMENT_TYPES) } },
    additionalData: FREE_OBJECT,
  },
};

const KNOWN_FACIAL_AUTHENTICATION: JsonSchema = {
  ...FACIAL_AUTHENTICATION,
  properties: {
    ...FACIAL_AUTHENTICATION.properties,
    status: oneOf([...FACE_RESULT_CASES, ...FACE_RESULT_CASES.map((status) => status.toUpperCase())]),
  },
};

type WebhookSchemas = Readonly<
  Record<'identification' | 'documentExpiration' | 'facialAuthentication', JsonSchema>
>;

/**
 * The webhook bodies with every field and value that any edition of iDenfy's documentation has. What a webhook has beyond
 * them is news; null and an empty text are none anywhere, and neither is a field that is absent.
 */
export const KNOWN_WEBHOOK_SCHEMAS: WebhookSchemas = {
  identification: KNOWN_IDENTIFICATION,
  documentExpiration: DOCUMENT_EXPIRATION,
  facialAuthentication: KNOWN_FACIAL_AUTHENTICATION,
};

/**
 * The webhook bodies as iDenfy's OpenAPI files describe them, as JSON Schemas of our own (2020-12, formats not enforced by
 * themselves). Strict on purpose: no other fields, no other values, null only where the file says so. What iDenfy really
 * sends differs, so use them to find differences, never to refuse a webhook.
 */
export const WEBHOOK_SCHEMAS: WebhookSchemas = {
  identification: IDENTIFICATION,
  documentExpiration: DOCUMENT_EXPIRATION,
  facialAuthentication: FACIAL_AUTHENTICATION,
};
