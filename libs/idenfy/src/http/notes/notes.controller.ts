import { Get, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiQuery,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { isText } from '@nestjs-idenfy/contract';
import { ValidateBy } from 'class-validator';
import { CaseNotes, type Note, NOTE_MAX_LENGTH } from '../../casework/notes.js';
import { AccessAudit } from '../../verifications/access-audit.js';
import { Caller, StaffAccess, type VerificationAccess } from '../access/access-context.js';
import { StaffOnly } from '../access/idenfy-access.guard.js';
import { actorOf, type IdenfyStaffCaller } from '../access/caller.js';
import { SkipBodyParser } from '../body/skip-body-parser.decorator.js';
import { Cursor, Limit } from '../dto.decorators.js';
import { IdenfyController } from '../idenfy-controller.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { limitOf, type Page, pageOf } from '../openapi/page.js';
import { ApiVerification } from '../openapi/verification-docs.decorator.js';
import { JsonBody, QueryOf } from '../param.decorators.js';

/** Which notes are listed, newest first. All values arrive as text. */
export class ListNotesDto {
  @Cursor(/^[\w-]{1,200}$/)
  cursor?: string;

  @Limit()
  limit?: string;
}

/** A note about a verification. It is sealed, never changed, and erased with the verification. */
@ApiSchema({ name: 'IdenfyAddNoteDto' })
export class AddNoteDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: NOTE_MAX_LENGTH })
  @ValidateBy({
    name: 'note',
    validator: {
      validate: (value: unknown) => isText(value, 1, NOTE_MAX_LENGTH) && value.trim() !== '',
      defaultMessage: () => `Field 'text' must be a text of 1 to ${NOTE_MAX_LENGTH} characters.`,
    },
  })
  text!: string;
}

/** A note of a member of staff. */
@ApiSchema({ name: 'IdenfyNoteView' })
export class NoteView implements Note {
  @ApiProperty({ description: 'Grows with time.' }) readonly id: string;
  @ApiProperty({ description: 'The member of staff, as the access policy names them.' })
  readonly author: string;
  @ApiProperty({ type: Date }) readonly at: Date;
  @ApiProperty({ type: String, nullable: true, description: 'Null after the erasure.' })
  readonly text: string | null;

  constructor({ id, author, at, text }: Note) {
    this.id = id;
    this.author = author;
    this.at = at;
    this.text = text;
  }
}

const NotePageView = pageOf('IdenfyNotePageView', NoteView);

@ApiTags('Staff')
@ApiVerification()
@IdenfyController('verifications/:scanRef/notes')
export class NotesController {
  constructor(
    private readonly notes: CaseNotes,
    private readonly audit: AccessAudit,
  ) {}

  @Get()
  @StaffOnly('review')
  @ApiOperation({
    operationId: 'idenfyListNotes',
    summary: 'Notes of staff about a verification, newest first',
  })
  @ApiQuery({ type: ListNotesDto })
  @ApiOkResponse({ type: NotePageView })
  @ApiErrors(400, 401, 403, 404)
  async list(
    @StaffAccess() access: VerificationAccess,
    @QueryOf(ListNotesDto) query: ListNotesDto,
  ): Promise<Page<NoteView>> {
    await this.audit.record({ ...access, action: 'NOTES' });
    const { items, nextCursor } = await this.notes.list(access.verification, {
      cursor: query.cursor,
      limit: limitOf(query),
    });
    return { items: items.map((note) => new NoteView(note)), nextCursor };
  }

  @Post()
  @SkipBodyParser()
  @StaffOnly('review')
  @ApiOperation({ operationId: 'idenfyAddNote', summary: 'Write a note about a verification' })
  @ApiBody({ type: AddNoteDto })
  @ApiCreatedResponse({ type: NoteView })
  @ApiErrors(400, 401, 403, 404, 409, 413, 415)
  async add(
    @Caller() caller: IdenfyStaffCaller,
    @StaffAccess() access: VerificationAccess,
    @JsonBody(AddNoteDto) { text }: AddNoteDto,
  ): Promise<NoteView> {
    await this.audit.record({ ...access, action: 'NOTE' });
    return new NoteView(await this.notes.add(access.verification, text, actorOf(caller)));
  }
}
