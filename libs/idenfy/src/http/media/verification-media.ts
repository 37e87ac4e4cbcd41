import { Injectable, StreamableFile } from '@nestjs/common';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import { scanRefOf } from '../../verification/lookup/scan-ref-of.js';
import type { ReportQueryDto } from '../dto/report-query.dto.js';
import { download } from './download.js';
import { safeMediaType } from './safe-media-type.js';

/** Fetches what iDenfy keeps of a verification, and makes it safe to hand on. */
@Injectable()
export class VerificationMedia {
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
