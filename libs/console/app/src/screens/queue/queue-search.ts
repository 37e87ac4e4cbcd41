import { useSearch } from '@tanstack/react-router';

/** The filters of the queue, as they stand in the address. `tab` is the kind of work, `assignee` a dash for no one. */
export function useQueueSearch() {
  return useSearch({ from: '/queue' });
}

export type QueueSearch = ReturnType<typeof useQueueSearch>;
