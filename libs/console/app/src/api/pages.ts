import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

/** How every list of the service answers. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Rows asked for at once. */
export const PAGE_SIZE = 100;
/** A list of more pages than this is not read again when the reader comes back to the tab. */
const READ_AGAIN_AT_MOST = 3;

/** A list of the service, page by page. `rows` are those of all pages read so far. */
export function usePages<Item>(
  key: readonly unknown[],
  read: (page: { cursor?: string; limit: number }, signal: AbortSignal) => Promise<Page<Item>>,
) {
  const source = useInfiniteQuery<
    Page<Item>,
    Error,
    InfiniteData<Page<Item>, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      read({ limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // each page is a request of its own
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= READ_AGAIN_AT_MOST,
  });
  const pages = source.data?.pages;
  const rows = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  return { source, rows };
}
