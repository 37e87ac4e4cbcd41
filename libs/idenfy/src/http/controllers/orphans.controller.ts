import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { StaffOnly } from '../access/access-rule.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { ListOrphansDto } from '../dto/list-orphans.dto.js';
import { InboxLists } from '../lists/inbox-lists.js';
import { Refuses } from '../openapi/refusals.decorator.js';
import { QueryOf } from '../params/query-of.decorator.js';
import { OrphanPageView } from '../views/orphan-page.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

/** Callbacks that no verification of ours was waiting for. */
@ApiTags('Staff')
@IdenfyController('orphans')
export class OrphansController {
  constructor(private readonly lists: InboxLists) {}

  @Get()
  @StaffOnly()
  @ApiOperation({ summary: 'Callbacks that could not be applied, newest first' })
  @ApiQuery({ type: ListOrphansDto })
  @ApiOkResponse({ type: OrphanPageView })
  @Refuses(400, 401, 403)
  list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListOrphansDto) query: ListOrphansDto,
  ): Promise<OrphanPageView> {
    return this.lists.orphanPage(caller, query);
  }
}
