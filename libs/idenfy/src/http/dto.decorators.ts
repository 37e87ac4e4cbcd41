import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsIn, Matches, ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import {
  checkFieldsTogether,
  COUNTRY_CODE_FIELDS,
  foldedCountryCode,
  isInstant,
  isJsonObject,
  isText,
  TOKEN_FIELD_RULES,
  type TokenField as TokenFieldName,
} from '@nestjs-idenfy/contract';
import { ACCOUNT_NAME } from '../client/accounts.js';
import { isReason, REASON_LENGTH, REASON_SENTENCE } from './access/access-reason.js';
import { ACCOUNT_SENTENCE, isStaffId, STAFF_ID_MAX_LENGTH } from './access/caller.js';
import { PAGE_SIZE } from './openapi/page.js';

/** The property may be missing. Unlike class-validator's `@IsOptional()`, null is not the same as missing. */
export function Optional(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

// Without `default` on purpose: generators of clients make a field of a request required where it has one.

/**
 * A field of iDenfy's token request: checked by the contract's rule for the property's name, alone and together with
 * the other fields, and shown in OpenAPI as the rule describes it. It may be missing, and null where the rule allows.
 */
export function TokenField(
  description?: string,
  shown: Pick<ApiPropertyOptions, 'example'> = {},
): PropertyDecorator {
  return (target, property) => {
    const name = property as TokenFieldName;
    const { schema, nullable = false, accepts, sentence } = TOKEN_FIELD_RULES[name];
    const folds = COUNTRY_CODE_FIELDS.includes(name);
    applyDecorators(
      ApiPropertyOptional({
        ...(nullable ? orNull(schema) : (schema as ApiPropertyOptions)),
        ...shown,
        ...(description !== undefined && { description }),
      }),
      Optional(),
      ValidateBy({
        name: 'tokenField',
        validator: {
          validate: (value: unknown) =>
            value === null ? nullable : accepts(folds ? foldedCountryCode(value) : value),
          defaultMessage: () => `Field '${String(property)}' ${sentence}`,
        },
      }),
      ValidateBy({
        name: 'tokenFieldTogether',
        validator: {
          validate: (_, args) => problemWithOthers(args) === undefined,
          defaultMessage: (args) => problemWithOthers(args) ?? '',
        },
      }),
    )(target, property);
  };
}

/** OpenAPI 3.0 takes `nullable` only beside a type. */
function orNull(schema: object): ApiPropertyOptions {
  const { oneOf: [first, ...others] = [], ...rest } = schema as { oneOf?: object[] };
  const nullable = { nullable: true };
  return first ? { ...rest, oneOf: [{ ...first, ...nullable }, ...others] } : { ...rest, ...nullable };
}

function problemWithOthers(args: ValidationArguments | undefined): string | undefined {
  const problem = args && isJsonObject(args.object) ? checkFieldsTogether(args.object) : undefined;
  return problem?.field === args?.property ? problem?.message : undefined;
}

/** The iDenfy account. A person has one; staff may choose. */
export function Account(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: String,
      example: 'default',
      description: 'The iDenfy account, where there are several. Staff only.',
    }),
    Optional(),
    Matches(ACCOUNT_NAME, { message: ACCOUNT_SENTENCE }),
  );
}

/** The `nextCursor` of an earlier page. */
export function Cursor(pattern: RegExp): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, description: '`nextCursor` of the page before.' }),
    Optional(),
    Matches(pattern, { message: "Field 'cursor' must be the nextCursor of an earlier page." }),
  );
}

/** The page size, as text. */
export function Limit(): PropertyDecorator {
  const { min: minimum, max: maximum, default: usual } = PAGE_SIZE;
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum, maximum, description: `Without it: ${usual}.` }),
    Optional(),
    Matches(/^([1-9]\d?|100)$/, { message: `Field 'limit' must be a number from ${minimum} to ${maximum}.` }),
  );
}

/** True or false in a query, where all values are text. */
export function Flag(description: string, byDefault = false): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: Boolean, description: `${description} Without it: ${byDefault}.` }),
    Optional(),
    IsIn(['true', 'false'], { message: ({ property }) => `Field '${property}' must be true or false.` }),
  );
}

/** An existing point in time: a time with its zone, or a date, which means its first moment in UTC. */
export function IsInstant(description: string, { required = false } = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: String,
      format: 'date-time',
      example: '2026-01-31T00:00:00Z',
      required,
      description,
    }),
    ...(required ? [] : [Optional()]),
    ValidateBy({
      name: 'instant',
      validator: {
        validate: isInstant,
        defaultMessage: (args) =>
          `Field '${args?.property}' must be a date, or a time with its zone, in ISO 8601.`,
      },
    }),
  );
}

const HANDLER_NAME_MAX_LENGTH = 200;

/** One handler; without it, all of them. */
export function HandlerName(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: String,
      maxLength: HANDLER_NAME_MAX_LENGTH,
      example: 'Accounts.open',
      description: 'Only of this handler.',
    }),
    Optional(),
    ValidateBy({
      name: 'handlerName',
      validator: {
        validate: (value: unknown) => isText(value, 1, HANDLER_NAME_MAX_LENGTH),
        defaultMessage: (args) => `Field '${args?.property}' must be the name of a handler.`,
      },
    }),
  );
}

/** The reason of an action. It is stored, so it must not contain personal data. */
export function Reason(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, minLength: REASON_LENGTH.min, maxLength: REASON_LENGTH.max }),
    ValidateBy({
      name: 'reason',
      validator: {
        validate: isReason,
        defaultMessage: (args) => `Field '${args?.property ?? 'reason'}' ${REASON_SENTENCE}`,
      },
    }),
  );
}

/** A member of staff, as the access policy names them. */
export function StaffId(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, maxLength: STAFF_ID_MAX_LENGTH, description }),
    Optional(),
    ValidateBy({
      name: 'staffId',
      validator: {
        validate: isStaffId,
        defaultMessage: (args) =>
          `Field '${args?.property}' must be the id of a member of staff, at most ${STAFF_ID_MAX_LENGTH} characters.`,
      },
    }),
  );
}
