import { Injectable, type StreamableFile } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsIn } from 'class-validator';
import { PDF_LANGUAGES } from '@nestjs-idenfy/contract';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { safeMediaType } from '../../operations/media-type.js';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import { scanRefOf } from '../../verifications/lookup-throttle.js';
import { Flag, Optional } from '../dto.decorators.js';
import { download } from '../download.js';

/** Content and language of the PDF report. All values arrive as text. */
export class ReportQueryDto {
  @ApiPropertyOptional({ enum: PDF_LANGUAGES })
  @Optional()
  @IsIn(PDF_LANGUAGES, { message: `Field 'language' must be one of: ${PDF_LANGUAGES.join(', ')}.` })
  language?: (typeof PDF_LANGUAGES)[number];

  @Flag('Whether it contains images of document and face.', true)
  includeMainStepFiles?: 'true' | 'false';

  @Flag('Whether it contains images of further steps.', true)
  includeAdditionalStepFiles?: 'true' | 'false';

  /** Checked and documented together with `:scanRef`, on all routes that have one. */
  @Allow()
  account?: string;
}

/** Fetches the files and the report that iDenfy keeps of a verification, safe to be downloaded. */
@Injectable()
export class ResultFiles {
  constructor(private readonly retrieval: IdenfyRetrievalService) {}

  async names(verification: IdenfyVerification): Promise<readonly string[]> {
    return this.retrieval.fileNames(scanRefOf(verification), { account: verification.account });
  }

  async file(verification: IdenfyVerification, name: string): Promise<StreamableFile> {
    const scanRef = scanRefOf(verification);
    const { stream, contentType, contentLength } = await this.retrieval.file(scanRef, name, {
      account: verification.account,
    });
    const { type, extension } = safeMediaType(contentType);
    return download(stream, { type, name: `${scanRef}-${name}.${extension}`, length: contentLength });
  }

  async report(verification: IdenfyVerification, query: ReportQueryDto): Promise<StreamableFile> {
    const scanRef = scanRefOf(verification);
    const { language, includeMainStepFiles, includeAdditionalStepFiles } = query;
    const pdf = await this.retrieval.report(
      scanRef,
      {
        ...(language && { language }),
        includeMainStepFiles: includeMainStepFiles !== 'false',
        includeAdditionalStepFiles: includeAdditionalStepFiles !== 'false',
      },
      { account: verification.account },
    );
    return download(pdf, { type: 'application/pdf', name: `${scanRef}.pdf`, length: pdf.length });
  }
}
