import { HandlerName } from './handler-name.decorator.js';
import { ListOrphansDto } from './list-orphans.dto.js';

/** Which dead letters are listed, newest first. */
export class ListDeadLettersDto extends ListOrphansDto {
  @HandlerName()
  handler?: string;
}
