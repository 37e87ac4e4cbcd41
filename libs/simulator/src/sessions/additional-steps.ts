import {
  type AdditionalDataResult,
  type AdditionalSteps,
  additionalStepsFor,
  ALL,
  type FieldComparison,
  type NamedStep,
  type TokenRequest,
} from '@nestjs-idenfy/contract';
import { checkedResult } from '../checks/checked-results.js';
import type { Session } from './session.js';

/**
 * The steps of a token: those of the request, or of the older `utilityBill`, or of the account. An empty object switches
 * those of the account off, as public clients do.
 */
export function effectiveSteps(request: TokenRequest, ofAccount: AdditionalSteps): AdditionalSteps {
  if (request.additionalSteps !== undefined) return request.additionalSteps;
  return request.utilityBill === true ? { [ALL]: { [ALL]: ['UTILITY_BILL'] } } : ofAccount;
}

/** The steps that the token asks for with a document of a country; of every document and country without these. */
export function stepsFor(session: Session, country?: string, documentType?: string): readonly NamedStep[] {
  return additionalStepsFor(session.token.additionalSteps, country, documentType);
}

/** The steps that were asked for in the session: those of the submitted document. */
export function submittedSteps(session: Session): readonly NamedStep[] {
  const { submission } = session;
  return submission === null
    ? stepsFor(session)
    : stepsFor(session, submission.country, submission.documentType);
}

/** `status.additionalSteps`; null without steps and before the analysis. */
export function stepsVerdict(session: Session): 'VALID' | 'INVALID' | 'NOT_FOUND' | null {
  if (session.results === null || submittedSteps(session).length === 0) return null;
  const result = checkedResult(session, 'steps') ?? 'VALID';
  if (result === 'VALID' || result === 'NOT_FOUND') return result;
  return 'INVALID';
}

/** Values read from the images of the EXTRACT and COMPARE steps; null when none was read. */
export function readFromSteps(session: Session): AdditionalDataResult | null {
  if (session.submission === null) return null;
  const read = submittedSteps(session).flatMap((step) => {
    const fields = step.type === 'UPLOAD' ? [] : fieldsOf(session, step);
    return fields.length === 0 ? [] : [[step.name, Object.fromEntries(fields)] as const];
  });
  return read.length === 0 ? null : Object.fromEntries(read);
}

type ReadField = readonly [name: string, read: { value: string | null; status: FieldComparison }];

function fieldsOf(session: Session, { name, type, fields = [] }: NamedStep): readonly ReadField[] {
  const given = session.request.additionalData?.[name] ?? {};
  const names = [...new Set([...fields, ...Object.keys(given)])];
  return names.map((field) => [
    field,
    readField(session, type === 'COMPARE' ? given[field] : undefined, field),
  ]);
}

function readField(session: Session, given: string | undefined, field: string): ReadField[1] {
  const result = checkedResult(session, 'steps');
  if (result === 'NOT_FOUND') return { value: null, status: 'NOT_FOUND' };
  // There is nothing to compare with.
  if (given === undefined) return { value: sampleOf(session, field), status: 'NO_DATA' };
  if (result === 'MISMATCH') return { value: `OTHER ${field.toUpperCase()}`, status: 'NOT_MATCH' };
  return { value: given, status: 'MATCH' };
}

function sampleOf({ data }: Session, field: string): string {
  if (field === 'address') return data?.address ?? '1 Example Street, Example';
  if (field === 'name' || field === 'fullName') return data?.fullName ?? 'SAMPLE PERSON';
  return `SAMPLE ${field.toUpperCase()}`;
}
