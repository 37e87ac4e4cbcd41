import { Get, Put, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { isInstant } from '@nestjs-idenfy/contract';
import { ValidateBy, ValidateIf } from 'class-validator';
import { type PersonRetention, type Relationship, Relationships } from '../../erasure/relationships.js';
import { IdenfyValidationError } from '../../errors/refusal.errors.js';
import type { AccessAction } from '../../database/entities/access-record.entity.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { IdenfyVerifications } from '../../verifications/idenfy-verifications.js';
import { Caller, GivenReason } from '../access/access-context.js';
import { type IdenfyStaffCaller, requestedPerson } from '../access/caller.js';
import type { IdenfyHttpRequest } from '../access/idenfy-access.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { ReasonRequired } from '../access/reason-required.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IsInstant, Reason } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { JsonBody, PathPart } from '../param.decorators.js';
import { ApiClient } from './api-client.decorator.js';

/** A point in time, or null to take back what was recorded. */
function InstantOrNull(description: string): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ type: String, format: 'date-time', nullable: true, description })(target, property);
    ValidateIf((_, value) => value !== undefined)(target, property);
    ValidateBy({
      name: 'instantOrNull',
      validator: {
        validate: (value: unknown) => value === null || isInstant(value),
        defaultMessage: (args) =>
          `Field '${args?.property}' must be a date, or a time with its zone, in ISO 8601, or null.`,
      },
    })(target, property);
  };
}

/** When the business relationship began and ended; what is left out stays. */
@ApiSchema({ name: 'IdenfyRelationshipDto' })
export class RelationshipDto {
  @InstantOrNull('When it began.')
  begunAt?: string | null;

  @InstantOrNull('When it ended; null while it lasts.')
  endedAt?: string | null;
}

/** Until when the retention is extended, and why. */
@ApiSchema({ name: 'IdenfyExtendRetentionDto' })
export class ExtendRetentionDto {
  @IsInstant('Until when the data must be kept; a time that has passed ends the extension.', {
    required: true,
  })
  until!: string;

  @Reason()
  reason!: string;
}

const Time = (description: string) => ApiProperty({ type: Date, nullable: true, description });

/** The business relationship with a person, as it was recorded. */
@ApiSchema({ name: 'IdenfyRelationshipView' })
export class RelationshipView {
  @ApiProperty() readonly clientId: string;
  @ApiProperty() readonly account: string;
  @Time('When it began; null where none was recorded.') readonly begunAt: Date | null;
  @Time('When it ended; null while it lasts.') readonly endedAt: Date | null;
  @Time('Until when the retention is extended.') readonly retentionUntil: Date | null;

  constructor({ clientId, account, begunAt, endedAt, retentionUntil }: Relationship) {
    this.clientId = clientId;
    this.account = account;
    this.begunAt = begunAt;
    this.endedAt = endedAt;
    this.retentionUntil = retentionUntil;
  }
}

const Text = (description: string) => ApiProperty({ type: String, nullable: true, description });

/** What keeps the data of a person, besides the rules of the account. */
@ApiSchema({ name: 'IdenfyRetentionView' })
export class RetentionView extends RelationshipView {
  @Text('What ordered the extension.') readonly retentionReason: string | null;
  @Text('Why nothing about the person is erased; null without a legal hold.') readonly legalHold:
    string | null;

  constructor(retention: PersonRetention) {
    super(retention);
    this.retentionReason = retention.retentionReason;
    this.legalHold = retention.legalHold;
  }
}

@ApiTags('Clients')
@ApiClient()
@IdenfyController('clients/:clientId')
export class RelationshipController {
  constructor(
    private readonly relationships: Relationships,
    private readonly verifications: IdenfyVerifications,
    private readonly audit: AccessAudit,
  ) {}

  @Put('relationship')
  @SkipBodyParser()
  @StaffOnly('retain')
  @ReasonRequired()
  @ApiOperation({
    operationId: 'idenfySetRelationship',
    summary: 'Record when the business relationship with a person began and ended',
  })
  @ApiBody({ type: RelationshipDto })
  @ApiOkResponse({ type: RelationshipView })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async relationship(
    @Caller() caller: IdenfyStaffCaller,
    @Req() request: IdenfyHttpRequest,
    @PathPart('clientId') clientId: string,
    @GivenReason() reason: string | undefined,
    @JsonBody(RelationshipDto) { begunAt, endedAt }: RelationshipDto,
  ): Promise<RelationshipView> {
    if (begunAt === undefined && endedAt === undefined) {
      throw new IdenfyValidationError({ field: 'body', message: "Give 'begunAt', 'endedAt' or both." });
    }
    const detail = [begunAt !== undefined && 'begunAt', endedAt !== undefined && 'endedAt']
      .filter(Boolean)
      .join(', ');
    const person = await this.recorded(caller, request, clientId, { action: 'RELATIONSHIP', detail, reason });
    return new RelationshipView(
      await this.relationships.record(person, { begunAt: timeOrNull(begunAt), endedAt: timeOrNull(endedAt) }),
    );
  }

  @Get('retention')
  @StaffOnly('retain')
  @ApiOperation({
    operationId: 'idenfyGetRetention',
    summary: 'What keeps the data of a person: the business relationship, an extension, a legal hold',
  })
  @ApiOkResponse({ type: RetentionView })
  @ApiErrors(400, 401, 403, 404)
  async read(
    @Caller() caller: IdenfyStaffCaller,
    @Req() request: IdenfyHttpRequest,
    @PathPart('clientId') clientId: string,
  ): Promise<RetentionView> {
    return new RetentionView(await this.relationships.of(requestedPerson(caller, request, clientId)));
  }

  @Put('retention')
  @SkipBodyParser()
  @StaffOnly('retain')
  @ApiOperation({
    operationId: 'idenfyExtendRetention',
    summary: 'Extend the retention of everything about a person, as an authority may order',
  })
  @ApiBody({ type: ExtendRetentionDto })
  @ApiOkResponse({ type: RelationshipView })
  @ApiErrors(400, 401, 403, 404, 413, 415)
  async retention(
    @Caller() caller: IdenfyStaffCaller,
    @Req() request: IdenfyHttpRequest,
    @PathPart('clientId') clientId: string,
    @JsonBody(ExtendRetentionDto) { until, reason }: ExtendRetentionDto,
  ): Promise<RelationshipView> {
    const act = { action: 'RETENTION', detail: new Date(until).toISOString(), reason } as const;
    const person = await this.recorded(caller, request, clientId, act);
    return new RelationshipView(
      await this.relationships.extendRetention(person, { until: new Date(until), reason }),
    );
  }

  /** The person, once the act is in the audit. */
  private async recorded(
    caller: IdenfyStaffCaller,
    request: IdenfyHttpRequest,
    clientId: string,
    act: { action: AccessAction; detail: string; reason: string | undefined },
  ): Promise<{ account: string; clientId: string }> {
    const person = requestedPerson(caller, request, clientId);
    const { account } = person;
    const { current } = await this.verifications.person(account, clientId);
    await this.audit.record({ verification: current, account, staffId: caller.id, ...act });
    return person;
  }
}

function timeOrNull(text: string | null | undefined): Date | null | undefined {
  return typeof text === 'string' ? new Date(text) : text;
}
