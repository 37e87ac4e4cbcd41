import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { isJsonObject } from '../../contract/additional-step-rules.js';
import { TOKEN_FIELD_RULES } from '../../contract/token-field-rules.js';
import { checkFieldsTogether } from '../../contract/token-rules.js';
import type { TokenField as Name } from '../../contract/token.js';
import { Optional } from './optional.decorator.js';

/**
 * Holds a property to iDenfy's rule for the field of that name, alone and beside the others, and shows it in OpenAPI.
 * The property may be missing; null is for the rule to allow.
 */
export function TokenField(api: ApiPropertyOptions): PropertyDecorator {
  return (target, property) => {
    const rule = TOKEN_FIELD_RULES[property as Name];
    applyDecorators(
      ApiPropertyOptional({ ...api, ...(rule.nullable && { nullable: true }) }),
      Optional(),
      ValidateBy({
        name: 'tokenField',
        validator: {
          validate: (value: unknown) => (value === null ? rule.nullable === true : rule.accepts(value)),
          defaultMessage: () => `Field '${String(property)}' ${rule.sentence}`,
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

function problemWithOthers(args: ValidationArguments | undefined): string | undefined {
  const problem = args && isJsonObject(args.object) ? checkFieldsTogether(args.object) : undefined;
  return problem?.field === args?.property ? problem?.message : undefined;
}
