import { Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { IdenfyAccounts } from '../../client/accounts.js';
import { DeadLetters } from '../../webhooks/replay/dead-letters.js';
import { assertKnownAccount, requestedAccount } from '../access/account-of.js';
import { StaffOnly } from '../access/access-rule.js';
import { actorOf } from '../access/actor-of.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { JsonBody } from '../body/json-body.decorator.js';
import { OwnBody } from '../body/own-body.decorator.js';
import { ListDeadLettersDto } from '../dto/list-dead-letters.dto.js';
import { RetryDeadLetterDto } from '../dto/retry-dead-letter.dto.js';
import { RetryDeadLettersDto } from '../dto/retry-dead-letters.dto.js';
import { InboxLists } from '../lists/inbox-lists.js';
import { Refuses } from '../openapi/refusals.decorator.js';
import { PathPart } from '../params/path-part.decorator.js';
import { QueryOf } from '../params/query-of.decorator.js';
import { DeadLetterPageView } from '../views/dead-letter-page.view.js';
import { DeadLetterView } from '../views/dead-letter.view.js';
import { RetriedView } from '../views/retried.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

const LetterId = () => ApiParam({ name: 'id', schema: { type: 'string', pattern: '^[1-9]\\d{0,17}$' } });

/** Calls of handlers that were given up, and the way back for them. */
@ApiTags('Staff')
@IdenfyController('dead-letters')
export class DeadLettersController {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly lists: InboxLists,
    private readonly accounts: IdenfyAccounts,
  ) {}

  @Get()
  @StaffOnly()
  @ApiOperation({ summary: 'Calls of handlers that were given up, newest first' })
  @ApiQuery({ type: ListDeadLettersDto })
  @ApiOkResponse({ type: DeadLetterPageView })
  @Refuses(400, 401, 403)
  list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListDeadLettersDto) query: ListDeadLettersDto,
  ): Promise<DeadLetterPageView> {
    return this.lists.deadLetterPage(caller, query);
  }

  @Get(':id')
  @StaffOnly()
  @LetterId()
  @ApiOperation({ summary: 'One of them: what it was about, and why it failed' })
  @ApiOkResponse({ type: DeadLetterView })
  @Refuses(400, 401, 403, 404)
  async show(@Caller() caller: IdenfyStaffCaller, @PathPart('id') id: string): Promise<DeadLetterView> {
    return new DeadLetterView(await this.deadLetters.show(id, { account: caller.account }));
  }

  @Post('retry')
  @HttpCode(HttpStatus.ACCEPTED)
  @OwnBody()
  @StaffOnly()
  @ApiOperation({ summary: 'Bring back all that were given up since then' })
  @ApiBody({ type: RetryDeadLettersDto })
  @ApiAcceptedResponse({ type: RetriedView, description: 'The handlers are called again.' })
  @Refuses(400, 401, 403, 413, 415)
  async retryAll(
    @Caller() caller: IdenfyStaffCaller,
    @JsonBody(RetryDeadLettersDto) { since, handler, account, reason }: RetryDeadLettersDto,
  ): Promise<RetriedView> {
    const act = { actor: actorOf(caller), reason };
    const scope = { account: requestedAccount(caller, account), handler };
    if (account !== undefined) assertKnownAccount(account, this.accounts.names());
    return new RetriedView(await this.deadLetters.retryAllSince(new Date(since), act, scope));
  }

  @Post(':id/retry')
  @HttpCode(HttpStatus.ACCEPTED)
  @OwnBody()
  @StaffOnly()
  @LetterId()
  @ApiOperation({ summary: 'Bring one of them back' })
  @ApiBody({ type: RetryDeadLetterDto })
  @ApiAcceptedResponse({ type: RetriedView, description: 'The handler is called again.' })
  @Refuses(400, 401, 403, 404, 413, 415)
  async retry(
    @Caller() caller: IdenfyStaffCaller,
    @PathPart('id') id: string,
    @JsonBody(RetryDeadLetterDto) { reason }: RetryDeadLetterDto,
  ): Promise<RetriedView> {
    await this.deadLetters.retry(id, { actor: actorOf(caller), reason }, { account: caller.account });
    return new RetriedView(1);
  }
}
