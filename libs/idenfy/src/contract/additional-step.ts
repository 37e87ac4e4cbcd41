import type { OpenEnum } from './open-enum.js';

/** What iDenfy does with the picture of a step: keep it, read it, or read and compare it (WL, OAS). */
export const ADDITIONAL_STEP_TYPES = ['UPLOAD', 'EXTRACT', 'COMPARE'] as const;

/** What iDenfy does with the picture of a step. */
export type AdditionalStepType = OpenEnum<(typeof ADDITIONAL_STEP_TYPES)[number]>;

/** Verdict over all steps, in `status.additionalSteps` (OAS). */
export const ADDITIONAL_STEP_RESULTS = ['VALID', 'INVALID', 'NOT_FOUND'] as const;

/** Verdict over all steps. */
export type AdditionalStepResult = OpenEnum<(typeof ADDITIONAL_STEP_RESULTS)[number]>;

/** How a field of a step compares with what was given (WL, D:kyc/additional-steps). */
export const FIELD_COMPARISONS = ['MATCH', 'NOT_MATCH', 'NOT_FOUND', 'NO_DATA'] as const;

/** How a field of a step compares with what was given. */
export type FieldComparison = OpenEnum<(typeof FIELD_COMPARISONS)[number]>;

/** Stands for every country, or every document type, in {@link AdditionalSteps}. */
export const ALL = 'ALL';

/** How the person may deliver a step; each is a switch of the UI. */
export interface AdditionalStepSettings {
  canUpload?: boolean;
  canCapture?: boolean;
  canUploadPDF?: boolean;
}

/** What the UI says about a step in one language. */
export interface AdditionalStepText {
  name?: string;
  description?: string;
}

/** One more picture to ask for. */
export interface AdditionalStep {
  type: AdditionalStepType;
  /** Names of the fields to read, as in `additionalData`, e.g. `address`. */
  fields?: readonly string[];
  /** Language → texts. */
  texts?: Readonly<Record<string, AdditionalStepText>>;
  settings?: AdditionalStepSettings;
}

/** Step name → its definition. Public code also sends a bare list of step names. */
export type AdditionalStepsOfDocument = Readonly<Record<string, AdditionalStep>> | readonly string[];

/** Country (or `ALL`) → document type (or `ALL`) → step name → definition (WL, D:kyc/additional-steps). */
export type AdditionalSteps = Readonly<Record<string, Readonly<Record<string, AdditionalStepsOfDocument>>>>;

/** What is known beforehand: step name → field → value (WL). */
export type AdditionalData = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What was found: step name → field → value and comparison (WL, D:kyc/additional-steps). */
export type AdditionalDataResult = Record<
  string,
  Record<string, { value?: string | null; status?: FieldComparison | null }> | null
>;
