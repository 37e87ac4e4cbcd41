import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { StaffDirectory, type StaffMember } from '../../casework/staff-directory.js';
import { IdenfyAccounts } from '../../client/accounts.js';
import { Caller } from '../access/access-context.js';
import {
  type IdenfyStaffCaller,
  permissionsOf,
  STAFF_PERMISSIONS,
  type StaffPermission,
} from '../access/caller.js';
import { EveryStaff, StaffOnly } from '../access/idenfy-access.guard.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';

/** The calling member of staff: what a page for staff may offer them. */
@ApiSchema({ name: 'IdenfyStaffView' })
export class StaffView {
  @ApiProperty({ description: 'Their id in history and audit.' })
  readonly id: string;

  @ApiProperty({
    enum: STAFF_PERMISSIONS,
    isArray: true,
    description: 'What they may do. The `x-permission` of a route says which one it needs.',
  })
  readonly permissions: readonly StaffPermission[];

  @ApiProperty({ type: [String], description: 'The iDenfy accounts they may see.' })
  readonly accounts: readonly string[];

  constructor(caller: IdenfyStaffCaller, accounts: readonly string[]) {
    this.id = caller.id;
    this.permissions = permissionsOf(caller);
    this.accounts = caller.account === undefined ? accounts : [caller.account];
  }
}

/** A member of staff to whom cases can be assigned. */
@ApiSchema({ name: 'IdenfyStaffMemberView' })
export class StaffMemberView {
  @ApiProperty({ description: 'Their id in history and audit.' }) readonly id: string;
  @ApiProperty({ type: String, nullable: true, description: 'How to show them, where the host says so.' })
  readonly name: string | null;

  constructor({ id, name }: StaffMember) {
    this.id = id;
    this.name = name ?? null;
  }
}

/** To whom cases can be assigned. */
@ApiSchema({ name: 'IdenfyStaffListView' })
export class StaffListView {
  @ApiProperty({ type: [StaffMemberView] }) readonly items!: readonly StaffMemberView[];
}

@ApiTags('Staff')
@IdenfyController('staff')
export class StaffController {
  constructor(
    private readonly accounts: IdenfyAccounts,
    private readonly directory: StaffDirectory,
  ) {}

  @Get()
  @StaffOnly('review')
  @ApiOperation({ operationId: 'idenfyListStaff', summary: 'To whom cases can be assigned' })
  @ApiOkResponse({ type: StaffListView })
  @ApiErrors(401, 403)
  async list(): Promise<StaffListView> {
    const members = await this.directory.list();
    return { items: members.map((member) => new StaffMemberView(member)) };
  }

  @Get('me')
  @EveryStaff()
  @ApiOperation({ operationId: 'idenfyGetMyPermissions', summary: 'The permissions of the calling staff' })
  @ApiOkResponse({ type: StaffView })
  @ApiErrors(401, 403)
  me(@Caller() caller: IdenfyStaffCaller): StaffView {
    return new StaffView(caller, this.accounts.names());
  }
}
