import { ValidateIf } from 'class-validator';

/** The property may be missing. Unlike class-validator's `@IsOptional()`, null is not the same as missing. */
export function Optional(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}
