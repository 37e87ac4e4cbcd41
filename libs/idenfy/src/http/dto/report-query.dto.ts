import { ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsIn } from 'class-validator';
import { PDF_LANGUAGES } from '../../contract/pdf.js';
import { Flag } from './flag.decorator.js';
import { Optional } from './optional.decorator.js';

/** What the PDF report is like. Everything arrives as text. */
export class ReportQueryDto {
  @ApiPropertyOptional({ enum: PDF_LANGUAGES })
  @Optional()
  @IsIn(PDF_LANGUAGES, { message: `Field 'language' must be one of: ${PDF_LANGUAGES.join(', ')}.` })
  language?: (typeof PDF_LANGUAGES)[number];

  @Flag('Whether pictures of document and face are in it.', true)
  includeMainStepFiles?: 'true' | 'false';

  @Flag('Whether pictures of further steps are in it.', true)
  includeAdditionalStepFiles?: 'true' | 'false';

  /** Checked and documented with `:scanRef`, like on every route that has one. */
  @Allow()
  account?: string;
}
