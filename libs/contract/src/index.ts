export {
  ADDITIONAL_STEP_RESULTS,
  ADDITIONAL_STEP_TYPES,
  type AdditionalData,
  type AdditionalDataResult,
  type AdditionalStep,
  type AdditionalStepResult,
  type AdditionalSteps,
  type AdditionalStepSettings,
  type AdditionalStepsOfDocument,
  type AdditionalStepText,
  type AdditionalStepType,
  additionalStepsFor,
  ALL,
  FIELD_COMPARISONS,
  type FieldComparison,
  isAdditionalData,
  isAdditionalSteps,
  type NamedStep,
} from './additional-steps.js';
export {
  DOCUMENT_PASS,
  DOCUMENT_RESULTS,
  type DocumentResult,
  FACE_PASS,
  FACE_RESULTS,
  type FaceResult,
  MANUAL_DOCUMENT_RESULTS,
  MANUAL_FACE_RESULTS,
} from './check-results.js';
export {
  AML_ARTICLE_TYPES,
  AML_RESULT_CLASSES,
  AML_SUSPICION_TYPES,
  type AmlArticle,
  type AmlCheck,
  type AmlCheckArticle,
  type AmlCheckMatch,
  type AmlHit,
  type AmlListing,
  type AmlResultClass,
  type AmlSuspicionType,
  type CriminalOffense,
  type CriminalRecord,
  type LidRecord,
  SERVICE_GROUP_TYPES,
  SERVICE_STATUSES,
  type ServiceResult,
  type ServiceStatus,
} from './aml.js';
export {
  BANK_CARD_NO_MATCH_REASONS,
  BANK_CARD_STATUSES,
  type BankAccount,
  type BankBalances,
  type BankCardVerification,
  type BankVerification,
} from './bank.js';
export {
  type Attention,
  ATTENTIONS,
  CASE_KINDS,
  CASE_REASONS,
  type CaseKind,
  type CaseReason,
  OWN_STATUSES,
  type OwnStatus,
  VERIFICATION_STATUSES,
  type VerificationStatus,
  WEBHOOK_STATES,
  type WebhookState,
} from './casework.js';
export {
  ADDRESS_QUALITIES,
  ADDRESS_STATUSES,
  type AddressVerification,
  AGE_ESTIMATES,
  type AgeEstimate,
  type DriverLicenseCheck,
  type EmailVerification,
  type PhoneVerification,
  type RiskAssessment,
} from './checks.js';
export {
  COUNTRIES,
  type Country,
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  type DirectProcessingDocumentType,
  DOCUMENT_SEXES,
  DOCUMENT_TYPES,
  type DocumentSex,
  type DocumentType,
  isCountry,
  REQUEST_SEXES,
  type RequestSex,
} from './documents.js';
export {
  FACIAL_AUTHENTICATION_METHODS,
  FACIAL_AUTHENTICATION_RISK_TAGS,
  FACIAL_AUTHENTICATION_STATUSES,
  FACIAL_AUTHENTICATION_TYPES,
  type FacialAuthenticationWebhook,
} from './face-authentication.js';
export {
  foldedCountryCode,
  isCalendarDate,
  isHttpsUrl,
  isInstant,
  isJsonObject,
  isScanRef,
  isStringList,
  isText,
  SCAN_REF_PATTERN,
} from './formats.js';
export {
  type AddDummyStatusRequest,
  type DeleteVerificationRequest,
  DUMMY_STATUSES,
  type DummyStatus,
  type RequestInformationRequest,
  type RequestInformationResponse,
} from './further-operations.js';
export {
  type IdenfyErrorBody,
  type IdenfyIdentifier,
  IDENTIFIERS,
  isKnownIdentifier,
  type KnownIdentifier,
} from './identifiers.js';
export { IDENFY_API_URL, IDENFY_UI_URL, LIMITS } from './limits.js';
export { type Locale, LOCALES } from './locales.js';
export type { OpenEnum } from './open-enum.js';
export {
  addDummyStatus,
  createToken,
  defineOperation,
  deleteVerification,
  type EmptyAnswer,
  generatePdf,
  listIdentifications,
  type Operation,
  type OperationName,
  OPERATIONS,
  processImages,
  readData,
  readFiles,
  readStatus,
  type RetryPolicy,
  requestInformation,
} from './operations.js';
export {
  AUTH_TOKEN_PATTERN,
  IMAGE_STEPS,
  type ImageNeeds,
  type ImageStep,
  isAcceptedProcessBody,
  knownFieldIn,
  PROCESS_FIELD_RULES,
  PROCESS_FIELDS,
  PROCESS_MEDIA_TYPES,
  PROCESS_TOKEN_FIELDS,
  type ProcessRequest,
  requiredImages,
} from './process.js';
export { QUESTION_TYPES, type QuestionnaireAnswer, type QuestionnaireAnswers } from './questionnaire.js';
export {
  type HungaryRegistryCheck,
  type LithuaniaRegistryCheck,
  REGISTRY_CENTERS,
  REGISTRY_MATCHES,
  type RegistryCenterCheck,
  type RegistryMatch,
  US_REGISTRY_FIELDS,
  type UsRegistryCheck,
} from './registry.js';
export {
  type FileLinks,
  type FilesResponse,
  type GeneratePdfRequest,
  type IdentificationList,
  type IdentificationSummary,
  type ListIdentificationsQuery,
  PDF_LANGUAGES,
  VIDEO_STEPS,
} from './retrieval.js';
export { ANSWER_SCHEMAS } from './schemas/answer-schemas.js';
export type { JsonSchema, JsonType } from './schemas/json-schema.js';
export { KNOWN_WEBHOOK_SCHEMAS, WEBHOOK_SCHEMAS } from './schemas/webhook-schemas.js';
export { OVERALL_STATUSES, type OverallStatus, type ScanRefRequest, type StatusResponse } from './status.js';
export { explainTag, TAG_EXPLANATIONS, type TagExplanation } from './tag-explanations.js';
export {
  FRAUD_TAGS,
  type FraudTag,
  MISMATCH_TAGS,
  type MismatchTag,
  REQUEST_FIELD_MISMATCH_TAG,
  RISK_LEVELS,
  type RiskLevel,
  SUSPICION_REASONS,
  type SuspicionReason,
} from './tags.js';
export {
  TOKEN_BOOLEAN_FIELDS,
  TOKEN_DATE_FIELDS,
  TOKEN_FIELDS,
  TOKEN_URL_FIELDS,
  type TokenBooleanField,
} from './token-fields.js';
export {
  checkFieldsTogether,
  checkTokenRequest,
  CLIENT_ID_PATTERN,
  COUNTRY_CODE_FIELDS,
  type FieldRule,
  type FieldSchema,
  NAME_PATTERN,
  TOKEN_FIELD_RULES,
  type TokenCheckOptions,
  type TokenProblem,
  UUID_PATTERN,
} from './token-rules.js';
export {
  type AnsweredTokenType,
  DETECTION_TYPES,
  type DetectionType,
  FRAUD_SERVICES,
  type FraudService,
  TOKEN_TYPES,
  type TokenField,
  type TokenRequest,
  type TokenResponse,
  type TokenType,
} from './token.js';
export { IFRAME_ALLOW, iframeUrlFor, REDIRECT_PATH, redirectUrlFor, type UiMessage } from './ui.js';
export { type DocumentData, type Platform, PLATFORMS, type VerificationData } from './verification-data.js';
export {
  type DocumentExpirationWebhook,
  EVENT_TYPE_HEADER,
  EVENT_TYPES,
  EXPIRATION_THRESHOLDS,
  type IdenfyEventType,
  type IdenfyWebhookPayload,
  IDENTIFICATION_EVENT_TYPES,
  type IdentificationWebhook,
  SIGNATURE_HEADER,
  type WebhookStatus,
} from './webhook.js';
