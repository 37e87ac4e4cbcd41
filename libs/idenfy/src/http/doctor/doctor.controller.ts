import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IdenfyClock } from '../../client/clock.js';
import type { Finding } from '../../doctor/check.js';
import type { FindingCode, FindingValues } from '../../doctor/findings.js';
import { CHECKS, IdenfyDoctor } from '../../doctor/idenfy-doctor.js';
import { SERVICE_FINDINGS } from '../../doctor/service-findings.js';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import { TimedCache } from '../../observability/timed-cache.js';
import { Caller } from '../access/access-context.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';

/** How long an examination is kept, in milliseconds: each one sends requests to iDenfy. */
const KEPT_MS = 5_000;

const STATUSES = ['ok', 'warning', 'failed'] as const satisfies readonly Finding['status'][];

/** A finding by its code. */
@ApiSchema({ name: 'IdenfyFoundView' })
class FoundView {
  @ApiProperty({ enum: Object.keys(SERVICE_FINDINGS), description: 'Stable, for texts in other languages.' })
  readonly code!: FindingCode;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    description: 'Values that belong into the text of the code, by name.',
  })
  readonly values!: FindingValues;
}

/** What one check found out. */
@ApiSchema({ name: 'IdenfyFindingView' })
export class FindingView implements Finding {
  @ApiProperty({ enum: CHECKS.map(({ name }) => name) }) readonly check!: string;
  @ApiProperty({ enum: STATUSES }) readonly status!: Finding['status'];
  @ApiProperty({ description: 'What was found, in a few words.' }) readonly detail!: string;
  @ApiProperty({ type: String, nullable: true, description: 'What to do about it.' })
  readonly hint!: string | null;
  @ApiProperty({
    type: [FoundView],
    description: 'The same as codes and values: one, or one for each account.',
  })
  readonly found!: readonly FoundView[];

  constructor(finding: Finding) {
    Object.assign(this, finding);
  }
}

/** The findings of all checks that a running service can make. */
@ApiSchema({ name: 'IdenfyDoctorView' })
export class DoctorView {
  @ApiProperty({ enum: STATUSES, description: 'The worst of all.' })
  readonly status: Finding['status'];

  @ApiProperty({ type: [FindingView] })
  readonly checks: readonly FindingView[];

  constructor(findings: readonly Finding[]) {
    this.status =
      STATUSES.findLast((status) => findings.some((finding) => finding.status === status)) ?? 'ok';
    this.checks = findings.map((finding) => new FindingView(finding));
  }
}

/** What is wrong with this deployment. */
@ApiTags('Staff')
@IdenfyController('doctor')
export class DoctorController {
  readonly #examined: TimedCache<readonly Finding[]>;

  constructor(
    private readonly doctor: IdenfyDoctor,
    clock: IdenfyClock,
  ) {
    this.#examined = new TimedCache(KEPT_MS, () => clock.elapsedMs());
  }

  @Get()
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyExamineDeployment',
    summary: 'What is wrong with database, keys, iDenfy, handlers and webhooks; for staff of all accounts',
  })
  @ApiOkResponse({ type: DoctorView })
  @ApiErrors(401, 403)
  async examine(@Caller() { account }: IdenfyStaffCaller): Promise<DoctorView> {
    if (account !== undefined) throw new IdenfyForbiddenError(); // the findings are about all accounts
    return new DoctorView(await this.#examined.get('', () => this.doctor.examine()));
  }
}
