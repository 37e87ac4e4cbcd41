import {
  type DocumentExpirationWebhook,
  type FacialAuthenticationWebhook,
  type IdenfyEventType,
  type IdentificationWebhook,
  SUSPICION_REASONS,
  type WebhookStatus,
} from '@nestjs-idenfy/contract';
import { bankCardVerification, bankVerification } from '../checks/bank-checks.js';
import { idOf } from '../checks/checked-results.js';
import {
  addressVerification,
  driverLicenseCheck,
  emailVerification,
  gdcMatch,
  manualAddress,
  phoneVerification,
  registryCenterCheck,
  riskAssessment,
} from '../checks/identity-checks.js';
import { questionnaireAnswers } from '../checks/questionnaire.js';
import {
  amlCheck,
  amlClass,
  amlPartClass,
  amlServices,
  criminalServices,
  lidServices,
} from '../checks/screening.js';
import type { SessionFiles } from '../media/file-links.js';
import type { SimulatorBehaviour } from '../options.js';
import { stepsVerdict, submittedSteps } from '../sessions/additional-steps.js';
import { nextDocumentExpiration } from '../sessions/due-events.js';
import { reportedData } from '../sessions/reported-data.js';
import { NO_RESULTS, type Session } from '../sessions/session.js';
import { inProfile, type ProfiledWebhook } from './profile.js';

/** Body of an identification event: every documented field, with the given ones as they are. */
export function identificationPayload(
  session: Session,
  eventType: IdenfyEventType,
  { behaviour, files }: { behaviour: SimulatorBehaviour; files: SessionFiles },
): ProfiledWebhook {
  const body = inProfile(behaviour.profile, usualPayload(session, eventType, behaviour, files));
  const { status, ...given } = session.webhook;
  return { ...body, ...given, ...(body.status && { status: { ...body.status, ...status } }) };
}

function usualPayload(
  session: Session,
  eventType: IdenfyEventType,
  behaviour: SimulatorBehaviour,
  { fileUrls, additionalStepPdfUrls }: SessionFiles,
): Required<IdentificationWebhook> {
  const { request, scanRef, submission } = session;
  const seen = submission !== null;
  return {
    final: session.final,
    platform: submission?.platform ?? 'OTHER',
    status: payloadStatus(session, eventType, behaviour),
    data: reportedData(session),
    fileUrls: seen ? fileUrls : null,
    additionalStepPdfUrls,
    additionalSteps: stepTypes(session),
    scanRef,
    externalRef: request.externalRef ?? null,
    clientId: session.clientId,
    companyId: null,
    beneficiaryId: null,
    startTime: inSeconds(session.openedAt ?? session.createdAt),
    finishTime: inSeconds(session.finishedAt ?? session.openedAt ?? session.createdAt),
    // From the address range reserved for documentation.
    clientIp: seen ? '192.0.2.1' : null,
    clientIpCountry: submission?.country ?? null,
    clientLocation: seen ? `Example, ${submission.country}` : null,
    gdcMatch: gdcMatch(session),
    ...manualAddress(session),
    additionalData: null,
    AML: amlServices(session),
    amlCheck: amlCheck(session),
    LID: lidServices(session),
    CRIMINAL_CHECK: criminalServices(session),
    registryCenterCheck: registryCenterCheck(session),
    addressVerification: addressVerification(session),
    questionnaireAnswers: questionnaireAnswers(session),
    riskAssessment: riskAssessment(session),
    bankVerification: bankVerification(session),
    emailVerification: emailVerification(session),
    phoneVerification: phoneVerification(session),
    driverLicenseCheck: driverLicenseCheck(session),
    bankCardVerification: bankCardVerification(session),
  };
}

/** Body of the event that a document expires soon, or has expired. */
export function documentExpirationPayload(session: Session): DocumentExpirationWebhook {
  return {
    scanRef: session.scanRef,
    clientId: session.clientId,
    expirationThreshold: nextDocumentExpiration(session)?.threshold ?? 'DOCUMENT_EXPIRED',
    documentExpiration: session.data?.docExpiry ?? '',
  };
}

/** Body of the event that a known person has authenticated by face again. */
export function facialAuthenticationPayload(
  session: Session,
  { profile }: SimulatorBehaviour,
): FacialAuthenticationWebhook {
  return {
    id: idOf(session, 'facialAuthentication'),
    scanRef: session.scanRef,
    clientId: session.clientId,
    // The guide has upper case, the OpenAPI file mixed case.
    status: profile === 'strict-openapi' ? 'Success' : 'SUCCESS',
    token: idOf(session, 'faceToken').replaceAll('-', '').slice(0, 26).toUpperCase(),
    type: 'AUTHENTICATION',
    method: 'FACE_MATCHING',
    facePhoto: null,
    ipAddress: '192.0.2.1',
    failReason: null,
    riskTags: [],
  };
}

function stepTypes(session: Session): Record<string, string> | null {
  const steps = submittedSteps(session);
  return steps.length === 0 ? null : Object.fromEntries(steps.map(({ name, type }) => [name, type]));
}

function inSeconds(instant: number): number {
  return Math.floor(instant / 1000);
}

/** `status` of a webhook, with the legacy fields that iDenfy still sends. */
function payloadStatus(
  session: Session,
  eventType: IdenfyEventType,
  behaviour: SimulatorBehaviour,
): Required<WebhookStatus> {
  const results = session.results ?? NO_RESULTS;
  const reasons: readonly string[] = SUSPICION_REASONS;
  return {
    overall: overallFor(session, eventType, behaviour),
    fraudTags: [...results.fraudTags],
    mismatchTags: [...results.mismatchTags],
    autoFace: results.autoFace,
    manualFace: results.manualFace,
    autoDocument: results.autoDocument,
    manualDocument: results.manualDocument,
    additionalSteps: stepsVerdict(session),
    suspicionReasons: results.fraudTags.filter((tag) => reasons.includes(tag)),
    denyReasons: [],
    amlResultClass: amlClass(session),
    pepsStatus: amlPartClass(session, 'PEP'),
    sanctionsStatus: amlPartClass(session, 'SANCTION'),
    adverseMediaStatus: amlPartClass(session, 'ADVERSE_MEDIA'),
  };
}

function overallFor(session: Session, eventType: IdenfyEventType, behaviour: SimulatorBehaviour): string {
  if (eventType === 'IDENTIFICATION_CANCELLED') return behaviour.cancelled.overall;
  if (session.status === 'EXPIRED') return behaviour.expired.overall;
  if (!session.final && behaviour.overallWhileReviewing === 'REVIEWING') return 'REVIEWING';
  return session.results?.overall ?? session.status;
}
