import type { AdditionalDataResult, AdditionalStepResult, AdditionalStepType } from './additional-step.js';
import type { AddressVerification } from './address-verification.js';
import type { AmlCheck, AmlResultClass, LidRecord, ServiceResult } from './aml.js';
import type { BankCardVerification, BankVerification } from './bank.js';
import type { DocumentResult } from './document-result.js';
import type { FaceResult } from './face-result.js';
import type { FileLinks } from './files.js';
import type { FraudTag, SuspicionReason } from './fraud-tag.js';
import type { MismatchTag } from './mismatch-tag.js';
import type { OpenEnum } from './open-enum.js';
import type { OverallStatus } from './overall-status.js';
import type { Platform } from './platform.js';
import type { QuestionnaireAnswers } from './questionnaire.js';
import type { RegistryCenterCheck } from './registry-center.js';
import type { RiskLevel } from './risk-level.js';
import type { DocumentData } from './verification-data.js';

/** `status` of an identification callback. Only `overall` can be counted on. */
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
  /** Legacy; read `fraudTags` first. */
  suspicionReasons?: SuspicionReason[] | null;
  /** Free text, from the operator who denied. */
  denyReasons?: string[] | null;
  /** Legacy, as are the three below. */
  amlResultClass?: AmlResultClass | null;
  pepsStatus?: AmlResultClass | null;
  sanctionsStatus?: AmlResultClass | null;
  adverseMediaStatus?: AmlResultClass | null;
}

/**
 * Body of the six `IDENTIFICATION…` events (OAS, and legacy fields from the webhook's JSON schema).
 * iDenfy calls more of it required; only these three have always been there.
 */
export interface IdentificationWebhook {
  scanRef: string;
  clientId: string;
  status: WebhookStatus;
  /** True: no review follows. A final result can still change later. */
  final?: boolean | null;
  platform?: Platform | null;
  data?: DocumentData | null;
  /** Links live one hour. */
  fileUrls?: FileLinks | null;
  additionalStepPdfUrls?: FileLinks | null;
  additionalSteps?: Record<string, AdditionalStepType | null> | null;
  externalRef?: string | null;
  /** Business flows only. */
  companyId?: string | null;
  /** Business flows only. */
  beneficiaryId?: string | null;
  /** Unix seconds, UTC. */
  startTime?: number | null;
  /** Unix seconds, UTC: when the automatic decision was made. */
  finishTime?: number | null;
  clientIp?: string | null;
  clientIpCountry?: string | null;
  clientLocation?: string | null;
  gdcMatch?: boolean | null;
  manualAddress?: string | null;
  manualAddressMatch?: boolean | null;
  /** Here or inside `data`: iDenfy's sources disagree. */
  additionalData?: AdditionalDataResult | null;
  AML?: ServiceResult[] | null;
  amlCheck?: AmlCheck | null;
  LID?: ServiceResult<LidRecord>[] | null;
  CRIMINAL_CHECK?: ServiceResult[] | null;
  registryCenterCheck?: RegistryCenterCheck | null;
  addressVerification?: AddressVerification | null;
  questionnaireAnswers?: QuestionnaireAnswers | null;
  /** `riskScore` is 0 to 100. */
  riskAssessment?: { riskScore?: number | null; riskLevel?: RiskLevel | null } | null;
  bankVerification?: BankVerification | null;
  emailVerification?: { email?: string | null; emailVerified?: boolean | null } | null;
  /** `phone` is E.164. */
  phoneVerification?: { phone?: string | null; phoneVerified?: boolean | null } | null;
  driverLicenseCheck?: Record<string, unknown> | null;
  bankCardVerification?: BankCardVerification | null;
}

/** How near the document's expiry is (OAS). */
export const EXPIRATION_THRESHOLDS = [
  'DOCUMENT_EXPIRES_WITHIN_30_DAYS',
  'DOCUMENT_EXPIRES_WITHIN_7_DAYS',
  'DOCUMENT_EXPIRES_WITHIN_1_DAY',
  'DOCUMENT_EXPIRED',
] as const;

/** Body of the `DOCUMENT_EXPIRATION` event (OAS). It carries no status and no `final`. */
export interface DocumentExpirationWebhook {
  scanRef: string;
  clientId: string;
  expirationThreshold: OpenEnum<(typeof EXPIRATION_THRESHOLDS)[number]>;
  /** The day the document expires. */
  documentExpiration: string;
}

/** Any callback with a documented KYC body. */
export type IdenfyWebhookPayload = IdentificationWebhook | DocumentExpirationWebhook;
