export {
  type CallOptions,
  createIdenfyClient,
  type Hint,
  type IdenfyClient,
  type NextStep,
  type PersonStanding,
  type PersonVerification,
  type Session,
  type StartFields,
  type Submitted,
  type Upload,
  type UploadDocumentType,
  type UploadOptions,
} from './idenfy-client.js';
export type { FollowOptions } from './follow.js';
export { IdenfyRequestError } from './request-error.js';
export type { HeadersReason, IdenfyConnection, IdenfyHeaders } from './rest.js';
export type { NativeImage, UploadProgress } from './upload.js';
export type { WakeUps } from './wake-ups.js';
