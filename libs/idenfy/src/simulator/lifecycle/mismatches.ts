import type { TokenRequest } from '../../contract/token.js';
import type { DocumentData } from '../../contract/verification-data.js';

/** What of the token is compared with which field of the document, and the tag of a difference (idenfy: tag meanings). */
const COMPARED = [
  ['firstName', 'docFirstName', 'NAME'],
  ['lastName', 'docLastName', 'SURNAME'],
  ['dateOfBirth', 'docDob', 'DATE_OF_BIRTH'],
  ['dateOfExpiry', 'docExpiry', 'EXPIRY_DATE'],
  ['dateOfIssue', 'docDateOfIssue', 'DATE_OF_ISSUE'],
  ['documentNumber', 'docNumber', 'DOCUMENT_NUMBER'],
  ['personalNumber', 'docPersonalCode', 'PERSONAL_CODE'],
  ['nationality', 'docNationality', 'NATIONALITY'],
] as const;

/** Tags for everything on the document that is not as the token said. */
export function mismatchesOf(request: TokenRequest, data: DocumentData, now: number): readonly string[] {
  const tags: string[] = COMPARED.filter(([given, read]) => differ(request[given], data[read])).map(
    ([, , tag]) => tag,
  );
  if (differ(request.sex, data.docSex?.charAt(0))) tags.push('SEX');

  const age = ageOf(data.docDob, now);
  if (typeof request.ageLimit === 'number') {
    if (age === undefined) tags.push('UNKNOWN_AGE');
    else if (age < request.ageLimit) tags.push('UNDER_AGE');
  }
  if (typeof request.ageMax === 'number' && age !== undefined && age > request.ageMax) tags.push('OVER_AGE');
  return tags;
}

function differ(given: string | null | undefined, read: string | null | undefined): boolean {
  if (given === undefined || given === null) return false;
  return given.toUpperCase() !== read?.toUpperCase();
}

function ageOf(dateOfBirth: string | null | undefined, now: number): number | undefined {
  const birth = new Date(dateOfBirth ?? Number.NaN);
  if (Number.isNaN(birth.getTime())) return undefined;
  const today = new Date(now);
  const hadBirthday =
    today.getUTCMonth() > birth.getUTCMonth() ||
    (today.getUTCMonth() === birth.getUTCMonth() && today.getUTCDate() >= birth.getUTCDate());
  return today.getUTCFullYear() - birth.getUTCFullYear() - (hadBirthday ? 0 : 1);
}
