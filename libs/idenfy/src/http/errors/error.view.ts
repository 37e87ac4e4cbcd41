import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ErrorActor } from '../../contract/error-catalogue.js';
import type { ErrorAnswer } from '../../errors/error-answer.js';

/** Body of every error, for OpenAPI. */
export class ErrorView implements ErrorAnswer {
  @ApiProperty({ type: 'integer', example: 422 })
  statusCode!: number;

  @ApiProperty({ example: 'Unprocessable Entity' })
  error!: string;

  @ApiProperty({ description: 'Our sentence. It never quotes what was sent.' })
  message!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'BAD_VALUE',
    description: "iDenfy's constant, or ours.",
  })
  identifier!: string | null;

  @ApiProperty({ description: 'Whether the same request may work later without anybody doing anything.' })
  retryable!: boolean;

  @ApiProperty({
    enum: ['user', 'operator', 'developer', 'vendor'],
    description: 'Who can do something about it.',
  })
  actor!: ErrorActor;

  @ApiPropertyOptional({ example: 'country', description: 'The field at fault, or `body`.' })
  field?: string;
}
