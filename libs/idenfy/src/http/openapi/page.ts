import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';

/** Items of a page. */
export const PAGE_SIZE = { min: 1, max: 100, default: 20 } as const;

/** One page of a list, newest item first. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Send it as `cursor` for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** The OpenAPI schema of a page whose items are of one of these views. */
export function pageOf<View extends object>(name: string, ...views: Type<View>[]): Type<Page<View>> {
  const [item, ...others] = views.map((view) => ({ $ref: getSchemaPath(view) }));

  @ApiExtraModels(...views)
  class PageView implements Page<View> {
    @ApiProperty({ type: 'array', items: others.length > 0 ? { oneOf: [item ?? {}, ...others] } : item })
    readonly items!: readonly View[];

    @ApiProperty({
      type: String,
      nullable: true,
      description: 'Send it as `cursor` for the next page; null on the last one.',
    })
    readonly nextCursor!: string | null;
  }
  Object.defineProperty(PageView, 'name', { value: name });
  return PageView;
}

/** The page size of a query that was validated. */
export function limitOf({ limit = String(PAGE_SIZE.default) }: { limit?: string }): number {
  return Number(limit);
}

/** A time of a query that was validated. */
export function timeOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
