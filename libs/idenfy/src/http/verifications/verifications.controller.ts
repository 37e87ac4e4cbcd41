import { Get, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import type { IdenfyVerification } from '../../database/entities/verification.entity.js';
import { printedWithout } from '../../errors/hidden-properties.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import type { StartResult } from '../../verifications/start/session-store.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { Caller, CurrentVerification, GivenReason } from '../access/access-context.js';
import { actorOf, type IdenfyCaller, isStaff } from '../access/caller.js';
import { PersonOrStaff } from '../access/idenfy-access.guard.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import type { JsonObject } from '../body/json-body.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors, IDENFY_CALL_ERRORS } from '../openapi/api-errors.decorator.js';
import { type Page, pageOf } from '../openapi/page.js';
import {
  ApiVerification,
  ApiVerificationEvents,
  ApiVerificationResponse,
} from '../openapi/verification-docs.decorator.js';
import { QueryOf, RawJson } from '../param.decorators.js';
import type { StreamReply } from '../streams/open-stream.js';
import { filtersOf, ListVerificationsDto, verificationQuery } from './list-verifications.js';
import { StartVerificationDto } from './start-verification.dto.js';
import { VerificationStarts } from './verification-starts.js';
import { VerificationStream } from './verification-stream.js';
import {
  PersonVerificationView,
  StaffVerificationView,
  statusFor,
  type VerificationView,
  VerificationViews,
} from './verification.views.js';

/** A session at iDenfy, new or resumed. `authToken` opens it: pass it only to the person. */
@ApiSchema({ name: 'IdenfySessionView' })
export class SessionView {
  @ApiProperty({ type: String, nullable: true })
  readonly scanRef: string | null;

  @ApiProperty()
  readonly clientId: string;

  @ApiProperty({ type: String, example: 'ACTIVE' })
  readonly status: string;

  @ApiProperty({ description: "For iDenfy's SDKs." })
  readonly authToken: string;

  @ApiProperty({ format: 'uri', description: 'Send the browser here, or' })
  readonly redirectUrl: string;

  @ApiProperty({
    format: 'uri',
    description: 'show this in an iframe with allow="camera; microphone; fullscreen".',
  })
  readonly iframeUrl: string;

  @ApiPropertyOptional({ description: 'Code to type into the iDenfy app, when it was requested.' })
  readonly digitString?: string;

  @ApiProperty({ type: Date, description: 'When the unused session ends.' })
  readonly expiresAt: Date;

  @ApiProperty({ description: 'Whether this is the running session of an earlier start.' })
  readonly resumed: boolean;

  @ApiPropertyOptional({
    type: [String],
    description: 'Fields of this request that the resumed session ignores.',
  })
  readonly ignored?: readonly string[];

  constructor(caller: IdenfyCaller, session: StartResult) {
    const { verification, digitString, ignored } = session;
    this.scanRef = verification.scanRef;
    this.clientId = verification.clientId;
    this.status = statusFor(caller, verification);
    this.authToken = session.authToken;
    this.redirectUrl = session.redirectUrl;
    this.iframeUrl = session.iframeUrl;
    if (digitString !== undefined) {
      this.digitString = digitString;
    }
    this.expiresAt = session.expiresAt;
    this.resumed = session.resumed;
    if (ignored !== undefined) {
      this.ignored = ignored;
    }
    // the host's interceptors and loggers see this object too
    printedWithout<SessionView>(this, ['authToken', 'redirectUrl', 'iframeUrl', 'digitString']);
  }
}

const VerificationPageView = pageOf<VerificationView>(
  'IdenfyVerificationPageView',
  PersonVerificationView,
  StaffVerificationView,
);

@ApiTags('Verifications')
@IdenfyController('verifications')
export class VerificationsController {
  constructor(
    private readonly starts: VerificationStarts,
    private readonly verifications: IdenfyVerifications,
    private readonly views: VerificationViews,
    private readonly audit: AccessAudit,
  ) {}

