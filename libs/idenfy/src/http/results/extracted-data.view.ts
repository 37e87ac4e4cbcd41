import { ApiPropertyOptional, type ApiPropertyOptions, ApiSchema } from '@nestjs/swagger';
import { KNOWN_WEBHOOK_SCHEMAS } from '@nestjs-idenfy/contract';

/** What iDenfy read from the document. Fields that are not listed are passed on as well. */
@ApiSchema({ name: 'IdenfyDataView' })
export class ExtractedDataView {
  @ApiPropertyOptional({ type: String, nullable: true })
  scanRef?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  clientId?: string | null;

  @ApiPropertyOptional({ type: 'object', nullable: true, additionalProperties: true })
  addressVerification?: object | null;
}

const { data } = KNOWN_WEBHOOK_SCHEMAS.identification.properties ?? {};
for (const [name, { type }] of Object.entries(data?.properties ?? {})) {
  ApiPropertyOptional({ ...schemaOf(type), nullable: true })(ExtractedDataView.prototype, name);
}

/** The contract's types are of OpenAPI 3.1, and its lists of values are not complete. */
function schemaOf(types: unknown): ApiPropertyOptions {
  switch ([types].flat()[0]) {
    case 'array':
      return { type: 'array', items: { type: 'string' } };
    case 'object':
      return { type: 'object', additionalProperties: true };
    case 'boolean':
      return { type: 'boolean' };
    default:
      return { type: 'string' };
  }
}
