import { QueryClient } from '@tanstack/react-query';
import { RequestFailed } from './rest';

/** What may pass by itself is asked for again; a refusal is shown. */
function mayPass(error: unknown): boolean {
  return !(error instanceof RequestFailed) || error.status === 0 || error.status >= 502;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      retryDelay: (attempt) => Math.min(4_000, 500 * 2 ** attempt),
    },
  },
});
