/** Base URL of every server-to-server call and of the browser's redirect (S1, S3, S4). White-label accounts have another. */
export const IDENFY_API_URL = 'https://ivs.idenfy.com';

/** Base URL of the hosted verification UI (D:kyc/iframe-redirect). White-label accounts have another. */
export const IDENFY_UI_URL = 'https://ui.idenfy.com';

/** The limits that iDenfy documents, with their units. */
export const LIMITS = {
  /** Characters of `clientId` (S1). */
  clientIdMaxLength: 100,
  /** Characters of `externalRef` (OAS). */
  externalRefMaxLength: 40,
  /** Characters of `firstName` and of `lastName` (OAS). */
  nameMaxLength: 100,
  /** Characters of `personalNumber` and of `documentNumber` (OAS). */
  personalNumberMaxLength: 50,
  /** Characters of `address` (M21, WL). */
  addressMaxLength: 255,
  /** Characters of `locale` (OAS). */
  localeMaxLength: 7,
  /** Characters of a URL in the token request (S1). */
  urlMaxLength: 2048,
  /** Seconds an unused token is valid (S1). */
  expiryTime: { min: 1, max: 2_592_000 },
  /** Seconds from the moment the person opens the UI (S1). */
  sessionLength: { min: 60, max: 3600 },
  /** Seconds a request for more information stays open (OAS). */
  requestInformationLifetime: { min: 0, max: 2_592_000, default: 86_400 },
  /** Digits of `bankCardExpectedLastFour` (OAS). */
  bankCardLastFourLength: 4,
  /** Characters of an authToken (S4). */
  authToken: { min: 10, max: 40 },
  /** Bytes of a whole `/process` body, Base64 included (S4: 20 MB). */
  processBodyMaxBytes: 20_000_000,
  /** Requests per hour, unless iDenfy raised the limit (S0, S1). */
  requestsPerHour: 10_000,
  /** Milliseconds iDenfy waits for the answer to a webhook (D:guides/webhooks-overview). */
  webhookTimeoutMs: 10_000,
  /** Seconds a link to a file is valid after it was issued (D:API/VerificationReport). */
  fileLinkLifetimeSeconds: 3600,
} as const;
