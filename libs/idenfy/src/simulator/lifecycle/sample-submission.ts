import { ALL } from '../../contract/additional-step.js';
import type { Platform } from '../../contract/platform.js';
import { requiredImages } from '../../contract/process.js';
import type { Session, Submission } from '../sessions/session.js';

interface Chosen {
  readonly country?: string | undefined;
  readonly documentType?: string | undefined;
  readonly platform?: Platform;
}

/** What would have been handed in: what the token allows first, and every picture it asks for. */
export function sampleSubmission(session: Session, now: number, chosen: Chosen = {}): Submission {
  const country = chosen.country ?? countriesOf(session)[0] ?? 'LT';
  const documentType = chosen.documentType ?? documentTypesOf(session, country)[0] ?? 'PASSPORT';
  return {
    at: now,
    platform: chosen.platform ?? 'OTHER',
    country,
    documentType,
    steps: stepsOf(session, documentType),
  };
}

/** Countries the token names; none when it allows all. */
export function countriesOf(session: Session): readonly string[] {
  return Object.keys(session.token.allowedDocuments).filter((country) => country !== ALL);
}

export function documentTypesOf(session: Session, country: string): readonly string[] {
  const allowed = session.token.allowedDocuments;
  return allowed[country] ?? allowed[ALL] ?? [];
}

/** Keys of the pictures that must be handed in. */
export function stepsOf(session: Session, documentType: string): readonly string[] {
  return requiredImages({
    documentType,
    tokenType: session.token.tokenType,
    driverLicenseBack: session.request.driverLicenseBack === true,
    utilityBill: session.token.additionalSteps.includes('UTILITY_BILL'),
  });
}
