/** Why a human should look at a verification. */
export const ATTENTIONS = [
  /** Two words of equal weight name different verdicts; the more cautious one stands. */
  'CONFLICT',
  /** A callback named another `clientId` than the one the session was started for. */
  'CLIENT_MISMATCH',
  /** A callback was delivered again long after, while the verdict had changed. */
  'LATE_REPEAT',
  /** A final result contradicts the host's own decision, which was cleared. */
  'DECISION_OVERTAKEN',
  /** iDenfy named an overall status that is not known here. */
  'UNKNOWN_STATUS',
  /** Nothing was heard, and look-ups did not settle it. */
  'OVERDUE',
  /** The answer to `/token` was lost and several sessions could be the one. */
  'AMBIGUOUS_START',
  /** The answer to `/token` was lost; the session found again has no token here. */
  'TOKEN_LOST',
  /** The answer to `/process` was lost: whether images arrived is unknown. */
  'SUBMISSION_UNKNOWN',
] as const;

export type Attention = (typeof ATTENTIONS)[number];
