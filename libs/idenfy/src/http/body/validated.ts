import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { type FieldProblem, IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import { fieldName, unknownField } from './field-name.js';
import type { JsonObject } from './read-json.js';

const UNKNOWN_PROPERTY = 'whitelistValidation';

/**
 * An instance of the DTO class that keeps every rule of its decorators.
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
