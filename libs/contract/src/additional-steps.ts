import { DOCUMENT_TYPES, isCountry } from './documents.js';
import { isJsonObject, isStringList } from './formats.js';
import type { OpenEnum } from './open-enum.js';

/** What iDenfy does with the image of a step: store it, read it, or read and compare it (WL, OAS). */
export const ADDITIONAL_STEP_TYPES = ['UPLOAD', 'EXTRACT', 'COMPARE'] as const;

/** What iDenfy does with the image of a step; may get new values. */
export type AdditionalStepType = OpenEnum<(typeof ADDITIONAL_STEP_TYPES)[number]>;

/** Result of all additional steps together, in `status.additionalSteps` (OAS). */
export const ADDITIONAL_STEP_RESULTS = ['VALID', 'INVALID', 'NOT_FOUND'] as const;

/** Result of all additional steps together; may get new values. */
export type AdditionalStepResult = OpenEnum<(typeof ADDITIONAL_STEP_RESULTS)[number]>;

/** How a field of a step compares with the value in `additionalData` (WL, D:kyc/additional-steps). */
export const FIELD_COMPARISONS = ['MATCH', 'NOT_MATCH', 'NOT_FOUND', 'NO_DATA'] as const;

/** How a field of a step compares with the value in `additionalData`; may get new values. */
export type FieldComparison = OpenEnum<(typeof FIELD_COMPARISONS)[number]>;

/** Stands for every country, or every document type, in {@link AdditionalSteps}. */
export const ALL = 'ALL';

/** How the person can provide the image of a step in the UI (WL, D:kyc/additional-steps). */
export interface AdditionalStepSettings {
  canUpload?: boolean;
  canCapture?: boolean;
  canUploadPDF?: boolean;
}

/** Texts of a step in the UI, in one language. */
export interface AdditionalStepText {
  name?: string;
  description?: string;
}

/** An image to ask for besides the document and the face (WL, D:kyc/additional-steps). */
export interface AdditionalStep {
  type: AdditionalStepType;
  /** Names of the fields to read, as in `additionalData`; for example `address`. */
  fields?: readonly string[];
  /** Language of the UI → texts. */
  texts?: Readonly<Record<string, AdditionalStepText>>;
  settings?: AdditionalStepSettings;
}

/** Step name → definition. Published code also sends a bare list of step names. */
export type AdditionalStepsOfDocument = Readonly<Record<string, AdditionalStep>> | readonly string[];

/** Country (or `ALL`) → document type (or `ALL`) → step name → definition (WL, D:kyc/additional-steps). */
export type AdditionalSteps = Readonly<Record<string, Readonly<Record<string, AdditionalStepsOfDocument>>>>;

/** Values to compare with the images of the steps: step name → field → value (WL). */
export type AdditionalData = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Values read from the images of the steps: step name → field → value and comparison (WL, D:kyc/additional-steps). */
export type AdditionalDataResult = Record<
  string,
  Record<string, { value?: string | null; status?: FieldComparison | null }> | null
>;

/** A step and its name. */
export interface NamedStep extends AdditionalStep {
  name: string;
}

/**
 * The steps for a document of a country: those for that country and for `ALL`, and of each those for that document type
 * and for `ALL`. A name that comes twice counts once, with the more specific definition. Without a country or document
 * type, the steps of every one.
 */
export function additionalStepsFor(
  steps: AdditionalSteps,
  country?: string,
  documentType?: string,
): readonly NamedStep[] {
  const named = new Map<string, NamedStep>();
  for (const ofCountry of matching(steps, country)) {
    for (const ofDocument of matching(ofCountry, documentType)) {
      for (const step of stepsIn(ofDocument)) named.set(step.name, step);
    }
  }
  return [...named.values()];
}

// General entries first, so that a specific one replaces them.
function matching<Entry>(
  entries: Readonly<Record<string, Entry>>,
  key: string | undefined,
): readonly Entry[] {
  const keys = key === undefined ? Object.keys(entries) : [ALL, key];
  return keys.flatMap((name) => (Object.hasOwn(entries, name) ? [entries[name] as Entry] : []));
}

function stepsIn(steps: AdditionalStepsOfDocument): readonly NamedStep[] {
  if (isStringList(steps)) return steps.map((name) => ({ name, type: 'UPLOAD' }));
  return Object.entries(steps as Readonly<Record<string, AdditionalStep>>).map(([name, step]) => ({
    ...step,
    name,
  }));
}

const documentTypes: ReadonlySet<string> = new Set(DOCUMENT_TYPES);
const stepTypes: ReadonlySet<unknown> = new Set(ADDITIONAL_STEP_TYPES);

/** Whether the value has the shape of `additionalSteps`: country → document type → step name → definition (WL). */
export function isAdditionalSteps(value: unknown): boolean {
  return isMapOf(value, (country) => country === ALL || isCountry(country), isStepsOfCountry);
}

/** Whether the value has the shape of `additionalData`: step name → field → string (WL). */
export function isAdditionalData(value: unknown): boolean {
  return isMapOf(value, isName, (fields) => isMapOf(fields, isName, isString));
}

function isStepsOfCountry(value: unknown): boolean {
  return isMapOf(value, (type) => type === ALL || documentTypes.has(type), isStepsOfDocument);
}

function isStepsOfDocument(value: unknown): boolean {
  // A bare list of step names is undocumented, but published code sends it.
  return isStringList(value) || isMapOf(value, isName, isStep);
}

function isStep(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    stepTypes.has(value['type']) &&
    (value['fields'] === undefined || isStringList(value['fields'])) &&
    (value['texts'] === undefined || isMapOf(value['texts'], isName, isStepText)) &&
    (value['settings'] === undefined || isMapOf(value['settings'], isName, isBoolean))
  );
}

function isStepText(value: unknown): boolean {
  return isMapOf(value, isName, isString);
}

function isMapOf(
  value: unknown,
  isKey: (key: string) => boolean,
  isItem: (item: unknown) => boolean,
): boolean {
  return isJsonObject(value) && Object.entries(value).every(([key, item]) => isKey(key) && isItem(item));
}

function isName(key: string): boolean {
  return key !== '';
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}
