import type {
  AdditionalSteps,
  DocumentData,
  DocumentResult,
  FaceResult,
  OverallStatus,
  Platform,
  TokenRequest,
  TokenType,
} from '@nestjs-idenfy/contract';
import type { ChosenChecks } from '../checks/check-results.js';
import type { WebhookFields } from '../webhooks/webhook-fields.js';

/** One verification, as plain JSON. Times are simulated, in milliseconds. */
export interface Session {
  readonly scanRef: string;
  readonly authToken: string;
  /** Name of the account that created it. */
  readonly account: string;
  readonly clientId: string;
  readonly digitString: string | null;
  /** The token request as it was sent; after an erasure only its `clientId`. */
  request: TokenRequest;
  readonly token: EffectiveToken;
  readonly createdAt: number;
  /** What `/status` answers. */
  status: OverallStatus;
  /** Whether the last result was final. */
  final: boolean;
  /** Whether a refused `/process` has used up the token (`burnTokenOnRefusal`). */
  burned: boolean;
  /** When a browser opened the page; null before. */
  openedAt: number | null;
  submission: Submission | null;
  /** Results that the running automatic analysis will report; null when none runs. */
  planned: AnalysisResults | null;
  /** When the automatic analysis ends; null when none runs. */
  analysisDueAt: number | null;
  results: AnalysisResults | null;
  /** When the automatic result was reached. A human review does not change it. */
  finishedAt: number | null;
  /** When the human review ends; null when none runs. */
  reviewDueAt: number | null;
  data: DocumentData | null;
  informationRequest: InformationRequest | null;
  /** Number of document expiration webhooks sent, 0 to 4. */
  expirationWebhooksSent: number;
  /** Results of checks that were chosen instead of the usual ones. */
  checks: ChosenChecks;
  /** Fields of the webhook's body that were given as they are. */
  webhook: WebhookFields;
}

/** The settings of a token: the request's, and the account's where the request has none. */
export interface EffectiveToken {
  readonly tokenType: TokenType;
  /** Seconds. */
  readonly expiryTime: number;
  /** Seconds. */
  readonly sessionLength: number;
  readonly reviewSuccessful: boolean;
  readonly reviewFailed: boolean;
  /** Country (or `ALL`) → document types. */
  readonly allowedDocuments: Readonly<Record<string, readonly string[]>>;
  /** Of the request, or of the account where the request has none. */
  readonly additionalSteps: AdditionalSteps;
}

/** Extension of the name of an image. */
export type FileExtension = 'jpg' | 'png' | 'pdf';

/** What a person submitted on the page, or a server through `/process`. */
export interface Submission {
  /** Simulated time, in milliseconds. */
  readonly at: number;
  readonly platform: Platform;
  readonly country: string;
  readonly documentType: string;
  /** Keys of the images. */
  readonly steps: readonly string[];
  /** Key of an upload → extension of its file name. A sample image is a PNG. */
  readonly extensions?: Readonly<Record<string, FileExtension>>;
}

/** Results of the automatic analysis and of the human review; those of the review are null before it. */
export interface AnalysisResults {
  readonly overall: OverallStatus;
  readonly autoFace: FaceResult | null;
  readonly autoDocument: DocumentResult | null;
  readonly manualFace: FaceResult | null;
  readonly manualDocument: DocumentResult | null;
  readonly fraudTags: readonly string[];
  readonly mismatchTags: readonly string[];
}

/** Results before any analysis. */
export const NO_RESULTS: AnalysisResults = {
  overall: 'ACTIVE',
  autoFace: null,
  autoDocument: null,
  manualFace: null,
  manualDocument: null,
  fraudTags: [],
  mismatchTags: [],
};

/** A pending request for more information. */
interface InformationRequest {
  readonly tokenString: string;
  /** Simulated time, in milliseconds. */
  readonly expiresAt: number;
}
