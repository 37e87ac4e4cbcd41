import type { AdditionalDataResult, AdditionalStepResult, AdditionalStepType } from './additional-steps.js';
import type { AmlCheck, AmlHit, AmlResultClass, CriminalRecord, LidRecord, ServiceResult } from './aml.js';
import type { BankCardVerification, BankVerification } from './bank.js';
import type { DocumentResult, FaceResult } from './check-results.js';
import type {
  AddressVerification,
  DriverLicenseCheck,
  EmailVerification,
  PhoneVerification,
  RiskAssessment,
} from './checks.js';
import type { OpenEnum } from './open-enum.js';
import type { QuestionnaireAnswers } from './questionnaire.js';
import type { RegistryCenterCheck } from './registry.js';
import type { FileLinks } from './retrieval.js';
import type { OverallStatus } from './status.js';
import type { FraudTag, MismatchTag, SuspicionReason } from './tags.js';
import type { DocumentData, Platform } from './verification-data.js';

/** Header with the event type, which the body does not have (OAS). The signature does not cover it. */
export const EVENT_TYPE_HEADER = 'Idenfy-Event-Type';

/** Header with the signature: HMAC-SHA256 of the raw request body, in hex (D:security/callback-signing). */
export const SIGNATURE_HEADER = 'Idenfy-Signature';

/** The events whose body is an identification result (OAS). `IDENTIFICATION` is the legacy event for every outcome. */
export const IDENTIFICATION_EVENT_TYPES = [
  'IDENTIFICATION',
  'IDENTIFICATION_AUTO_FINISHED',
  'IDENTIFICATION_MANUAL_FINISHED',
  'IDENTIFICATION_EXPIRED',
  'IDENTIFICATION_CANCELLED',
  'IDENTIFICATION_RESUBMITTED',
] as const;

/** Every documented event (OAS). */
export const EVENT_TYPES = [
  ...IDENTIFICATION_EVENT_TYPES,
  'DOCUMENT_EXPIRATION',
  'VIDEO_CALL_FINISHED',
  'FACIAL_AUTHENTICATION',
] as const;

/** Event of a webhook; may get new values. */
export type IdenfyEventType = OpenEnum<(typeof EVENT_TYPES)[number]>;

/** `status` of an identification webhook (OAS). Only `overall` is always present. */
export interface WebhookStatus {
  overall: OverallStatus;
  fraudTags?: FraudTag[] | null;
  mismatchTags?: MismatchTag[] | null;
  autoFace?: FaceResult | null;
  /** Empty, null or absent before a human review. */
  manualFace?: FaceResult | null;
  autoDocument?: DocumentResult | null;
  /** Empty, null or absent before a human review. */
  manualDocument?: DocumentResult | null;
  additionalSteps?: AdditionalStepResult | null;
  /** Legacy; prefer `fraudTags`. */
  suspicionReasons?: SuspicionReason[] | null;
  /** Free text of the operator who denied the verification. */
  denyReasons?: string[] | null;
  /** Legacy, like the next three. */
  amlResultClass?: AmlResultClass | null;
  pepsStatus?: AmlResultClass | null;
  sanctionsStatus?: AmlResultClass | null;
  adverseMediaStatus?: AmlResultClass | null;
}

/**
 * Body of the six `IDENTIFICATION…` events (OAS; legacy fields: the webhook's JSON schema). iDenfy documents more fields as
 * required, but only the first three have always been present.
 */
export interface IdentificationWebhook {
  scanRef: string;
  clientId: string;
  status: WebhookStatus;
  /** Whether no review follows. A final result can still be changed later. */
  final?: boolean | null;
  platform?: Platform | null;
  data?: DocumentData | null;
  /** The links are valid for one hour. */
  fileUrls?: FileLinks | null;
  additionalStepPdfUrls?: FileLinks | null;
  additionalSteps?: Record<string, AdditionalStepType | null> | null;
  externalRef?: string | null;
  /** Only in business flows. */
  companyId?: string | null;
  /** Only in business flows. */
  beneficiaryId?: string | null;
  /** Unix seconds (UTC). */
  startTime?: number | null;
  /** When the automatic decision was made, in Unix seconds (UTC). */
  finishTime?: number | null;
  clientIp?: string | null;
  clientIpCountry?: string | null;
  clientLocation?: string | null;
  gdcMatch?: boolean | null;
  manualAddress?: string | null;
  manualAddressMatch?: boolean | null;
  /** Here or in `data`: iDenfy's sources disagree. */
  additionalData?: AdditionalDataResult | null;
  /** Legacy (v2). */
  AML?: ServiceResult<AmlHit>[] | null;
  amlCheck?: AmlCheck | null;
  LID?: ServiceResult<LidRecord>[] | null;
  CRIMINAL_CHECK?: ServiceResult<CriminalRecord>[] | null;
  registryCenterCheck?: RegistryCenterCheck | null;
  addressVerification?: AddressVerification | null;
  questionnaireAnswers?: QuestionnaireAnswers | null;
  riskAssessment?: RiskAssessment | null;
  bankVerification?: BankVerification | null;
  emailVerification?: EmailVerification | null;
  phoneVerification?: PhoneVerification | null;
  driverLicenseCheck?: DriverLicenseCheck | null;
  bankCardVerification?: BankCardVerification | null;
}

/** How soon the document expires (OAS). */
export const EXPIRATION_THRESHOLDS = [
  'DOCUMENT_EXPIRES_WITHIN_30_DAYS',
  'DOCUMENT_EXPIRES_WITHIN_7_DAYS',
  'DOCUMENT_EXPIRES_WITHIN_1_DAY',
  'DOCUMENT_EXPIRED',
] as const;

/** Body of the `DOCUMENT_EXPIRATION` event (OAS). It has neither `status` nor `final`. */
export interface DocumentExpirationWebhook {
  scanRef: string;
  clientId: string;
  expirationThreshold: OpenEnum<(typeof EXPIRATION_THRESHOLDS)[number]>;
  /** The day on which the document expires. */
  documentExpiration: string;
}

/** Body of any webhook about a verification. */
export type IdenfyWebhookPayload = IdentificationWebhook | DocumentExpirationWebhook;
