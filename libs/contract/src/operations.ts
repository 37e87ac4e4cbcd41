import type {
  AddDummyStatusRequest,
  DeleteVerificationRequest,
  RequestInformationRequest,
  RequestInformationResponse,
} from './further-operations.js';
import type { ProcessRequest } from './process.js';
import type {
  FilesResponse,
  GeneratePdfRequest,
  IdentificationList,
  ListIdentificationsQuery,
} from './retrieval.js';
import type { ScanRefRequest, StatusResponse } from './status.js';
import type { TokenRequest, TokenResponse } from './token.js';
import type { VerificationData } from './verification-data.js';

/**
 * When a failed call may be retried: `safe` after any transient failure; `token` and `process` by rules of their own,
 * because a second call could create a second session or find the token used up; `never` not at all.
 */
export type RetryPolicy = 'safe' | 'token' | 'process' | 'never';

/**
 * What an empty answer means: `expected`: success, and any content but `{}` is a refusal; `allowed`: success, as is any
 * content; `refused`: the answer is incomplete.
 */
export type EmptyAnswer = 'allowed' | 'expected' | 'refused';

declare const types: unique symbol;

/** A call of iDenfy's API, as data. `Request` is the JSON body of a POST or the query of a GET. */
export interface Operation<Request, Response> {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** With `:scanRef` for the scanRef, and with trailing slashes as documented, because they matter. */
  readonly path: string;
  readonly retryPolicy: RetryPolicy;
  /** Whether a 404 means an unknown verification; otherwise it means a wrong base URL. */
  readonly takesScanRef: boolean;
  readonly emptyAnswer: EmptyAnswer;
  /** Fields without which the answer is incomplete. */
  readonly requiredInAnswer: readonly string[];
  readonly answer: 'json' | 'text';
  /** Carries the types; has no value. */
  readonly [types]?: { request: Request; response: Response };
}

/** Connects the description of a call with the types of its request and answer. */
export function defineOperation<Request, Response>(
  description: Omit<Operation<Request, Response>, typeof types>,
): Operation<Request, Response> {
  return Object.freeze(description);
}

/** Creates a verification session (S1). A retry may create a second one: there is no idempotency key, and sessions cost. */
export const createToken = defineOperation<TokenRequest, TokenResponse>({
  name: 'createToken',
  method: 'POST',
  path: '/api/v2/token',
  retryPolicy: 'token',
  takesScanRef: false,
  emptyAnswer: 'refused',
  requiredInAnswer: ['authToken', 'scanRef'],
  answer: 'json',
});

/** Submits images from the server (S4). It uses up the token, so it is rarely retried. */
export const processImages = defineOperation<ProcessRequest, void>({
  name: 'processImages',
  method: 'POST',
  path: '/api/v2/process',
  retryPolicy: 'process',
  takesScanRef: false,
  emptyAnswer: 'expected',
  requiredInAnswer: [],
  answer: 'text',
});

/** Reads the overall status (S3). For single cases; iDenfy restricts accounts that poll it. */
export const readStatus = defineOperation<ScanRefRequest, StatusResponse>({
  name: 'readStatus',
  method: 'POST',
  path: '/api/v2/status',
  retryPolicy: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: ['status'],
  answer: 'json',
});

/** Reads the data extracted from the document (S3). For single cases; iDenfy restricts accounts that poll it. */
export const readData = defineOperation<ScanRefRequest, VerificationData>({
  name: 'readData',
  method: 'POST',
  path: '/api/v2/data',
  retryPolicy: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: [],
  answer: 'json',
});

/** Issues new links to images and videos (S3). */
export const readFiles = defineOperation<ScanRefRequest, FilesResponse>({
  name: 'readFiles',
  method: 'POST',
  path: '/api/v2/files',
  retryPolicy: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: [],
  answer: 'json',
});

/** Erases a verification (D:kyc/deletion). A second time does no harm. */
export const deleteVerification = defineOperation<DeleteVerificationRequest, void>({
  name: 'deleteVerification',
  method: 'POST',
  path: '/api/v2/delete',
  retryPolicy: 'safe',
  takesScanRef: true,
  emptyAnswer: 'allowed',
  requiredInAnswer: [],
  answer: 'text',
});

/** Generates the PDF report, in Base64 (D:kyc/pdf-generation). */
export const generatePdf = defineOperation<GeneratePdfRequest, string>({
  name: 'generatePdf',
  method: 'POST',
  path: '/api/v2/generate-pdf',
  retryPolicy: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: [],
  answer: 'text',
});

/** Lists verifications (OAS); with it the scanRef of a lost `/token` answer can be found. */
export const listIdentifications = defineOperation<ListIdentificationsQuery, IdentificationList>({
  name: 'listIdentifications',
  method: 'GET',
  path: '/kyc/identifications/',
  retryPolicy: 'safe',
  takesScanRef: false,
  emptyAnswer: 'refused',
  requiredInAnswer: ['results'],
  answer: 'json',
});

/** Asks the person for more information (OAS). It opens a session, so it is never retried. */
export const requestInformation = defineOperation<RequestInformationRequest, RequestInformationResponse>({
  name: 'requestInformation',
  method: 'POST',
  path: '/kyc/identifications/:scanRef/request-information/',
  retryPolicy: 'never',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: ['tokenString'],
  answer: 'json',
});

/** Sets the result of a dummy human review; DEV environment only (D:kyc/dummy-results). */
export const addDummyStatus = defineOperation<AddDummyStatusRequest, void>({
  name: 'addDummyStatus',
  method: 'POST',
  path: '/api/v2/add-dummy-status',
  retryPolicy: 'never',
  takesScanRef: true,
  emptyAnswer: 'allowed',
  requiredInAnswer: [],
  answer: 'text',
});

/** Every call, by name. */
export const OPERATIONS = {
  createToken,
  processImages,
  readStatus,
  readData,
  readFiles,
  deleteVerification,
  generatePdf,
  listIdentifications,
  requestInformation,
  addDummyStatus,
} as const;

/** The name of a call. */
export type OperationName = keyof typeof OPERATIONS;