  @Post()
  @SkipBodyParser()
  @PersonOrStaff('start')
  @ApiOperation({
    operationId: 'idenfyStartVerification',
    summary: 'Start a verification, or resume the running one',
  })
  @ApiBody({ type: StartVerificationDto })
  @ApiCreatedResponse({ type: SessionView, description: 'A new session.' })
  @ApiOkResponse({ type: SessionView, description: 'The running session of an earlier start.' })
  @ApiErrors(400, 401, 403, 409, 413, 415, 422, 429, ...IDENFY_CALL_ERRORS)
  async start(
    @Caller() caller: IdenfyCaller,
    @RawJson() body: JsonObject,
    @GivenReason() reason: string | undefined,
    @Res({ passthrough: true }) reply: { statusCode: number },
  ): Promise<SessionView> {
    const session = await this.starts.start(caller, body, reason);
    reply.statusCode = session.resumed ? HttpStatus.OK : HttpStatus.CREATED;
    return new SessionView(caller, session);
  }

  @Get()
  @PersonOrStaff('review')
  @ApiOperation({ operationId: 'idenfyListVerifications', summary: 'List verifications, newest first' })
  @ApiQuery({ type: ListVerificationsDto })
  @ApiOkResponse({ type: VerificationPageView })
  @ApiErrors(400, 401, 403)
  async list(
    @Caller() caller: IdenfyCaller,
    @QueryOf(ListVerificationsDto) query: ListVerificationsDto,
    @GivenReason() reason: string | undefined,
  ): Promise<Page<VerificationView>> {
    const asked = verificationQuery(caller, query);
    if (isStaff(caller)) {
      const detail = `by: ${filtersOf(query).join(', ') || 'nothing'}`;
      await this.audit.record({
        verification: null,
        account: asked.account,
        staffId: caller.id,
        action: 'LIST',
        detail,
        reason,
      });
    }
    const { items, nextCursor } = await this.verifications.list(asked);
    return { items: await this.views.list(caller, items), nextCursor };
  }
}

@ApiTags('Verifications')
@ApiVerification()
@IdenfyController('verifications/:scanRef')
export class VerificationController {
  constructor(
    private readonly verifications: IdenfyVerifications,
    private readonly views: VerificationViews,
    private readonly stream: VerificationStream,
  ) {}

  @Get()
  @PersonOrStaff('review')
  @ApiOperation({ operationId: 'idenfyGetVerification', summary: 'The state of a verification' })
  @ApiVerificationResponse(HttpStatus.OK)
  @ApiErrors(400, 401, 404)
  get(
    @Caller() caller: IdenfyCaller,
    @CurrentVerification() verification: IdenfyVerification,
  ): Promise<VerificationView> {
    return this.views.of(caller, verification);
  }

  @Get('events')
  @PersonOrStaff('review')
  @ApiOperation({
    operationId: 'idenfyFollowVerification',
    summary: 'Follow a verification',
    description:
      'Server-Sent Events: the state now, and again whenever what the caller may see of it changes. ' +
      'Read it with fetch and a bearer header; a comment every 15 seconds is a heartbeat. The event ' +
      '`unauthenticated` ends the stream with the login; `superseded` ends the oldest of more than five of a person.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last state received: it is not sent again while nothing has changed.',
  })
  @ApiVerificationEvents()
  @ApiErrors(400, 401, 404)
  events(
    @Caller() caller: IdenfyCaller,
    @CurrentVerification() verification: IdenfyVerification,
    @Req() request: IdenfyHttpRequest,
    @Res() reply: StreamReply,
  ): void {
    this.stream.begin(verification, caller, request, reply);
  }

  @Post('finished')
  @HttpCode(HttpStatus.ACCEPTED)
  @SkipBodyParser()
  @PersonOrStaff('start')
  @ApiOperation({
    operationId: 'idenfyReportFinished',
    summary: 'Report that the person is back from iDenfy',
    description: 'The report is not a result, and no body is read; a missing result is looked up sooner.',
  })
  @ApiVerificationResponse(HttpStatus.ACCEPTED)
  @ApiErrors(400, 401, 404)
  async finished(
    @Caller() caller: IdenfyCaller,
    @CurrentVerification() verification: IdenfyVerification,
  ): Promise<VerificationView> {
    return this.views.of(caller, await this.verifications.finished(verification, actorOf(caller)));
  }
}
