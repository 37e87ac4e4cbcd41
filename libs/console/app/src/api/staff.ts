import { useQuery } from '@tanstack/react-query';
import { useMay, useStaff } from '../session/session';
import { answer, api } from './rest';

export interface Member {
  readonly id: string;
  readonly name: string;
}

/** To whom cases can be assigned: the caller first. Empty where the host lists no one. */
export function useMembers(): readonly Member[] {
  const mayReview = useMay('review');
  const { id: me } = useStaff();
  const { data } = useQuery({
    queryKey: ['staff'],
    meta: { readOnce: true },
    enabled: mayReview,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => answer(api.GET('/staff', { signal })),
  });
  const members = (data?.items ?? []).map(({ id, name }) => ({ id, name: name ?? id }));
  return [...members.filter(({ id }) => id === me), ...members.filter(({ id }) => id !== me)];
}
