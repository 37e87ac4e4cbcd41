import { Get } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { WEBHOOK_STATES, type WebhookState } from '@nestjs-idenfy/contract';
import { type StoredWebhook, StoredWebhooks } from '../../webhooks/stored-webhooks.js';
import { Caller } from '../access/access-context.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { Optional } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { type Page, pageOf } from '../openapi/page.js';
import { QueryOf } from '../param.decorators.js';
import { inboxPage, ListRowsDto } from './inbox-page.js';

/** Which webhooks are listed, newest first. All values arrive as text. */
export class ListInboxDto extends ListRowsDto {
  @ApiPropertyOptional({ enum: WEBHOOK_STATES, description: 'Only in this state.' })
  @Optional()
  @IsIn(WEBHOOK_STATES, { message: `Field 'state' must be one of: ${WEBHOOK_STATES.join(', ')}.` })
  state?: WebhookState;
}

const Text = (description: string) => ApiProperty({ type: String, nullable: true, description });
const Time = (description: string) => ApiProperty({ type: Date, nullable: true, description });

/** A webhook in the inbox, without its body. */
@ApiSchema({ name: 'IdenfyStoredWebhookView' })
export class StoredWebhookView implements StoredWebhook {
  @ApiProperty({ description: 'Grows with time.' }) readonly id!: string;
  @ApiProperty({ description: 'The iDenfy account.' }) readonly account!: string;
  @Text('The session it names; null before it was read, and after the erasure.') readonly scanRef!:
    string | null;
  @Text('As received; it is not signed.') readonly eventType!: string | null;
  @ApiProperty({
    enum: WEBHOOK_STATES,
    description:
      '`received`: to be applied. `waiting`: its session is not known yet. `applied`: done. `orphan`: no verification of ours ' +
      'has this scanRef. `unreadable`: signed, but not understood. `dead`: given up. `dropped`: given up by staff.',
  })
  readonly state!: WebhookState;
  @Text('Class of the error of the last attempt, or why it is unreadable.') readonly error!: string | null;
  @ApiProperty({ type: 'integer', description: 'Number of attempts.' }) readonly attempts!: number;
  @Time('When it is tried next; null when it is done with.') readonly nextTryAt!: Date | null;
  @ApiProperty({ type: 'integer', description: 'How often the same bytes were delivered.' })
  readonly deliveries!: number;
  @ApiProperty({ type: Date }) readonly receivedAt!: Date;
  @Time('When it was applied.') readonly appliedAt!: Date | null;
  @ApiProperty({ description: 'Whether its bytes are still here.' }) readonly hasBody!: boolean;

  constructor(webhook: StoredWebhook) {
    Object.assign(this, webhook);
  }
}

const StoredWebhookPageView = pageOf('IdenfyStoredWebhookPageView', StoredWebhookView);

/** Webhooks by state. */
@ApiTags('Staff')
@IdenfyController('inbox')
export class InboxController {
  constructor(private readonly webhooks: StoredWebhooks) {}

  @Get()
  @StaffOnly('operate')
  @ApiOperation({ operationId: 'idenfyListInbox', summary: 'The stored webhooks, newest first' })
  @ApiQuery({ type: ListInboxDto })
  @ApiOkResponse({ type: StoredWebhookPageView })
  @ApiErrors(400, 401, 403)
  list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListInboxDto) query: ListInboxDto,
  ): Promise<Page<StoredWebhookView>> {
    return inboxPage(
      caller,
      query,
      (rows) => this.webhooks.list({ ...rows, state: query.state }),
      (webhook) => new StoredWebhookView(webhook),
    );
  }
}
