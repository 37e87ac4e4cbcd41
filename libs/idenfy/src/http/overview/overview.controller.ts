import { type ExecutionContext, Get, type StreamableFile } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import {
  Overview,
  OVERVIEW_GROUPINGS,
  OVERVIEW_MAX_DAYS,
  type OverviewGrouping,
} from '../../casework/overview.js';
import { Caller } from '../access/access-context.js';
import { type IdenfyStaffCaller, requestedAccount } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { download } from '../download.js';
import { Account, IsInstant, Optional } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { timeOf } from '../openapi/page.js';
import { QueryOf } from '../param.decorators.js';
import { createUnpipedParam } from '../unpiped-param.js';
import { csvOf, OverviewView } from './overview.views.js';

/** Which figures are wanted. All values arrive as text. */
export class OverviewQueryDto {
  @IsInstant(`From the day of this time on, in UTC, at most ${OVERVIEW_MAX_DAYS} days. Without it: 30 days.`)
  from?: string;

  @IsInstant('Before this time; a day that has begun counts as a whole. Without it: up to now.')
  to?: string;

  @Account()
  account?: string;

  @ApiPropertyOptional({ enum: OVERVIEW_GROUPINGS, description: 'Groups by it. Without it: no groups.' })
  @Optional()
  @IsIn(OVERVIEW_GROUPINGS, { message: `Field 'by' must be one of: ${OVERVIEW_GROUPINGS.join(', ')}.` })
  by?: OverviewGrouping;
}

const CSV = 'text/csv';

const AsksForCsv = createUnpipedParam((_: undefined, context: ExecutionContext): boolean =>
  String(context.switchToHttp().getRequest<IdenfyHttpRequest>().headers['accept'] ?? '').includes(CSV),
);

/** The figures for charts. */
@ApiTags('Staff')
@ApiExtraModels(OverviewView)
@IdenfyController('overview')
export class OverviewController {
  constructor(private readonly overview: Overview) {}

  @Get()
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyGetOverview',
    summary:
      'Figures by day: starts, verdicts, reasons, durations, open reviews; the days as CSV by `Accept: text/csv`',
  })
  @ApiQuery({ type: OverviewQueryDto })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(OverviewView) } },
      [CSV]: { schema: { type: 'string' } },
    },
  })
  @ApiErrors(400, 401, 403)
  async show(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(OverviewQueryDto) { from, to, by, ...query }: OverviewQueryDto,
    @AsksForCsv() asksForCsv: boolean,
  ): Promise<OverviewView | StreamableFile> {
    const account = requestedAccount(caller, query.account);
    const report = await this.overview.read({ from: timeOf(from), to: timeOf(to), account, by });
    if (!asksForCsv) return new OverviewView(report);
    return download(Buffer.from(csvOf(report)), {
      type: `${CSV}; charset=utf-8`,
      name: `overview-${report.from}-${report.to}.csv`,
    });
  }
}
