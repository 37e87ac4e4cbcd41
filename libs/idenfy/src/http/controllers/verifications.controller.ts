import { Get, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { PersonOrStaff } from '../access/access-rule.js';
import type { IdenfyCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { OwnBody } from '../body/own-body.decorator.js';
import type { JsonObject } from '../body/read-json.js';
import { ListVerificationsDto } from '../dto/list-verifications.dto.js';
import { StartVerificationDto } from '../dto/start-verification.dto.js';
import { Refuses, VENDOR_REFUSALS } from '../openapi/refusals.decorator.js';
import { QueryOf } from '../params/query-of.decorator.js';
import { RawJson } from '../params/raw-json.decorator.js';
import { VerificationLists } from '../lists/verification-lists.js';
import { VerificationStarts } from '../start/verification-starts.js';
import { StartedView } from '../views/started.view.js';
import { VerificationPageView } from '../views/verification-page.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

@ApiTags('Verifications')
@IdenfyController('verifications')
export class VerificationsController {
  constructor(
    private readonly starts: VerificationStarts,
    private readonly lists: VerificationLists,
  ) {}

  @Post()
  @OwnBody()
  @PersonOrStaff()
  @ApiOperation({ summary: 'Start a verification, or go on with the running one' })
  @ApiBody({ type: StartVerificationDto })
  @ApiCreatedResponse({ type: StartedView, description: 'A new session.' })
  @ApiOkResponse({ type: StartedView, description: 'The running session of an earlier start.' })
  @Refuses(400, 401, 403, 409, 413, 415, 422, 429, ...VENDOR_REFUSALS)
  async start(
    @Caller() caller: IdenfyCaller,
    @RawJson() body: JsonObject,
    @Res({ passthrough: true }) reply: { statusCode: number },
  ): Promise<StartedView> {
    const started = await this.starts.start(caller, body);
    reply.statusCode = started.resumed ? HttpStatus.OK : HttpStatus.CREATED;
    return new StartedView(caller, started);
  }

  @Get()
  @PersonOrStaff()
  @ApiOperation({ summary: 'List verifications, newest first' })
  @ApiQuery({ type: ListVerificationsDto })
  @ApiOkResponse({ type: VerificationPageView })
  @Refuses(400, 401, 403)
  list(
    @Caller() caller: IdenfyCaller,
    @QueryOf(ListVerificationsDto) query: ListVerificationsDto,
  ): Promise<VerificationPageView> {
    return this.lists.page(caller, query);
  }
}
