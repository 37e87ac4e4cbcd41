import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followQueue } from '../../api/live';
import { queries } from '../../api/queries';
import { answer, api, type Views } from '../../api/rest';
import { useAccount } from '../../session/session';

export type Case = Views['IdenfyCaseView'];

/** Changes of one act arrive as several events, gathered for this time, in milliseconds. */
const GATHER_MS = 500;

/**
 * The case as the reader sees it. What changes under them is offered as `newer`, and shown when they take it; notes and
 * assignments, which no decision depends on, are shown at once.
 */
export function useCase(scanRef: string) {
  const account = useAccount();
  const key = ['case', scanRef, account];
  const read = (signal?: AbortSignal) =>
    answer(
      api.GET('/verifications/{scanRef}/case', {
        params: { path: { scanRef }, query: account },
        ...(signal && { signal }),
      }),
    );
  const shown = useQuery({ queryKey: key, queryFn: ({ signal }) => read(signal), staleTime: Infinity });
  const [newer, setNewer] = useState<Case | null>(null);
  const version = shown.data?.caseVersion;

  useEffect(() => setNewer(null), [scanRef, version]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = followQueue((change) => {
      if (change === 'reload' || change.scanRef !== scanRef) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void read().then((latest) => {
          if (latest.caseVersion === queries.getQueryData<Case>(key)?.caseVersion)
            queries.setQueryData(key, latest);
          else setNewer(latest);
        });
      }, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
    // key and read follow from these two
  }, [scanRef, account.account]);

  return {
    shown,
    newer,
    take: () => {
      if (newer) queries.setQueryData(key, newer);
    },
  };
}
