/** Every yes-or-no field of the token request (OAS; `checkUrjanet` from an older edition). None of them may be null. */
export const TOKEN_BOOLEAN_FIELDS = [
  'showInstructions',
  'generateDigitString',
  'reviewSuccessful',
  'reviewFailed',
  'questionnaireRequired',
  'verifyEmail',
  'verifyPhone',
  'verifyBank',
  'verifyBankAccounts',
  'verifyBankBalances',
  'verifyBankTransactions',
  'bankCardVerification',
  'bankCardPdfUpload',
  'verifyAddress',
  'checkAml',
  'checkCriminal',
  'checkLiveness',
  'checkFaceBlacklist',
  'checkDocFaceBlacklist',
  'checkPersonBlacklist',
  'checkDuplicateFaces',
  'checkDuplicateDocFaces',
  'checkDuplicatePersonalData',
  'checkDriverLicense',
  'checkLid',
  'checkIpProxy',
  'allowBsnMasking',
  'nfcRequired',
  'nfcOptional',
  'autoAmlMonitoring',
  'driverLicenseBack',
  'checkUrjanet',
] as const;

/** A yes-or-no field of the token request. */
export type TokenBooleanField = (typeof TOKEN_BOOLEAN_FIELDS)[number];

/** The fields that hold an HTTPS address (S1). */
export const TOKEN_URL_FIELDS = ['successUrl', 'errorUrl', 'callbackUrl', 'unverifiedUrl'] as const;

/** The fields that hold a calendar date (S1). */
export const TOKEN_DATE_FIELDS = ['dateOfBirth', 'dateOfExpiry', 'dateOfIssue'] as const;

/** The names of every field of the token request, in the order in which iDenfy documents their rules (S1 first). */
export const TOKEN_FIELDS = [
  'clientId',
  'personScanRef',
  'expiryTime',
  'sessionLength',
  'tokenType',
  'country',
  'documents',
  ...TOKEN_URL_FIELDS,
  ...TOKEN_DATE_FIELDS,
  'nationality',
  'externalRef',
  'firstName',
  'lastName',
  'sex',
  'personalNumber',
  'documentNumber',
  'address',
  'locale',
  'questionnaire',
  'riskAssessmentProfile',
  'theme',
  'registryCentersCountries',
  ...TOKEN_BOOLEAN_FIELDS,
  'faceMatchingThresholdModifier',
  'ageLimit',
  'ageMax',
  'utilityBill',
  'additionalSteps',
  'additionalData',
  'dummyStatus',
  'videoCallQuestions',
  'fraudServices',
  'maxAttemptCount',
  'levenshteinTextMatchRatio',
  'levenshteinMrzMatchRatio',
  'detectionTypes',
] as const;
