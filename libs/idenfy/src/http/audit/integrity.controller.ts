import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { type BrokenLink, BROKEN, ChainCheck, type ChainReport } from '../../audit/chain-check.js';
import { CHAINED_TABLES, type ChainedTable } from '../../audit/chain.js';
import { lastFullCheck } from '../../audit/full-checks.js';
import { Database } from '../../database/database.js';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import { Caller } from '../access/access-context.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';

/** Rows of each table that one request checks: about a second. */
const NEWEST = 10_000;

/** Where the first broken link shows. */
@ApiSchema({ name: 'IdenfyBrokenLinkView' })
export class BrokenLinkView implements BrokenLink {
  @ApiProperty({ enum: CHAINED_TABLES, description: 'The history of verifications, or the access records.' })
  readonly table!: ChainedTable;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the row; null where the chain has none left.',
  })
  readonly row!: string | null;

  @ApiProperty({
    description:
      'Of history the id of the verification; of access `verification:<id>`, or `staff:<account>:<staff id>` for acts that ' +
      'concern no single verification.',
  })
  readonly chain!: string;

  @ApiProperty({
    enum: BROKEN,
    description:
      '`changed`: the row, or the head of its chain, does not match its HMAC. `missing`: rows before it were removed. `moved`: ' +
      'it does not stand where it was written. `extra`: it was not written by this library. `unknown key`: `auditKeys` lacks ' +
      'the key that it names. `cut tail`: rows after it were removed.',
  })
  readonly found!: BrokenLink['found'];

  @ApiProperty({ type: Number, nullable: true, description: 'Position of the row in its chain.' })
  readonly position!: number | null;

  constructor(link: BrokenLink) {
    Object.assign(this, link);
  }
}

/** How many rows were checked. */
@ApiSchema({ name: 'IdenfyCheckedRowsView' })
export class CheckedRowsView {
  @ApiProperty() readonly history!: number;
  @ApiProperty() readonly access!: number;
}

/** Whether the chains are whole. */
@ApiSchema({ name: 'IdenfyIntegrityView' })
export class IntegrityView {
  @ApiProperty({ description: 'Whether everything that was checked is as it was written.' })
  readonly whole: boolean;

  @ApiProperty({
    description: `Whether every row was checked. Otherwise the newest ${NEWEST.toLocaleString('en')} of each table were; \`npx nestjs-idenfy audit verify\` checks all.`,
  })
  readonly complete: boolean;

  @ApiProperty({ type: CheckedRowsView })
  readonly rows: CheckedRowsView;

  @ApiProperty({ type: BrokenLinkView, nullable: true })
  readonly brokenLink: BrokenLinkView | null;

  @ApiProperty({
    type: Date,
    nullable: true,
    description:
      'When `audit verify` last checked every row and found all of them whole; null where it never did.',
  })
  readonly lastFullCheckAt: Date | null;

  constructor({ brokenLink, complete, rows }: ChainReport, lastFullCheckAt: Date | null) {
    this.whole = brokenLink === null;
    this.complete = complete;
    this.rows = rows;
    this.brokenLink = brokenLink && new BrokenLinkView(brokenLink);
    this.lastFullCheckAt = lastFullCheckAt;
  }
}

@ApiTags('Staff')
@IdenfyController('audit/integrity')
export class IntegrityController {
  /** Requests at the same time share one check. */
  #underWay: Promise<ChainReport> | null = null;

  constructor(
    private readonly chains: ChainCheck,
    private readonly database: Database,
  ) {}

  @Get()
  @StaffOnly('audit')
  @ApiOperation({
    operationId: 'idenfyCheckIntegrity',
    summary: 'Whether history and audit are as they were written; for staff of all accounts',
  })
  @ApiOkResponse({ type: IntegrityView })
  @ApiErrors(401, 403)
  async check(@Caller() { account }: IdenfyStaffCaller): Promise<IntegrityView> {
    if (account !== undefined) throw new IdenfyForbiddenError(); // the chains are of all accounts
    this.#underWay ??= this.chains.check({ newest: NEWEST }).finally(() => {
      this.#underWay = null;
    });
    const report = await this.#underWay;
    return new IntegrityView(report, await lastFullCheck(this.database));
  }
}
