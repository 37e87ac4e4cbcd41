import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { StaffOnly } from '../access/access-rule.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { Caller } from '../access/caller.decorator.js';
import { ListAccessDto } from '../dto/list-access.dto.js';
import { AccessLists } from '../lists/access-lists.js';
import { Refuses } from '../openapi/refusals.decorator.js';
import { QueryOf } from '../params/query-of.decorator.js';
import { AccessPageView } from '../views/access-page.view.js';
import { IdenfyController } from './idenfy-controller.decorator.js';

/** Who looked at what, and why. */
@ApiTags('Staff')
@IdenfyController('audit')
export class AuditController {
  constructor(private readonly lists: AccessLists) {}

  @Get()
  @StaffOnly()
  @ApiOperation({ summary: 'Who of the staff looked at or decided about whom, newest first' })
  @ApiQuery({ type: ListAccessDto })
  @ApiOkResponse({ type: AccessPageView })
  @Refuses(400, 401, 403)
  list(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(ListAccessDto) query: ListAccessDto,
  ): Promise<AccessPageView> {
    return this.lists.page(caller, query);
  }
}
