import type { TokenRequest } from '@nestjs-idenfy/contract';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { keepsData, VerificationOptions } from './verification.options.js';

/** The fields of `/token` that state something about the person, which iDenfy compares with the document. */
export const CLAIM_FIELDS = [
  'firstName',
  'lastName',
  'dateOfBirth',
  'sex',
  'nationality',
  'personalNumber',
  'documentNumber',
  'dateOfExpiry',
  'dateOfIssue',
  'address',
  'additionalData',
] as const satisfies readonly (keyof TokenRequest)[];

/** What the host claimed about a person when it started the verification. */
export type Claims = Pick<TokenRequest, (typeof CLAIM_FIELDS)[number]>;

/** What a request claims; empty where it names only who is to be verified. */
export function claimsIn(request: TokenRequest): Claims {
  const given = CLAIM_FIELDS.filter((field) => request[field] !== undefined && request[field] !== null);
  return Object.fromEntries(given.map((field) => [field, request[field]]));
}

/** Keeps what the host claimed about people, sealed, where the extracted data are kept as well. */
@Injectable()
export class KeptClaims {
  readonly #isOn: boolean;

  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    options: VerificationOptions,
  ) {
    this.#isOn = keepsData(options);
  }

  /** What to store with a session that was started with this request; null where nothing is kept. */
  sealed(id: string, request: TokenRequest): Buffer | null {
    if (!this.#isOn) return null;
    return this.cipher.seal(JSON.stringify(claimsIn(request)), associatedData.claims(id));
  }

  /** What was claimed; null where it was not kept: by `keep`, because the session was not started here, or by an erasure. */
  async of({ id }: Pick<IdenfyVerification, 'id'>): Promise<Claims | null> {
    const row = await this.database.run((manager) =>
      manager
        .createQueryBuilder(IdenfyVerification, 'v')
        .select(['v.id', 'v.claims'])
        .where('v.id = :id', { id })
        .getOneOrFail(),
    );
    if (row.claims === null) return null;
    return JSON.parse(this.cipher.open(row.claims, associatedData.claims(id)).toString()) as Claims;
  }
}
