import { ALL, type Platform, requiredImages } from '@nestjs-idenfy/contract';
import { stepsFor } from './additional-steps.js';
import { onlyIssuerOf } from './issuing-countries.js';
import type { Session, Submission } from './session.js';

interface Chosen {
  readonly country?: string | undefined;
  readonly documentType?: string | undefined;
  readonly platform?: Platform;
}

/** A complete submission: the first country and document type that the token allows, and every required image. */
export function sampleSubmission(session: Session, now: number, chosen: Chosen = {}): Submission {
  const country = chosen.country ?? countriesOf(session)[0] ?? usualCountry(session, chosen.documentType);
  const documentType = chosen.documentType ?? documentTypesOf(session, country)[0] ?? 'PASSPORT';
  return {
    at: now,
    platform: chosen.platform ?? 'OTHER',
    country,
    documentType,
    steps: stepsOf(session, country, documentType),
  };
}

// An Aadhaar card is not Lithuanian.
function usualCountry(session: Session, chosen: string | undefined): string {
  const documentType = chosen ?? documentTypesOf(session, ALL)[0] ?? 'PASSPORT';
  return onlyIssuerOf(documentType) ?? 'LT';
}

/** Countries that the token names; empty when it allows all. */
export function countriesOf(session: Session): readonly string[] {
  return Object.keys(session.token.allowedDocuments).filter((country) => country !== ALL);
}

/** Document types that the token allows in a country. */
export function documentTypesOf(session: Session, country: string): readonly string[] {
  const allowed = session.token.allowedDocuments;
  return allowed[country] ?? allowed[ALL] ?? [];
}

/** Document types that the token allows in any country. */
export function allDocumentTypesOf(session: Session): readonly string[] {
  return [...new Set(Object.values(session.token.allowedDocuments).flat())];
}

/** Keys of the required images: those of the document, the face, and of every additional step for them. */
export function stepsOf(session: Session, country: string, documentType: string): readonly string[] {
  const main = requiredImages({
    documentType,
    tokenType: session.token.tokenType,
    driverLicenseBack: session.request.driverLicenseBack === true,
  });
  return [...new Set([...main, ...stepsFor(session, country, documentType).map(({ name }) => name)])];
}
