import type { OpenEnum } from './open-enum.js';

/** Kinds of hit of an anti-money-laundering check (OAS). */
export const AML_SUSPICION_TYPES = ['SANCTION', 'INTERPOL', 'PEPS', 'ADVERSE_MEDIA', 'OTHER'] as const;

/** A kind of hit. */
export type AmlSuspicionType = OpenEnum<(typeof AML_SUSPICION_TYPES)[number]>;

/** Legacy classes of `status.amlResultClass` and its neighbours (webhook JSON schema). */
export const AML_RESULT_CLASSES = [
  'NOT_CHECKED',
  'NO_FLAGS',
  'FLAGS_FOUND',
  'TRUE_POSITIVE',
  'FALSE_POSITIVE',
] as const;

/** A legacy class of result. */
export type AmlResultClass = OpenEnum<(typeof AML_RESULT_CLASSES)[number]>;

/** Groups of the services behind `AML`, `LID` and `CRIMINAL_CHECK` (OAS). */
export const SERVICE_GROUP_TYPES = ['AML', 'LID', 'CRIMINAL_CHECK'] as const;

/** What one service found (OAS). `Item` depends on the service, and its names are open. */
export interface ServiceResult<Item = Record<string, unknown>> {
  status?: {
    serviceSuspected?: boolean | null;
    serviceUsed?: boolean | null;
    serviceFound?: boolean | null;
    checkSuccessful?: boolean | null;
    overallStatus?: OpenEnum<'SUSPECTED' | 'NOT_SUSPECTED'> | null;
  } | null;
  data?: Item[] | null;
  serviceName?: string | null;
  serviceGroupType?: OpenEnum<(typeof SERVICE_GROUP_TYPES)[number]> | null;
  uid?: string | null;
  errorMessage?: string | null;
}

/** One record of lost and stolen documents (OAS). */
export interface LidRecord {
  documentNumber?: string | null;
  documentType?: string | null;
  valid?: boolean | null;
  expiryDate?: string | null;
  checkDate?: string | null;
}

/** The newer AML check (OAS, v3). */
export interface AmlCheck {
  id?: string | null;
  overallStatus?: string | null;
  statusSetBy?: string | null;
  statusSetAt?: string | null;
  adverseMedia?: Record<string, unknown>[] | null;
  amlCheck?: Record<string, unknown>[] | null;
}
