import type { DocumentResult } from '../../contract/document-result.js';
import type { FaceResult } from '../../contract/face-result.js';
import type { OverallStatus } from '../../contract/overall-status.js';
import type { Platform } from '../../contract/platform.js';
import type { TokenRequest } from '../../contract/token.js';
import type { TokenType } from '../../contract/token-type.js';
import type { DocumentData } from '../../contract/verification-data.js';

/** What the account's settings made of a token request. */
export interface EffectiveToken {
  readonly tokenType: TokenType;
  readonly expiryTime: number;
  readonly sessionLength: number;
  readonly reviewSuccessful: boolean;
  readonly reviewFailed: boolean;
  /** Country (or `ALL`) → document types. */
  readonly allowedDocuments: Readonly<Record<string, readonly string[]>>;
  /** Names of the additional steps. */
  readonly additionalSteps: readonly string[];
}

/** What a person, or a server through `/process`, handed in. */
export interface Submission {
  /** Simulated time, in milliseconds. */
  readonly at: number;
  readonly platform: Platform;
  readonly country: string;
  readonly documentType: string;
  /** Keys of the pictures. */
  readonly steps: readonly string[];
}

/** The analyses of a verification; the manual half is null until a human has looked. */
export interface Findings {
  readonly overall: OverallStatus;
  readonly autoFace: FaceResult | null;
  readonly autoDocument: DocumentResult | null;
  readonly manualFace: FaceResult | null;
  readonly manualDocument: DocumentResult | null;
  readonly fraudTags: readonly string[];
  readonly mismatchTags: readonly string[];
}

/** A pending request for more information. */
interface InformationRequest {
  readonly tokenString: string;
  /** Simulated time, in milliseconds. */
  readonly expiresAt: number;
}

/** One verification, as plain JSON. Times are simulated, in milliseconds. */
export interface Session {
  readonly scanRef: string;
  readonly authToken: string;
  readonly account: string;
  readonly clientId: string;
  readonly digitString: string | null;
  /** As it was sent; only the `clientId` is left after an erasure. */
  request: TokenRequest;
  readonly token: EffectiveToken;
  readonly createdAt: number;
  /** What `/status` answers. */
  status: OverallStatus;
  /** Whether the last word was final. */
  final: boolean;
  /** A refused `/process` used up the token, if the simulator is told that it does. */
  burned: boolean;
  /** When a browser opened the page. */
  openedAt: number | null;
  submission: Submission | null;
  /** What the automatic analysis is going to find, while it runs. */
  planned: Findings | null;
  /** When the automatic analysis is over; null when none runs. */
  analysisDueAt: number | null;
  findings: Findings | null;
  /** When the automatic result stood. A human review does not move it. */
  finishedAt: number | null;
  /** When the human review is over; null when none runs. */
  reviewDueAt: number | null;
  data: DocumentData | null;
  informationRequest: InformationRequest | null;
  /** How many of the four document expiration events have been sent. */
  expirationNotices: number;
}

/** What stands before anything was analysed. */
export const NOTHING_FOUND: Findings = {
  overall: 'ACTIVE',
  autoFace: null,
  autoDocument: null,
  manualFace: null,
  manualDocument: null,
  fraudTags: [],
  mismatchTags: [],
};
