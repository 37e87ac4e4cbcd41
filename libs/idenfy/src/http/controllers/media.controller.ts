import { Get, Header, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AccessAudit } from '../../verification/audit/access-audit.js';
import { StaffOnly } from '../access/access-rule.js';
import { ReasonRequired } from '../access/reason-required.decorator.js';
import { Visit, type StaffVisit } from '../access/visit.decorator.js';
import { ReportQueryDto } from '../dto/report-query.dto.js';
import { VerificationMedia } from '../media/verification-media.js';
import { Refuses, VENDOR_REFUSALS } from '../openapi/refusals.decorator.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { PathPart } from '../params/path-part.decorator.js';
import { QueryOf } from '../params/query-of.decorator.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

const BYTES = { type: 'string', format: 'binary' } as const;

/** Pictures, videos and the report. They come from iDenfy and pass through; no copy is kept. */
@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class MediaController {
  constructor(
    private readonly media: VerificationMedia,
    private readonly audit: AccessAudit,
  ) {}

  @Get('files')
  @StaffOnly()
  @ReasonRequired()
  @ApiOperation({ summary: 'Names of the pictures and videos' })
  @ApiOkResponse({ schema: { type: 'array', items: { type: 'string', example: 'FRONT' } } })
  @Refuses(400, 401, 403, 404, 409, ...VENDOR_REFUSALS)
  async names(@Visit() visit: StaffVisit): Promise<readonly string[]> {
    await this.audit.record({ ...visit, action: 'FILE_NAMES' });
    return this.media.names(visit.verification);
  }

  @Get('files/:name')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Content-Security-Policy', "default-src 'none'; sandbox")
  @StaffOnly()
  @ReasonRequired()
  @ApiOperation({ summary: 'One picture or video' })
  @ApiParam({ name: 'name', example: 'FRONT', schema: { type: 'string' } })
  @ApiProduces('image/jpeg', 'image/png', 'video/mp4', 'application/pdf', 'application/octet-stream')
  @ApiOkResponse({ schema: BYTES })
  @Refuses(400, 401, 403, 404, 409, ...VENDOR_REFUSALS)
  async file(@Visit() visit: StaffVisit, @PathPart('name') name: string): Promise<StreamableFile> {
    const file = await this.media.file(visit.verification, name);
    try {
      // only the name of a file that exists is written down: what was typed could be anything
      await this.audit.record({ ...visit, action: 'FILE', detail: name });
    } catch (error) {
      file.getStream().destroy();
      throw error;
    }
    return file;
  }

  @Get('report')
  @Header('X-Content-Type-Options', 'nosniff')
  @StaffOnly()
  @ReasonRequired()
  @ApiOperation({ summary: 'The report as PDF' })
  @ApiQuery({ type: ReportQueryDto })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: BYTES })
  @Refuses(400, 401, 403, 404, 409, ...VENDOR_REFUSALS)
  async report(
    @Visit() visit: StaffVisit,
    @QueryOf(ReportQueryDto) query: ReportQueryDto,
  ): Promise<StreamableFile> {
    await this.audit.record({ ...visit, action: 'REPORT' });
    return this.media.report(visit.verification, query);
  }
}
