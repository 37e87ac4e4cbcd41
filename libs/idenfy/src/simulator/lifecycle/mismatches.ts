import { REQUEST_FIELD_MISMATCH_TAG as TAG_OF } from '../../contract/mismatch-tag.js';
import type { TokenRequest } from '../../contract/token.js';
import type { DocumentData } from '../../contract/verification-data.js';

/** What of the token is compared with which field of the document. */
const COMPARED = [
  ['firstName', 'docFirstName'],
  ['lastName', 'docLastName'],
  ['dateOfBirth', 'docDob'],
  ['dateOfExpiry', 'docExpiry'],
  ['dateOfIssue', 'docDateOfIssue'],
  ['documentNumber', 'docNumber'],
  ['personalNumber', 'docPersonalCode'],
  ['nationality', 'docNationality'],
] as const;

/** Tags for everything on the document that is not as the token said. */
export function mismatchesOf(request: TokenRequest, data: DocumentData, now: number): readonly string[] {
  const tags: string[] = COMPARED.filter(([given, read]) => differ(request[given], data[read])).map(
    ([given]) => TAG_OF[given],
  );
  if (differ(request.sex, data.docSex?.charAt(0))) tags.push(TAG_OF.sex);

  const age = ageOf(data.docDob, now);
  if (typeof request.ageLimit === 'number') {
    if (age === undefined) tags.push('UNKNOWN_AGE');
    else if (age < request.ageLimit) tags.push(TAG_OF.ageLimit);
  }
  if (typeof request.ageMax === 'number' && age !== undefined && age > request.ageMax)
    tags.push(TAG_OF.ageMax);
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
