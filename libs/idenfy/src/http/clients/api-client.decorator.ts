import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { TOKEN_FIELD_RULES } from '@nestjs-idenfy/contract';

/** The path and the account of a person, for OpenAPI. */
export function ApiClient(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ApiParam({
      name: 'clientId',
      schema: { type: 'string', maxLength: TOKEN_FIELD_RULES.clientId.schema.maxLength },
    }),
    ApiQuery({ name: 'account', required: false, type: String }),
  );
}
