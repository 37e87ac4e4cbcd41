import { Get, Req, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiProperty,
  ApiResponse,
  ApiSchema,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { CASE_REASONS, type CaseReason } from '@nestjs-idenfy/contract';
import { type CaseChange, QueueFeed } from '../../casework/queue-feed.js';
import { Caller } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { ErrorView } from '../errors/http-error.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { EventStreams, RECONNECT_AFTER_MS } from '../streams/event-streams.js';
import { streamedEvent, type StreamedEvent, type StreamReply } from '../streams/open-stream.js';

/** A verification whose rows in the queue changed. */
@ApiSchema({ name: 'IdenfyCaseChangeView' })
export class CaseChangeView implements CaseChange {
  @ApiProperty({ format: 'uuid' }) readonly id: string;
  @ApiProperty() readonly account: string;
  @ApiProperty({ type: String, nullable: true }) readonly scanRef: string | null;
  @ApiProperty({
    enum: CASE_REASONS,
    isArray: true,
    description: 'Why it waits for staff now; empty when it left the queue.',
  })
  readonly reasons: readonly CaseReason[];

  constructor({ id, account, scanRef, reasons }: CaseChange) {
    this.id = id;
    this.account = account;
    this.scanRef = scanRef;
    this.reasons = reasons;
  }
}

@ApiTags('Staff')
@ApiExtraModels(CaseChangeView, ErrorView)
@IdenfyController('events')
export class QueueEventsController {
  constructor(
    private readonly feed: QueueFeed,
    private readonly streams: EventStreams,
  ) {}

  @Get()
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyFollowQueue',
    summary: 'Follow the queue',
    description:
      'Server-Sent Events: which verifications changed, by id and reasons. The first event is `reload`: read the ' +
      'queue now, nothing is missed from then on. It comes again where something may have been missed. A comment ' +
      'every 15 seconds is a heartbeat; `unauthenticated` ends the stream with the login.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Has no effect: a stream begins with `reload`.',
  })
  @ApiResponse({
    status: 200,
    description:
      'An event without a name has a change as its data, `reload` `{}`, `unauthenticated` the error.',
    content: {
      'text/event-stream': {
        schema: { oneOf: [{ $ref: getSchemaPath(CaseChangeView) }, { $ref: getSchemaPath(ErrorView) }] },
      },
    },
  })
  @ApiErrors(401, 403)
  events(
    @Caller() caller: IdenfyStaffCaller,
    @Req() request: IdenfyHttpRequest,
    @Res() reply: StreamReply,
  ): void {
    const stream = this.streams.open(caller, request, reply);
    if (stream.isOver) return;
    let number = 0;
    stream.lastId = '0';
    const following = this.feed.watch().subscribe((change) => {
      if (!isSeenBy(caller, change)) return;
      this.streams.sendIfLoggedIn(stream, eventOf(change, String(++number)));
    });
    stream.onEnd = () => following.unsubscribe();
  }
}

function isSeenBy({ account }: IdenfyStaffCaller, change: CaseChange | 'missed'): boolean {
  return change === 'missed' || account === undefined || account === change.account;
}

function eventOf(change: CaseChange | 'missed', id: string): StreamedEvent {
  const retry = RECONNECT_AFTER_MS;
  if (change === 'missed') return streamedEvent(id, '{}', { type: 'reload', retry });
  return streamedEvent(id, JSON.stringify(new CaseChangeView(change)), { retry });
}
