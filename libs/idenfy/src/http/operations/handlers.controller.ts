import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import { type AnnouncedHandler, AnnouncedHandlers } from '../../outbox/announced-handlers.js';
import { Caller } from '../access/access-context.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';

const Time = (description: string) => ApiProperty({ type: Date, nullable: true, description });

/** A handler with one filter, as processes announced it. */
@ApiSchema({ name: 'IdenfyHandlerView' })
export class HandlerView implements AnnouncedHandler {
  @ApiProperty({ example: 'Accounts.open' }) readonly name!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'verification',
    description: 'What it is called for; null where no process has announced the name of these calls.',
  })
  readonly kind!: AnnouncedHandler['kind'];
  @ApiProperty({ type: [String], nullable: true, example: ['APPROVED'], description: '`*` alone for all.' })
  readonly filter!: readonly string[] | null;
  @Time('When a process first announced it.') readonly since!: Date | null;
  @Time('When a process last announced it.') readonly until!: Date | null;
  @ApiProperty({ description: 'Whether it still gets calls.' }) readonly getsRuns!: boolean;
  @ApiProperty({ type: 'integer', description: 'Calls of this name that are due or wait for a retry.' })
  readonly pending!: number;
  @ApiProperty({ type: 'integer', description: 'Calls of this name that were given up.' })
  readonly dead!: number;

  constructor(handler: AnnouncedHandler) {
    Object.assign(this, handler);
  }
}

/** The handlers that processes announced. */
@ApiSchema({ name: 'IdenfyHandlersView' })
export class HandlersView {
  @ApiProperty({ type: [HandlerView] })
  readonly items: readonly HandlerView[];

  constructor(handlers: readonly AnnouncedHandler[]) {
    this.items = handlers.map((handler) => new HandlerView(handler));
  }
}

/** Who listens, and since when. */
@ApiTags('Staff')
@IdenfyController('handlers')
export class HandlersController {
  constructor(private readonly handlers: AnnouncedHandlers) {}

  @Get()
  @StaffOnly('operate')
  @ApiOperation({
    operationId: 'idenfyListHandlers',
    summary: 'The handlers that processes announced, by name; for staff of all accounts',
  })
  @ApiOkResponse({ type: HandlersView })
  @ApiErrors(401, 403)
  async list(@Caller() caller: IdenfyStaffCaller): Promise<HandlersView> {
    if (caller.account !== undefined) throw new IdenfyForbiddenError(); // the counts are of all accounts
    return new HandlersView(await this.handlers.list());
  }
}
