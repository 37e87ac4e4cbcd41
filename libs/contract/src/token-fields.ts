/** The boolean fields of the token request (OAS; `checkUrjanet`: an older edition). None of them may be null. */
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

/** A boolean field of the token request. */
export type TokenBooleanField = (typeof TOKEN_BOOLEAN_FIELDS)[number];

/** The fields of the token request that hold an HTTPS URL (S1). */
export const TOKEN_URL_FIELDS = ['successUrl', 'errorUrl', 'callbackUrl', 'unverifiedUrl'] as const;

/** The fields of the token request that hold a date (S1). */
export const TOKEN_DATE_FIELDS = ['dateOfBirth', 'dateOfExpiry', 'dateOfIssue'] as const;

/** Every field of the token request, in the order in which iDenfy documents and checks them (S1 first). */
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
