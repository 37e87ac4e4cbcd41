import type { IdenfyEventType } from '../../contract/event-type.js';
import { LIMITS } from '../../contract/limits.js';

/** What the simulated account has bought and configured. */
export interface SimulatedFeatures {
  /** Whether a session may have its own `callbackUrl`. @default true */
  readonly callbackUrl: boolean;
  /** Whether a session may ask for `additionalSteps`. @default true */
  readonly additionalSteps: boolean;
  /** Whether `/process` may be used. @default true */
  readonly directProcessing: boolean;
  /** Token types the account may ask for. @default ['IDENTIFICATION', 'DOCUMENT'] */
  readonly tokenTypes: readonly string[];
  /** Keys of the questionnaires the account has. @default ['onboarding'] */
  readonly questionnaires: readonly string[];
  /** Ids of the risk profiles the account has. @default ['00000000-0000-4000-8000-000000000001'] */
  readonly riskProfiles: readonly string[];
}

/** How an ended session is reported when nothing was verified. */
interface UnverifiedReport {
  readonly overall: string;
  readonly final: boolean;
}

/** One switch per question that iDenfy's documentation leaves open, and the numbers of the simulated account. */
export interface SimulatorBehaviour {
  /** Lets a `clientId` have several active sessions instead of answering 409. @default false */
  readonly allowConcurrentSessions: boolean;
  /** Makes a refused `/process` use up the token. @default false */
  readonly burnTokenOnRefusal: boolean;
  /** Refuses `/process` without `documentType` instead of taking the token's first document. @default false */
  readonly documentTypeRequired: boolean;
  /** Whether `/process` looks at the photos at all ("Validate photos" of the dashboard). @default true */
  readonly validatePhotos: boolean;
  /** Adds the four fields to the errors of the authentication stage, which have only a message. @default false */
  readonly authErrorIdentifier: boolean;
  /** `overall` of a callback with `final: false`. @default 'PROVISIONAL' */
  readonly overallWhileReviewing: 'PROVISIONAL' | 'REVIEWING';
  /** How an expired session is reported. @default { overall: 'EXPIRED', final: true } */
  readonly expired: UnverifiedReport;
  /** How a cancelled session is reported. @default { overall: 'EXPIRED', final: true } */
  readonly cancelled: UnverifiedReport;
  /** Whether a changed decision, after a final one, sends a callback. @default true */
  readonly sendWebhookOnOverride: boolean;
  /** Leaves the signature header out. @default false */
  readonly omitSignature: boolean;
  /** Events the account listens to; with `IDENTIFICATION` every result arrives twice. @default all but `IDENTIFICATION` */
  readonly webhookEvents: readonly IdenfyEventType[];
  /** Tries of one callback in all, and the real milliseconds between them. @default { count: 3, spacingMs: 500 } */
  readonly retries: { readonly count: number; readonly spacingMs: number };
  /** Real milliseconds the receiver of a callback may take. @default 10000 */
  readonly webhookTimeoutMs: number;
  /** Simulated seconds from submission to the automatic result; 0 is at once, after the answer. @default 0 */
  readonly analysisSeconds: number;
  /** What the automatic analysis finds when nothing else decides. @default 'APPROVED' */
  readonly automaticResult: 'APPROVED' | 'DENIED' | 'SUSPECTED';
  /** Simulated minutes a human review takes. @default 10 */
  readonly reviewMinutes: number;
  /** Whether a human looks at what passed, unless the token says otherwise. @default false */
  readonly reviewSuccessful: boolean;
  /** Whether a human looks at what failed, unless the token says otherwise. @default false */
  readonly reviewFailed: boolean;
  /** Seconds an unused token lives, unless the token says otherwise. @default 3600 */
  readonly expiryTime: number;
  /** Seconds from opening the page, unless the token says otherwise. @default 1800 */
  readonly sessionLength: number;
  /** Longest `expiryTime`, in seconds, of a token with a digit string. iDenfy does not publish it. @default 86400 */
  readonly digitStringMaxExpiry: number;
  /** Requests an account may make in a clock hour; null for no end. @default 10000 */
  readonly requestsPerHour: number | null;
  /** What the account has bought and configured. */
  readonly features: SimulatedFeatures;
}

export const DEFAULT_BEHAVIOUR: SimulatorBehaviour = {
  allowConcurrentSessions: false,
  burnTokenOnRefusal: false,
  documentTypeRequired: false,
  validatePhotos: true,
  authErrorIdentifier: false,
  overallWhileReviewing: 'PROVISIONAL',
  expired: { overall: 'EXPIRED', final: true },
  cancelled: { overall: 'EXPIRED', final: true },
  sendWebhookOnOverride: true,
  omitSignature: false,
  webhookEvents: [
    'IDENTIFICATION_AUTO_FINISHED',
    'IDENTIFICATION_MANUAL_FINISHED',
    'IDENTIFICATION_EXPIRED',
    'IDENTIFICATION_CANCELLED',
    'IDENTIFICATION_RESUBMITTED',
    'DOCUMENT_EXPIRATION',
  ],
  retries: { count: 3, spacingMs: 500 },
  webhookTimeoutMs: LIMITS.webhookTimeoutMs,
  analysisSeconds: 0,
  automaticResult: 'APPROVED',
  reviewMinutes: 10,
  reviewSuccessful: false,
  reviewFailed: false,
  expiryTime: 3600,
  sessionLength: 1800,
  digitStringMaxExpiry: 86_400,
  requestsPerHour: LIMITS.requestsPerHour,
  features: {
    callbackUrl: true,
    additionalSteps: true,
    directProcessing: true,
    tokenTypes: ['IDENTIFICATION', 'DOCUMENT'],
    questionnaires: ['onboarding'],
    riskProfiles: ['00000000-0000-4000-8000-000000000001'],
  },
};
