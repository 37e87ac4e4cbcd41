import type { DeleteVerificationRequest } from './deletion.js';
import type { AddDummyStatusRequest } from './dummy-status.js';
import type { FilesResponse } from './files.js';
import type { IdentificationList, ListIdentificationsQuery } from './identifications.js';
import { defineOperation } from './operation.js';
import type { GeneratePdfRequest } from './pdf.js';
import type { ProcessRequest } from './process.js';
import type { RequestInformationRequest, RequestInformationResponse } from './request-information.js';
import type { ScanRefRequest, StatusResponse } from './status.js';
import type { TokenRequest, TokenResponse } from './token.js';
import type { VerificationData } from './verification-data.js';

/** Creates a verification session (S1). Not safe to repeat blindly: there is no idempotency key, and each session costs. */
export const createToken = defineOperation<TokenRequest, TokenResponse>({
  name: 'createToken',
  method: 'POST',
  path: '/api/v2/token',
  repeat: 'token',
  takesScanRef: false,
  emptyAnswer: 'refused',
  requiredInAnswer: ['authToken', 'scanRef'],
  answer: 'json',
});

/** Sends pictures server-side (S4). The token ends with it, so it is hardly ever repeated. */
export const processImages = defineOperation<ProcessRequest, void>({
  name: 'processImages',
  method: 'POST',
  path: '/api/v2/process',
  repeat: 'process',
  takesScanRef: false,
  emptyAnswer: 'expected',
  requiredInAnswer: [],
  answer: 'text',
});

/** Overall status (S3). A fallback, not to be polled. */
export const readStatus = defineOperation<ScanRefRequest, StatusResponse>({
  name: 'readStatus',
  method: 'POST',
  path: '/api/v2/status',
  repeat: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: ['status'],
  answer: 'json',
});

/** What was read from the document (S3). A fallback, not to be polled. */
export const readData = defineOperation<ScanRefRequest, VerificationData>({
  name: 'readData',
  method: 'POST',
  path: '/api/v2/data',
  repeat: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: [],
  answer: 'json',
});

/** Fresh links to pictures and videos (S3). */
export const readFiles = defineOperation<ScanRefRequest, FilesResponse>({
  name: 'readFiles',
  method: 'POST',
  path: '/api/v2/files',
  repeat: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: [],
  answer: 'json',
});

/** Erases a verification (D:kyc/deletion). Erasing twice does no harm. */
export const deleteVerification = defineOperation<DeleteVerificationRequest, void>({
  name: 'deleteVerification',
  method: 'POST',
  path: '/api/v2/delete',
  repeat: 'safe',
  takesScanRef: true,
  emptyAnswer: 'allowed',
  requiredInAnswer: [],
  answer: 'text',
});

/** The PDF report, in Base64 (D:kyc/pdf-generation). */
export const generatePdf = defineOperation<GeneratePdfRequest, string>({
  name: 'generatePdf',
  method: 'POST',
  path: '/api/v2/generate-pdf',
  repeat: 'safe',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: [],
  answer: 'text',
});

/** Lists verifications (OAS); finds the scanRef of a lost `/token` answer again. */
export const listIdentifications = defineOperation<ListIdentificationsQuery, IdentificationList>({
  name: 'listIdentifications',
  method: 'GET',
  path: '/kyc/identifications/',
  repeat: 'safe',
  takesScanRef: false,
  emptyAnswer: 'refused',
  requiredInAnswer: ['results'],
  answer: 'json',
});

/** Asks the person for more (OAS). Opens a session, so it is never repeated. */
export const requestInformation = defineOperation<RequestInformationRequest, RequestInformationResponse>({
  name: 'requestInformation',
  method: 'POST',
  path: '/kyc/identifications/:scanRef/request-information/',
  repeat: 'never',
  takesScanRef: true,
  emptyAnswer: 'refused',
  requiredInAnswer: ['tokenString'],
  answer: 'json',
});

/** Sets a result without a person; DEV environment only (D:kyc/dummy-results). */
export const addDummyStatus = defineOperation<AddDummyStatusRequest, void>({
  name: 'addDummyStatus',
  method: 'POST',
  path: '/api/v2/add-dummy-status',
  repeat: 'never',
  takesScanRef: true,
  emptyAnswer: 'allowed',
  requiredInAnswer: [],
  answer: 'text',
});

/** Every call that the library makes, by name. */
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
