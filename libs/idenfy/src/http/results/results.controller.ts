import { Get, Header, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { VerificationData } from '@nestjs-idenfy/contract';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { ReasonRequired } from '../access/reason-required.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors, IDENFY_CALL_ERRORS } from '../openapi/api-errors.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { PathPart, QueryOf } from '../param.decorators.js';
import { ExtractedDataView } from './extracted-data.view.js';
import { ReportQueryDto, ResultFiles } from './result-files.js';

const BYTES = { type: 'string', format: 'binary' } as const;

/** Extracted data, images, videos and the report. Files are streamed from iDenfy; no copy is kept. */
@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class ResultsController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly files: ResultFiles,
    private readonly audit: AccessAudit,
  ) {}

  @Get('data')
  @StaffOnly('read-data')
  @ReasonRequired()
  @ApiOperation({
    operationId: 'idenfyGetData',
    summary: 'The extracted data: the stored copy if there is one, else a lookup at iDenfy',
  })
  @ApiOkResponse({ type: ExtractedDataView })
  @ApiErrors(400, 401, 403, 404, 409, 429, ...IDENFY_CALL_ERRORS)
  async data(@StaffAccess() access: VerificationAccess): Promise<VerificationData> {
    await this.audit.record({ ...access, action: 'DATA' });
    return this.verifications.data(access.verification);
  }

  @Get('files')
  @StaffOnly('read-data')
  @ReasonRequired()
  @ApiOperation({ operationId: 'idenfyListFiles', summary: 'Names of the images and videos' })
  @ApiOkResponse({ schema: { type: 'array', items: { type: 'string', example: 'FRONT' } } })
  @ApiErrors(400, 401, 403, 404, 409, ...IDENFY_CALL_ERRORS)
  async names(@StaffAccess() access: VerificationAccess): Promise<readonly string[]> {
    await this.audit.record({ ...access, action: 'FILE_NAMES' });
    return this.files.names(access.verification);
  }

  @Get('files/:name')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Security-Policy', "default-src 'none'; sandbox")
  @StaffOnly('read-data')
  @ReasonRequired()
  @ApiOperation({ operationId: 'idenfyGetFile', summary: 'One image or video' })
  @ApiParam({ name: 'name', example: 'FRONT', schema: { type: 'string' } })
  @ApiProduces('image/jpeg', 'image/png', 'video/mp4', 'application/pdf', 'application/octet-stream')
  @ApiOkResponse({ schema: BYTES })
  @ApiErrors(400, 401, 403, 404, 409, ...IDENFY_CALL_ERRORS)
  async file(
    @StaffAccess() access: VerificationAccess,
    @PathPart('name') name: string,
  ): Promise<StreamableFile> {
    const file = await this.files.file(access.verification, name);
    try {
      // only the name of an existing file is recorded: a requested name could contain anything
      await this.audit.record({ ...access, action: 'FILE', detail: name });
    } catch (error) {
      file.getStream().destroy();
      throw error;
    }
    return file;
  }

  @Get('report')
  @Header('X-Content-Type-Options', 'nosniff')
  @StaffOnly('read-data')
  @ReasonRequired()
  @ApiOperation({ operationId: 'idenfyGetReport', summary: 'The report as PDF' })
  @ApiQuery({ type: ReportQueryDto })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: BYTES })
  @ApiErrors(400, 401, 403, 404, 409, ...IDENFY_CALL_ERRORS)
  async report(
    @StaffAccess() access: VerificationAccess,
    @QueryOf(ReportQueryDto) query: ReportQueryDto,
  ): Promise<StreamableFile> {
    await this.audit.record({ ...access, action: 'REPORT' });
    return this.files.report(access.verification, query);
  }
}
