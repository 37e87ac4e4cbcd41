import { answered, type Rest } from '../rest.js';
import {
  about,
  type DecisionCallOptions,
  ifUnchanged,
  type Page,
  type PageQuery,
  type ReasonedCallOptions,
  type StaffCallOptions,
  type StaffVerification,
  type Views,
  withReason,
} from './staff-call.js';

/** Calls of officers who work on one case. */
export interface CaseCalls {
  /** Everything that is needed to decide, without extracted data. */
  case(scanRef: string, options?: StaffCallOptions): Promise<Views['IdenfyCaseView']>;
  /** What the service claimed about the person when it started the verification. */
  claims(scanRef: string, options: ReasonedCallOptions): Promise<Views['IdenfyClaimsView']>;
  /**
   * Decides on a SUSPECTED result; where a second person is needed, the decision is proposed. The reason of `decision` is also
   * that of the access, unless `options` has another.
   */
  decide(
    scanRef: string,
    decision: Views['IdenfyDecideDto'],
    options?: DecisionCallOptions,
  ): Promise<StaffVerification | Views['IdenfyProposedView']>;
  /** Confirms the proposed decision, as another person than its proposer. */
  confirmDecision(
    scanRef: string,
    options: ReasonedCallOptions & DecisionCallOptions,
  ): Promise<StaffVerification>;
  /** Returns the proposed decision to its proposer, as another person. The reason is also that of the access. */
  returnDecision(scanRef: string, reason: string, options?: DecisionCallOptions): Promise<StaffVerification>;
  /** Withdraws the proposed decision, as its proposer. */
  withdrawDecision(
    scanRef: string,
    options: ReasonedCallOptions & DecisionCallOptions,
  ): Promise<StaffVerification>;
  /** Settles a reason for attention by hand. `reason` is what was found; it is also the reason for the access, unless `options` has one. */
  settleAttention(
    scanRef: string,
    attention: Views['IdenfySettleAttentionDto']['attention'],
    reason: string,
    options?: DecisionCallOptions,
  ): Promise<StaffVerification>;
  /** Asks the person of an approved verification for more. */
  requestInformation(
    scanRef: string,
    request?: Views['IdenfyRequestInformationDto'],
    options?: StaffCallOptions,
  ): Promise<StaffVerification>;
  /** Assigns the case to a member of staff, or to no one (null). */
  assign(scanRef: string, staffId: string | null, options?: StaffCallOptions): Promise<StaffVerification>;
  /** Notes of staff, newest first. */
  notes(
    scanRef: string,
    page?: PageQuery,
    options?: StaffCallOptions,
  ): Promise<Page<Views['IdenfyNoteView']>>;
  /** Writes a note, which is never changed. */
  addNote(scanRef: string, text: string, options?: StaffCallOptions): Promise<Views['IdenfyNoteView']>;
}

export function caseCalls({ routes }: Rest): CaseCalls {
  return {
    case: (scanRef, options = {}) =>
      answered(routes.GET('/verifications/{scanRef}/case', about(scanRef, options))),
    claims: (scanRef, options) =>
      answered(routes.GET('/verifications/{scanRef}/claims', withReason(scanRef, options))),
    decide: (scanRef, body, options = {}) =>
      answered(
        routes.POST('/verifications/{scanRef}/decision', {
          body,
          ...ifUnchanged(scanRef, { reason: body.reason, ...options }),
        }),
      ),
    confirmDecision: (scanRef, options) =>
      answered(routes.POST('/verifications/{scanRef}/decision/confirm', ifUnchanged(scanRef, options))),
    returnDecision: (scanRef, reason, options = {}) =>
      answered(
        routes.POST('/verifications/{scanRef}/decision/return', {
          body: { reason },
          ...ifUnchanged(scanRef, { reason, ...options }),
        }),
      ),
    withdrawDecision: (scanRef, options) =>
      answered(routes.DELETE('/verifications/{scanRef}/decision', ifUnchanged(scanRef, options))),
    settleAttention: (scanRef, attention, reason, options = {}) =>
      answered(
        routes.POST('/verifications/{scanRef}/attention/settle', {
          body: { attention, reason },
          ...ifUnchanged(scanRef, { reason, ...options }),
        }),
      ),
    requestInformation: (scanRef, body = {}, options = {}) =>
      answered(
        routes.POST('/verifications/{scanRef}/request-information', { body, ...about(scanRef, options) }),
      ),
    assign: (scanRef, staffId, options = {}) =>
      answered(
        routes.PUT('/verifications/{scanRef}/assignee', {
          body: { staff: staffId },
          ...about(scanRef, options),
        }),
      ),
    notes: (scanRef, page = {}, options = {}) =>
      answered(routes.GET('/verifications/{scanRef}/notes', about(scanRef, options, page))),
    addNote: (scanRef, text, options = {}) =>
      answered(routes.POST('/verifications/{scanRef}/notes', { body: { text }, ...about(scanRef, options) })),
  };
}
