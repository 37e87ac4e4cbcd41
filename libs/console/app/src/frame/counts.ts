import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followQueue } from '../api/live';
import { queries } from '../api/queries';
import { answer, api, type Views } from '../api/rest';
import { useAccount, useMay } from '../session/session';

export type QueueCounts = Views['IdenfyQueueCountsView'];

/** Changes are gathered for this time, in milliseconds. */
const GATHER_MS = 5_000;
const OPERATIONS_EVERY_MS = 60_000;

/** How many cases of each kind wait. Kept up to date by the events of the queue. */
export function useQueueCounts(): QueueCounts | undefined {
  const mayReview = useMay('review');
  const account = useAccount();
  const { data } = useQuery({
    queryKey: ['queue', 'counts', account],
    enabled: mayReview,
    staleTime: Infinity,
    queryFn: ({ signal }) => answer(api.GET('/queue/counts', { params: { query: account }, signal })),
  });
  return data;
}

/** Reads the counts again after changes. Mounted once, by the frame. */
export function useLiveCounts(): void {
  const mayReview = useMay('review');
  useEffect(() => {
    if (!mayReview) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = followQueue(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['queue', 'counts'] });
      }, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [mayReview]);
}

/** How the machine is doing. */
export function useOperations() {
  const mayOperate = useMay('operate');
  return useQuery<Views['IdenfyOperationsView']>({
    queryKey: ['operations'],
    enabled: mayOperate,
    // staff of one account are refused: the counts are of all accounts
    refetchInterval: ({ state }) => (state.error ? false : OPERATIONS_EVERY_MS),
    queryFn: ({ signal }) => answer(api.GET('/operations', { signal })),
  });
}

/** The numbers of the rail, by screen. */
export function useCounts(): Readonly<Record<string, number | undefined>> {
  const queue = useQueueCounts();
  const { data: operations } = useOperations();
  return {
    '/queue': queue && queue.DECISION + queue.SECOND_PERSON,
    '/stuck': operations && operations.inbox.deadRuns + operations.inbox.deadWebhooks,
  };
}
