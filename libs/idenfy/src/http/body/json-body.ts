import { isUtf8 } from 'node:buffer';
import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { type FieldProblem, IdenfyValidationError } from '../../errors/refusal.errors.js';
import { BodyBudget } from './body-budget.js';
import { bodyInvalid, bodyOfOtherType } from './body-errors.js';
import {
  type BodyLimits,
  discardRest,
  isJson,
  mediaType,
  rawRequest,
  readPieces,
  type RequestLike,
} from './read-body.js';

/** A JSON object, as it was sent. */
export type JsonObject = Record<string, unknown>;

/** 100 KB, the limit of Nest's own parsers. */
const LIMITS: BodyLimits = { maxBytes: 102_400 };

/** For all routes of the process: they share its memory, whichever module they belong to. */
const budget = new BodyBudget(16_000_000);

/**
 * The body as a JSON object. No error message quotes it.
 *
 * @throws IdenfyValidationError 400, field `body`: empty, not UTF-8, not JSON, not an object
 * @throws IdenfyUploadError 415 another content type, and what `readPieces` throws
 */
export async function readJson(request: RequestLike): Promise<JsonObject> {
  const type = mediaType(request);
  if (type !== '' && !isJson(type)) {
    discardRest(rawRequest(request));
    throw bodyOfOtherType('application/json');
  }
  const place = budget.enter();
  try {
    const bytes = Buffer.concat(await readPieces(request, place, LIMITS));
    if (type === '' && bytes.length > 0) {
      throw bodyOfOtherType('application/json');
    }
    const body = parse(bytes);
    refuseHostileShape(body);
    return body;
  } finally {
    place.leave();
  }
}

function parse(bytes: Buffer): JsonObject {
  const value = isUtf8(bytes) ? valueOf(bytes.toString('utf8')) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bodyInvalid('The body must be a JSON object in UTF-8.');
  }
  return value as JsonObject;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The message of the error quotes the text, so it must go no further.
  }
}

const UNKNOWN_PROPERTY = 'whitelistValidation';

/**
 * An instance of the DTO class that satisfies all rules of its decorators.
 *
 * @throws IdenfyValidationError 400 with the first problem's field and all problems; values are never quoted
 */
export async function validated<Dto extends object>(
  type: ClassConstructor<Dto>,
  body: JsonObject,
): Promise<Dto> {
  const dto = plainToInstance(type, body);
  const errors = await validate(dto, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
  const problems = problemsOf(errors);
  const [first] = problems;
  if (first !== undefined) {
    throw new IdenfyValidationError({ ...first, problems });
  }
  return dto;
}

function problemsOf(errors: readonly ValidationError[], path: readonly string[] = []): FieldProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const here = [...path, property];
    const field = fieldName(here);
    const own = Object.entries(constraints).map(([rule, sentence]) => ({
      field,
      message: rule === UNKNOWN_PROPERTY ? unknownField(field) : sentence,
    }));
    return [...own, ...problemsOf(children, here)];
  });
}

const MAX_DEPTH = 16;

/**
 * Refuses what misleads code that copies or walks the value: keys that reach a prototype or exist on all objects
 * (class-transformer skips them without an error), and nesting deeper than any of our bodies needs.
 *
 * @throws IdenfyValidationError 400 naming the field
 */
export function refuseHostileShape(value: unknown, path: string[] = []): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (path.length > MAX_DEPTH) {
    throw refusal(path.slice(0, 1), `Must not be nested deeper than ${MAX_DEPTH} levels.`);
  }
  for (const [key, inner] of Object.entries(value)) {
    path.push(key);
    if (key in Object.prototype || key === 'prototype') {
      throw refusal(path, unknownField(fieldName(path)));
    }
    refuseHostileShape(inner, path);
    path.pop();
  }
}

function refusal(path: readonly string[], message: string): IdenfyValidationError {
  return new IdenfyValidationError({ field: fieldName(path), message });
}

const MAX_NAME_LENGTH = 100;

/**
 * A path into a body as callers read it: `additionalSteps.ALL.fields.0`. The sender chooses property names, so
 * characters that none of our fields contains are replaced, and long paths are cut.
 */
export function fieldName(path: readonly string[]): string {
  const name = path.map((key) => key.replace(/[^\w-]/g, '?')).join('.');
  return name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
}

function unknownField(field: string): string {
  return `Field '${field}' is not known here.`;
}
