import {
  authTokenPlace,
  digitStringPlace,
  personalDataPlace,
  redirectUrlPlace,
} from '../verification/sealed-places.js';
import type { TableNames } from '../verification/table-names.js';
import { placeOfBody } from '../webhooks/intake/place-of-body.js';

/** A row with a sealed value: what is needed to tell its place. */
export interface SealedRow {
  readonly id: string;
  readonly account: string;
  /** Hex; of callbacks only. */
  readonly digest: string | null;
}

/** A column of sealed values. */
export interface SealedColumn {
  readonly table: keyof TableNames;
  readonly column: string;
  readonly idType: 'uuid' | 'bigint';
  /** SQL of `SealedRow.digest`. */
  readonly digest: string;
  readonly placeOf: (row: SealedRow) => string;
}

const ofVerification = (column: string, placeOf: (id: string) => string): SealedColumn => ({
  table: 'verification',
  column,
  idType: 'uuid',
  digest: 'null::text',
  placeOf: ({ id }) => placeOf(id),
});

/** Every column of ours that holds sealed values. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ofVerification('auth_token', authTokenPlace),
  ofVerification('redirect_url', redirectUrlPlace),
  ofVerification('digit_string', digitStringPlace),
  ofVerification('personal_data', personalDataPlace),
  {
    table: 'webhook',
    column: 'body',
    idType: 'bigint',
    digest: `encode(digest, 'hex')`,
    placeOf: ({ account, digest }) => placeOfBody(account, digest ?? ''),
  },
];
