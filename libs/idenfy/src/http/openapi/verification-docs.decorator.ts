import { applyDecorators, type HttpStatus } from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PersonVerificationView } from '../views/person-verification.view.js';
import { StaffVerificationView } from '../views/staff-verification.view.js';

/** Documents `:scanRef`, and the account that staff may choose, on every route of a controller. */
export function ApiVerification(): ClassDecorator {
  return applyDecorators(
    ApiExtraModels(PersonVerificationView, StaffVerificationView),
    ApiParam({
      name: 'scanRef',
      description: "iDenfy's name for the session.",
      schema: { type: 'string', maxLength: 40 },
    }),
    ApiQuery({ name: 'account', required: false, type: String, description: 'Staff only.' }),
  );
}

/** Answers a verification, as the caller may see it. */
export function ApiVerificationResponse(status: HttpStatus): MethodDecorator {
  const schema = {
    oneOf: [{ $ref: getSchemaPath(PersonVerificationView) }, { $ref: getSchemaPath(StaffVerificationView) }],
  };
  return ApiResponse({ status, schema, description: 'As the caller may see it.' });
}
