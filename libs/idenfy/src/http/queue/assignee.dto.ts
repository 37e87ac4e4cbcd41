import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Matches, ValidateBy } from 'class-validator';
import { isStaffId, STAFF_ID_MAX_LENGTH } from '../access/caller.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_IDS = 100;
const IDS_SENTENCE = `Field 'ids' must be a list of 1 to ${MOST_IDS} different ids of verifications.`;

/** Staff whom the directory lists, or null for no one. */
function StaffOrNull(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: String,
      nullable: true,
      maxLength: STAFF_ID_MAX_LENGTH,
      description: 'Staff id, one of `GET /idenfy/staff`; null for no one.',
    }),
    ValidateBy({
      name: 'staffOrNull',
      validator: {
        validate: (value: unknown) => value === null || isStaffId(value),
        defaultMessage: () => "Field 'staff' must be the id of a member of staff, or null.",
      },
    }),
  );
}

/** Who shall work on a verification. */
@ApiSchema({ name: 'IdenfyAssignDto' })
export class AssignDto {
  @StaffOrNull()
  staff!: string | null;
}

/** Who shall work on several verifications. */
@ApiSchema({ name: 'IdenfyAssignManyDto' })
export class AssignManyDto extends AssignDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    minItems: 1,
    maxItems: MOST_IDS,
    uniqueItems: true,
    description: '`id` of rows of the queue.',
  })
  @IsArray({ message: IDS_SENTENCE })
  @ArrayMinSize(1, { message: IDS_SENTENCE })
  @ArrayMaxSize(MOST_IDS, { message: IDS_SENTENCE })
  @ArrayUnique({ message: IDS_SENTENCE })
  @Matches(UUID, { each: true, message: IDS_SENTENCE })
  ids!: string[];
}
