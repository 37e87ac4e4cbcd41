import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IdenfyAccounts } from '../../client/accounts.js';
import { ClientOptions } from '../../client/client.options.js';
import { type AnswersReading, IdenfyAnswers, IdenfyClient } from '../../client/idenfy-client.js';
import { RateBudget } from '../../client/rate-budget.js';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import {
  type ApplyingReading,
  IdenfyReadings,
  type InboxReading,
  type JobReading,
  type RunsWithoutHandlerReading,
} from '../../observability/idenfy-readings.js';
import type { PartReading } from '../../outbox/background-work.js';
import { Caller } from '../access/access-context.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';

const Count = (description: string) => ApiProperty({ type: 'integer', description });
const Milliseconds = (description: string) =>
  ApiProperty({ type: Number, nullable: true, description: `${description}, in milliseconds.` });

const CIRCUIT_STATES = ['closed', 'open', 'half-open'] as const;

/** How the calls to iDenfy of one account are doing. */
@ApiSchema({ name: 'IdenfyAccountOperationsView' })
export class AccountOperationsView implements AnswersReading {
  @ApiProperty() readonly account!: string;
  @ApiProperty({
    enum: CIRCUIT_STATES,
    description: '`open`: this process refuses calls, because too many have failed.',
  })
  readonly circuit!: (typeof CIRCUIT_STATES)[number];
  @Count('Requests allowed within an hour.') readonly requestsPerHour!: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Requests left of them, for all processes together; null while that is not known.',
  })
  readonly requestsLeft!: number | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When the last request of this process ended.' })
  readonly lastAt!: Date | null;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Whether iDenfy answered it, be it with a refusal.',
  })
  readonly answered!: boolean | null;
  @Milliseconds('Median time of the last 20 answers to this process') readonly medianMs!: number | null;
}

/** How much webhook and handler work waits. */
@ApiSchema({ name: 'IdenfyInboxReadingView' })
export class InboxReadingView implements InboxReading {
  @Count('Webhooks that could be applied now.') readonly unapplied!: number;
  @ApiProperty({ description: 'For how many seconds the oldest of them could have been applied.' })
  readonly oldestSeconds!: number;
  @Count('Webhooks that wait for their session.') readonly waiting!: number;
  @Count('Webhooks without a verification, or unreadable.') readonly orphans!: number;
  @Count('Calls of handlers that are due or wait for a retry.') readonly pendingRuns!: number;
  @ApiProperty({ description: 'For how many seconds the oldest of them has been due.' })
  readonly oldestRunSeconds!: number;
  @Count('Calls of handlers that were given up.') readonly deadRuns!: number;
  @Count('Webhooks that were given up.') readonly deadWebhooks!: number;
}

/** How quickly the latest webhooks were applied. */
@ApiSchema({ name: 'IdenfyApplyingView' })
export class ApplyingView implements ApplyingReading {
  @Milliseconds('Median from the arrival of a webhook to its commit') readonly p50Ms!: number | null;
  @Milliseconds('The same of the slowest hundredth') readonly p99Ms!: number | null;
}

/** A periodic job that one process at a time does. */
@ApiSchema({ name: 'IdenfyJobReadingView' })
export class JobReadingView implements JobReading {
  @ApiProperty({ example: 'sweep' }) readonly job!: string;
  @ApiProperty({ description: 'Seconds since it last succeeded, in whichever process.' })
  readonly succeededSecondsAgo!: number;
}

/** One part of the background work of the process that answers. */
@ApiSchema({ name: 'IdenfyPartReadingView' })
export class PartReadingView implements PartReading {
  @ApiProperty({ example: 'webhooks' }) readonly part!: string;
  @ApiProperty({ description: 'Milliseconds since its last round that succeeded.' })
  readonly sinceMs!: number;
  @ApiProperty({ description: 'Whether that is far more than the time between its rounds.' })
  readonly stuck!: boolean;
}

/** Calls that wait although no process announced their handler for two hours. */
@ApiSchema({ name: 'IdenfyRunsWithoutHandlerView' })
export class RunsWithoutHandlerView implements RunsWithoutHandlerReading {
  @ApiProperty({ example: 'Accounts.open' }) readonly handler!: string;
  @Count('How many.') readonly count!: number;
}

/** How the service is doing. */
@ApiSchema({ name: 'IdenfyOperationsView' })
export class OperationsView {
  @ApiProperty({ type: InboxReadingView }) readonly inbox!: InboxReadingView;
  @ApiProperty({ type: ApplyingView }) readonly applying!: ApplyingView;
  @ApiProperty({ type: [RunsWithoutHandlerView] })
  readonly runsWithoutHandler!: readonly RunsWithoutHandlerView[];
  @ApiProperty({ type: [JobReadingView] }) readonly jobs!: readonly JobReadingView[];
  @ApiProperty({ type: [PartReadingView] }) readonly parts!: readonly PartReadingView[];
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Whether notifications of PostgreSQL arrive in this process; null where it does not listen.',
  })
  readonly notificationsHeard!: boolean | null;
  @Count('Event streams that this process has open.') readonly streams!: number;
  @ApiProperty({ type: [AccountOperationsView] }) readonly accounts!: readonly AccountOperationsView[];
}

/** How the machine is doing: sweeps, circuit, budget, inbox. */
@ApiTags('Staff')
@IdenfyController('operations')
export class OperationsController {
  constructor(
    private readonly readings: IdenfyReadings,
    private readonly answers: IdenfyAnswers,
    private readonly accounts: IdenfyAccounts,
    private readonly client: IdenfyClient,
    private readonly budget: RateBudget,
    private readonly options: ClientOptions,
  ) {}

  @Get()
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyGetOperations',
    summary: 'How inbox, handlers, periodic jobs and calls to iDenfy are doing; for staff of all accounts',
  })
  @ApiOkResponse({ type: OperationsView })
  @ApiErrors(401, 403)
  async show(@Caller() caller: IdenfyStaffCaller): Promise<OperationsView> {
    if (caller.account !== undefined) throw new IdenfyForbiddenError(); // the counts are of all accounts
    const { parts, notificationsHeard, streams } = this.readings.process();
    return {
      inbox: await this.readings.inbox(),
      applying: await this.readings.applying(),
      runsWithoutHandler: await this.readings.runsWithoutHandler(),
      jobs: await this.readings.jobs(),
      parts,
      notificationsHeard,
      streams,
      accounts: await Promise.all(this.accounts.names().map((name) => this.#account(name))),
    };
  }

  async #account(account: string): Promise<AccountOperationsView> {
    return {
      account,
      circuit: this.client.circuitState(account),
      requestsPerHour: this.options.http.requestsPerHour,
      requestsLeft: (await this.budget.remaining(account)) ?? null,
      ...this.answers.of(account),
    };
  }
}
