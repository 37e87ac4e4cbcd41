import { Delete, Get, Put } from '@nestjs/common';
import {
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiQuery,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { isText } from '@nestjs-idenfy/contract';
import { ValidateBy } from 'class-validator';
import { SavedViews } from '../../casework/saved-views.js';
import type { IdenfySavedView } from '../../database/entities/saved-view.entity.js';
import { Caller } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import type { IdenfyStaffCaller } from '../access/caller.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { JsonBody, QueryOf } from '../param.decorators.js';
import { QueueFilterDto } from './queue-query.js';

const NAME_MAX_LENGTH = 80;

function ViewName(): PropertyDecorator {
  return (target, property) => {
    ApiProperty({
      type: String,
      minLength: 1,
      maxLength: NAME_MAX_LENGTH,
      description: 'No personal data.',
    })(target, property);
    ValidateBy({
      name: 'viewName',
      validator: {
        validate: (value: unknown) => isText(value, 1, NAME_MAX_LENGTH),
        defaultMessage: () => `Field 'name' must be a name of 1 to ${NAME_MAX_LENGTH} characters.`,
      },
    })(target, property);
  };
}

/** Filters of the queue under a name. A search is not saved, because it names a person. */
@ApiSchema({ name: 'IdenfySaveViewDto' })
export class SaveViewDto extends QueueFilterDto {
  @ViewName()
  name!: string;
}

/** Which view is deleted. */
export class DeleteViewDto {
  @ViewName()
  name!: string;
}

/** A saved view: its filters as they stand in a query of the queue. */
@ApiSchema({ name: 'IdenfySavedViewView' })
export class SavedViewView {
  @ApiProperty() readonly name: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { reason: 'DECISION', unassigned: 'true' },
    description: 'Parameters of `GET /idenfy/queue`.',
  })
  readonly filters: Readonly<Record<string, string>>;
  @ApiProperty({ type: Date }) readonly savedAt: Date;

  constructor({ name, filters, savedAt }: IdenfySavedView) {
    this.name = name;
    this.filters = filters;
    this.savedAt = savedAt;
  }
}

/** All saved views of the caller. */
@ApiSchema({ name: 'IdenfySavedViewsView' })
export class SavedViewsView {
  @ApiProperty({ type: [SavedViewView] }) readonly items!: readonly SavedViewView[];
}

@ApiTags('Staff')
@IdenfyController('queue/views')
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  @Get()
  @StaffOnly('review')
  @ApiOperation({ operationId: 'idenfyListViews', summary: 'The saved views of the caller, by name' })
  @ApiOkResponse({ type: SavedViewsView })
  @ApiErrors(401, 403)
  async list(@Caller() { id }: IdenfyStaffCaller): Promise<SavedViewsView> {
    const views = await this.views.list(id);
    return { items: views.map((view) => new SavedViewView(view)) };
  }

  @Put()
  @SkipBodyParser()
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfySaveView',
    summary: 'Save filters of the queue under a name, in place of an earlier view of that name',
  })
  @ApiBody({ type: SaveViewDto })
  @ApiOkResponse({ type: SavedViewView })
  @ApiErrors(400, 401, 403, 409, 413, 415)
  async save(
    @Caller() { id: staffId }: IdenfyStaffCaller,
    @JsonBody(SaveViewDto) { name, ...filters }: SaveViewDto,
  ): Promise<SavedViewView> {
    return new SavedViewView(await this.views.save({ staffId, name, filters: { ...filters } }));
  }

  @Delete()
  @SkipBodyParser()
  @StaffOnly('review')
  @ApiOperation({ operationId: 'idenfyDeleteView', summary: 'Delete a saved view of the caller' })
  @ApiQuery({ type: DeleteViewDto })
  @ApiOkResponse({ type: SavedViewsView, description: 'Those that are left.' })
  @ApiErrors(400, 401, 403, 404)
  async remove(
    @Caller() caller: IdenfyStaffCaller,
    @QueryOf(DeleteViewDto) { name }: DeleteViewDto,
  ): Promise<SavedViewsView> {
    await this.views.remove(caller.id, name);
    return this.list(caller);
  }
}
