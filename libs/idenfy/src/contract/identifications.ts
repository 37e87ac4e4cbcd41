import type { OverallStatus } from './overall-status.js';

/** Query of GET /kyc/identifications/ (OAS). */
export interface ListIdentificationsQuery {
  clientId?: string;
  page?: number;
  perPage?: number;
}

/** One verification of the list. */
export interface IdentificationSummary {
  scanRef: string;
  status: OverallStatus;
  suspected?: boolean | null;
}

/** The answer of GET /kyc/identifications/ (OAS). */
export interface IdentificationList {
  count?: number;
  /** Address of the next page. */
  next?: string | null;
  /** Address of the page before. */
  previous?: string | null;
  results: IdentificationSummary[];
}
