import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { createContext, type ReactNode, use } from 'react';
import { answer, api, type Views } from '../api/rest';
import { Failure } from '../ui/state';

export type Staff = Views['IdenfyStaffView'];
export type Permission = Staff['permissions'][number];

const SessionContext = createContext<Staff | null>(null);

/** Who is signed in. */
export function useStaff(): Staff {
  const staff = use(SessionContext);
  if (!staff) throw new Error('used outside of SessionProvider');
  return staff;
}

/** Whether the caller may do it: what is not allowed is not shown, and the service refuses it all the same. */
export function useMay(permission: Permission): boolean {
  return useStaff().permissions.includes(permission);
}

/** The account in the address, as the query of a request. */
export function useAccount(): { account?: string } {
  const { account } = useSearch({ strict: false });
  return account === undefined ? {} : { account };
}

/** Shows the console once it is known who is signed in, and `waiting` until then. */
export function SessionProvider({ waiting, children }: { waiting: ReactNode; children: ReactNode }) {
  const me = useQuery({
    queryKey: ['me'],
    meta: { readOnce: true },
    queryFn: ({ signal }) => answer(api.GET('/staff/me', { signal })),
    staleTime: 5 * 60_000,
  });
  if (me.isPending) return waiting;
  if (me.error) return <Failure error={me.error} retry={() => void me.refetch()} />;
  return <SessionContext value={me.data}>{children}</SessionContext>;
}
