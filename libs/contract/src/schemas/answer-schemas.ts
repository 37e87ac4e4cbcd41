import type { RequestInformationResponse } from '../further-operations.js';
import type { IdentificationList, IdentificationSummary } from '../retrieval.js';
import { OVERALL_STATUSES } from '../status.js';
import { TOKEN_BOOLEAN_FIELDS, type TokenBooleanField } from '../token-fields.js';
import { type TokenField, TOKEN_TYPES, type TokenResponse } from '../token.js';
import {
  BOOLEAN,
  each,
  formatted,
  FREE_OBJECT,
  INTEGER,
  type JsonSchema,
  listOf,
  mapOf,
  NUMBER,
  oneOf,
  orNull,
  table,
  text,
} from './json-schema.js';

/** Fields of the token request that the answer does not repeat, and those of older editions. */
type NotAnswered =
  | 'ageLimit'
  | 'ageMax'
  | 'dummyStatus'
  | 'videoCallQuestions'
  | 'fraudServices'
  | 'maxAttemptCount'
  | 'levenshteinTextMatchRatio'
  | 'levenshteinMrzMatchRatio'
  | 'detectionTypes'
  | UnansweredSwitch;

const UNANSWERED_SWITCHES = [
  'generateDigitString',
  'questionnaireRequired',
  'nfcOptional',
  'checkUrjanet',
] as const;

type UnansweredSwitch = (typeof UNANSWERED_SWITCHES)[number];
type AnsweredSwitch = Exclude<TokenBooleanField, UnansweredSwitch>;

const answeredSwitches = TOKEN_BOOLEAN_FIELDS.filter((field): field is AnsweredSwitch => {
  const unanswered: readonly string[] = UNANSWERED_SWITCHES;
  return !unanswered.includes(field);
});

const SOME_TEXT = orNull(text());
const ALWAYS = ['authToken', 'scanRef', 'tokenType'];

const TOKEN_COLUMNS = {
  ...each(['authToken', 'scanRef', 'message'], text()),
  tokenType: oneOf(TOKEN_TYPES),
  ...each(
    [
      'redirectUrl',
      'digitString',
      'clientId',
      'personScanRef',
      'externalRef',
      'firstName',
      'lastName',
      'successUrl',
      'errorUrl',
      'unverifiedUrl',
      'callbackUrl',
      'locale',
      'country',
      'dateOfBirth',
      'dateOfExpiry',
      'dateOfIssue',
      'nationality',
      'personalNumber',
      'documentNumber',
      'sex',
      'address',
      'questionnaire',
    ],
    SOME_TEXT,
  ),
  ...each(['riskAssessmentProfile', 'theme'], orNull(formatted('uuid'))),
  ...each(['expiryTime', 'sessionLength'], INTEGER),
  ...each(['documents', 'registryCentersCountries'], listOf(text())),
  allowedDocuments: mapOf(listOf(text())),
  ...each(answeredSwitches, BOOLEAN),
  faceMatchingThresholdModifier: NUMBER,
  ...each(['additionalSteps', 'additionalData'], FREE_OBJECT),
  // The file gives no type; the request's is a boolean.
  utilityBill: orNull(BOOLEAN),
};

type TokenAnswer = Omit<TokenResponse, NotAnswered>;

const TOKEN = table<TokenAnswer>(
  TOKEN_COLUMNS,
  Object.keys(TOKEN_COLUMNS).filter(
    (field): field is keyof TokenAnswer & TokenField => !ALWAYS.includes(field),
  ),
);

const LIST = table<IdentificationList>(
  {
    count: INTEGER,
    ...each(['next', 'previous'], orNull(formatted('uri'))),
    results: listOf(
      table<IdentificationSummary>({
        scanRef: text(),
        status: oneOf(OVERALL_STATUSES.filter((status) => status !== 'EXPIRED-DELETED')),
        suspected: BOOLEAN,
      }),
    ),
  },
  ['next', 'previous'],
);

const REQUEST_INFORMATION = table<RequestInformationResponse>({
  sessionUrl: formatted('uri'),
  tokenString: text(),
});

/** Answers of iDenfy's API as its OpenAPI file describes them, as strict JSON Schemas of our own; see WEBHOOK_SCHEMAS. */
export const ANSWER_SCHEMAS: Readonly<
  Record<'createToken' | 'listIdentifications' | 'requestInformation', JsonSchema>
> = {
  createToken: TOKEN,
  listIdentifications: LIST,
  requestInformation: REQUEST_INFORMATION,
};
