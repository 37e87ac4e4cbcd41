import { ADDITIONAL_STEP_TYPES, ALL } from './additional-step.js';
import { isCountry } from './country.js';
import { DOCUMENT_TYPES } from './document-type.js';

const documentTypes: ReadonlySet<string> = new Set(DOCUMENT_TYPES);
const stepTypes: ReadonlySet<unknown> = new Set(ADDITIONAL_STEP_TYPES);

/** Whether the value is a JSON object: no array, no null. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the value is a list of strings. */
export function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

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
  // A bare list of step names is undocumented, but public code sends it.
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
