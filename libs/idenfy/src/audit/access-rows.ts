import type { AccessAction } from '../database/entities/access-record.entity.js';
import { type ChainedColumns, chainedTime } from './chain.js';

/** What an access record says. */
export interface AccessRow {
  /** Null for an act that concerns no single verification. */
  readonly verificationId: string | null;
  /** Name of the iDenfy account of an act without a verification; null where it concerns several. */
  readonly account: string | null;
  readonly staffId: string;
  readonly action: AccessAction;
  readonly detail: string | null;
  readonly reasonDigest: string | null;
  readonly at: Date;
}

/**
 * The chain that a record belongs to: that of its verification, so that staff who work on different ones never wait for each
 * other, else that of the account and the member of staff.
 */
export function accessChain({
  verificationId,
  account,
  staffId,
}: Pick<AccessRow, 'verificationId' | 'account' | 'staffId'>): string {
  // the name of an account has no colon
  return verificationId === null ? `staff:${account ?? ''}:${staffId}` : `verification:${verificationId}`;
}

/** Every column of an access record besides its id and its link, in the order of the chain. */
export const ACCESS_COLUMNS = [
  'verification_id',
  'account',
  'staff_id',
  'action',
  'detail',
  'reason_digest',
  'at',
];

/** What they hold in a record that is about to be inserted. */
export function accessColumns(row: AccessRow): ChainedColumns {
  return [
    ['verification_id', row.verificationId],
    ['account', row.account],
    ['staff_id', row.staffId],
    ['action', row.action],
    ['detail', row.detail],
    ['reason_digest', row.reasonDigest],
    ['at', chainedTime(row.at)],
  ];
}
