/**
 * POST /kyc/identifications/{scanRef}/request-information/: asks the person for more (OAS).
 * A second request while one is pending is refused. The answer arrives as `IDENTIFICATION_RESUBMITTED`.
 */
export interface RequestInformationRequest {
  /** Seconds, 0 to 2,592,000. @default 86400 */
  lifetime?: number;
  /** Key of the questionnaire; at least one character. */
  questionnaire?: string;
  /** UUID */
  riskAssessmentProfile?: string;
  additionalStepUploadRequired?: boolean;
  bankCardVerification?: boolean;
  /** Four digits. */
  bankCardExpectedLastFour?: string | null;
}

/** The answer: where the person goes on. An older edition has `tokenString` only. */
export interface RequestInformationResponse {
  /** A credential for the session, never to be logged. */
  tokenString: string;
  sessionUrl?: string | null;
}
