import type { CallOptions } from '../idenfy-client.js';
import type { components, operations } from '../rest-api.js';

export type Views = components['schemas'];
export type QueryOf<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['query']
>;

/** A verification, as staff see it. */
export type StaffVerification = Views['IdenfyStaffVerificationView'];

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Send it as `cursor` for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** Which page of a list. */
export interface PageQuery {
  cursor?: string;
  limit?: number;
}

/** How staff call. */
export interface AuditedCallOptions extends CallOptions {
  /** The reason, for the audit: 3 to 200 characters, no personal data. */
  readonly reason?: string;
}

/** How staff call about one verification or person. */
export interface StaffCallOptions extends AuditedCallOptions {
  /** The iDenfy account, where there are several. */
  readonly account?: string;
}

/** How staff call where a reason is required. */
export interface ReasonedCallOptions extends StaffCallOptions {
  readonly reason: string;
}

/** How staff act on what they have read. */
export interface DecisionCallOptions extends StaffCallOptions {
  /**
   * `caseVersion` of the answer that was read: the call fails with 412 `CASE_CHANGED` when verdict, tags, decision or proposal
   * changed since.
   *
   * @default the call counts for what is there now
   */
  readonly caseVersion?: number;
}

/** What the calls about one verification have in common. */
export function about<Query extends object>(scanRef: string, options: StaffCallOptions, query?: Query) {
  return { params: { path: { scanRef }, query: { ...account(options), ...query } }, ...given(options) };
}

/** The same where a reason is required. */
export function withReason<Query extends object>(
  scanRef: string,
  options: ReasonedCallOptions,
  query?: Query,
) {
  const { params, ...init } = about(scanRef, options, query);
  return { ...init, params: { ...params, header: { 'X-Access-Reason': asHeader(options.reason) } } };
}

/** The same for what may count for one version of the case only. */
export function ifUnchanged(scanRef: string, options: ReasonedCallOptions & DecisionCallOptions) {
  const { params, ...init } = withReason(scanRef, options);
  const { caseVersion } = options;
  const header = { ...params.header, ...(caseVersion !== undefined && { 'If-Match': `"${caseVersion}"` }) };
  return { ...init, params: { ...params, header } };
}

/** What the calls about one person have in common. */
export function ofPerson(clientId: string, options: StaffCallOptions) {
  return { params: { path: { clientId }, query: account(options) }, ...given(options) };
}

/** The same where a reason is required. */
export function ofPersonWithReason(clientId: string, options: ReasonedCallOptions) {
  const { params, ...init } = ofPerson(clientId, options);
  return { ...init, params: { ...params, header: { 'X-Access-Reason': asHeader(options.reason) } } };
}

export function account({ account: name }: StaffCallOptions): { account?: string } {
  return name === undefined ? {} : { account: name };
}

export function given({ signal, reason }: AuditedCallOptions) {
  return {
    ...(signal && { signal }),
    ...(reason !== undefined && { headers: { 'X-Access-Reason': asHeader(reason) } }),
  };
}

/** A header carries ASCII: any other text is encoded as by RFC 8187, which the service decodes. */
function asHeader(reason: string): string {
  return /^[\x20-\x7e]*$/.test(reason) ? reason : `UTF-8''${encodeURIComponent(reason)}`;
}

/** The service sends staff nothing else on these routes. */
export function staff(view: Views['IdenfyPersonVerificationView'] | StaffVerification): StaffVerification {
  return view as StaffVerification;
}
