import { ApiProperty } from '@nestjs/swagger';
import type { RecordedAccess } from '../../verification/audit/access-audit.js';
import { ACCESS_ACTIONS, type AccessAction } from '../../verification/entities/access-record.entity.js';

/** Who of the staff looked at or decided about whom, when and why. */
export class AccessView {
  @ApiProperty({ type: Date })
  readonly at: Date;

  @ApiProperty({ description: 'Who, as the access policy names them.' })
  readonly staff: string;

  @ApiProperty({ enum: ACCESS_ACTIONS })
  readonly action: AccessAction;

  @ApiProperty({ type: String, nullable: true, example: 'FRONT', description: 'What of it.' })
  readonly detail: string | null;

  @ApiProperty({ type: String, nullable: true, description: '`X-Access-Reason`, where one was given.' })
  readonly reason: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly account: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly scanRef: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Whom it is about; a keyed hash once erased.' })
  readonly clientId: string | null;

  constructor({ record, verification }: RecordedAccess) {
    this.at = record.at;
    this.staff = record.staffId;
    this.action = record.action;
    this.detail = record.detail;
    this.reason = record.reason;
    this.account = verification?.account ?? null;
    this.scanRef = verification?.scanRef ?? null;
    this.clientId = verification?.clientId ?? null;
  }
}
