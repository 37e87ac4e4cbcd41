import { isCountry } from '../../contract/country.js';
import { badValue, missingValue } from '../http/api-refusal.js';
import { countriesOf, documentTypesOf } from '../lifecycle/sample-submission.js';
import type { Session } from '../sessions/session.js';

/** A country that the token allows, in upper case. @throws {ApiRefusal} */
export function readAllowedCountry(session: Session, value: unknown): string {
  if (value === undefined || value === null) throw missingValue("Field 'country' is required.");
  const country = typeof value === 'string' && /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : value;
  if (!isCountry(country)) throw badValue("Field 'country' must be a valid ISO 3166-1 alpha-2 code.");
  const allowed = countriesOf(session);
  if (allowed.length > 0 && !allowed.includes(country)) {
    throw badValue("Field 'country' is not allowed for this token.");
  }
  return country;
}

/** A document type that the token allows in that country. @throws {ApiRefusal} */
export function readAllowedType(session: Session, country: string, value: unknown): string {
  if (typeof value !== 'string' || !documentTypesOf(session, country).includes(value)) {
    throw badValue("Field 'documentType' is not allowed for this token.");
  }
  return value;
}
