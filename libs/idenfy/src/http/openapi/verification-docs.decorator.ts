import { applyDecorators, type HttpStatus } from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ErrorView } from '../errors/http-error.js';
import { PersonVerificationView, StaffVerificationView } from '../verifications/verification.views.js';

/** Documents `:scanRef`, and the account that staff may choose, on all routes of a controller. */
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

const STATE = {
  oneOf: [{ $ref: getSchemaPath(PersonVerificationView) }, { $ref: getSchemaPath(StaffVerificationView) }],
};

/** The answer is a stream of verifications. The schema is that of the data of one event. */
export function ApiVerificationEvents(): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(ErrorView),
    ApiResponse({
      status: 200,
      description:
        'An event without a name has a state as its data, as the caller may see it; `unauthenticated` has the error, `superseded` `{}`.',
      content: {
        'text/event-stream': {
          schema: { oneOf: [...STATE.oneOf, { $ref: getSchemaPath(ErrorView) }] },
        },
      },
    }),
  );
}

/** The answer is a verification, as the caller may see it. */
export function ApiVerificationResponse(status: HttpStatus): MethodDecorator {
  return ApiResponse({ status, schema: STATE, description: 'As the caller may see it.' });
}
