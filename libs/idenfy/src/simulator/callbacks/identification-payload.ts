import type { IdenfyEventType } from '../../contract/event-type.js';
import type { FileLinks } from '../../contract/files.js';
import type { QuestionnaireAnswers } from '../../contract/questionnaire.js';
import type { DocumentData } from '../../contract/verification-data.js';
import type { DocumentExpirationWebhook, IdentificationWebhook } from '../../contract/webhook.js';
import { additionalStepsOf } from '../lifecycle/additional-steps.js';
import { NO_DOCUMENT_DATA } from '../lifecycle/document-data.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import { nextExpirationNotice } from '../sessions/expiration-notice.js';
import type { Session } from '../sessions/session.js';
import { payloadStatus } from './payload-status.js';
import { nothingFound } from './service-results.js';

/** Body of an identification event: every documented field, null where there is nothing to say. */
export function identificationPayload(
  session: Session,
  eventType: IdenfyEventType,
  { behaviour, fileUrls }: { behaviour: SimulatorBehaviour; fileUrls: FileLinks },
): Required<IdentificationWebhook> {
  const { request, scanRef, submission } = session;
  const seen = submission !== null;
  return {
    final: session.final,
    platform: submission?.platform ?? 'OTHER',
    status: payloadStatus(session, eventType, behaviour),
    data: payloadData(session),
    fileUrls,
    additionalStepPdfUrls: {},
    additionalSteps: stepTypes(session),
    scanRef,
    externalRef: request.externalRef ?? null,
    clientId: session.clientId,
    companyId: null,
    beneficiaryId: null,
    startTime: inSeconds(session.openedAt ?? session.createdAt),
    finishTime: inSeconds(session.finishedAt ?? session.openedAt ?? session.createdAt),
    // An address of the range kept for documentation: nobody's.
    clientIp: seen ? '192.0.2.1' : null,
    clientIpCountry: submission?.country ?? null,
    clientLocation: seen ? `Example, ${submission.country}` : null,
    gdcMatch: null,
    manualAddress: null,
    manualAddressMatch: false,
    additionalData: null,
    AML: seen && request.checkAml === true ? nothingFound('AML', 'AML_NAMES_CHECK', scanRef) : null,
    amlCheck: null,
    LID: seen && request.checkLid === true ? nothingFound('LID', 'IrdInvalidPapers', scanRef) : null,
    CRIMINAL_CHECK:
      seen && request.checkCriminal === true
        ? nothingFound('CRIMINAL_CHECK', 'CRIMINAL_CHECK', scanRef)
        : null,
    registryCenterCheck: null,
    addressVerification: null,
    questionnaireAnswers: answersOf(session),
    riskAssessment:
      seen && typeof request.riskAssessmentProfile === 'string' ? { riskScore: 10, riskLevel: 'LOW' } : null,
    bankVerification: null,
    emailVerification: null,
    phoneVerification: null,
    driverLicenseCheck: null,
    bankCardVerification: null,
  };
}

/** Body of the event that a document nears its expiry. */
export function documentExpirationPayload(session: Session): DocumentExpirationWebhook {
  return {
    scanRef: session.scanRef,
    clientId: session.clientId,
    expirationThreshold: nextExpirationNotice(session)?.threshold ?? 'DOCUMENT_EXPIRED',
    documentExpiration: session.data?.docExpiry ?? '',
  };
}

function payloadData(session: Session): DocumentData {
  const approved = session.final && session.findings?.overall === 'APPROVED';
  return {
    ...NO_DOCUMENT_DATA,
    ...session.data,
    clientIpProxyRiskLevel: approved && session.request.checkIpProxy === true ? 'LOW' : null,
  };
}

function stepTypes(session: Session): Record<string, string> | null {
  const steps = additionalStepsOf(session.request);
  return steps.length === 0 ? null : Object.fromEntries(steps.map(({ name, type }) => [name, type]));
}

function answersOf({ request, submission }: Session): QuestionnaireAnswers | null {
  if (submission === null || typeof request.questionnaire !== 'string') return null;
  const question = {
    key: 'purpose',
    title: 'Purpose of the account',
    type: 'TEXT',
    value: 'A sample answer',
  };
  return { title: request.questionnaire, sections: [{ title: 'About you', questions: [question] }] };
}

function inSeconds(instant: number): number {
  return Math.floor(instant / 1000);
}
