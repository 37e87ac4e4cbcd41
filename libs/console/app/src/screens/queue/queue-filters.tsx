import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMembers } from '../../api/staff';
import { t } from '../../i18n/text';
import { useStaff } from '../../session/session';
import { ChoiceFilter, DayFilter, TextFilter } from '../../ui/filters';
import { Filters } from '../../ui/screen';
import { type QueueSearch, useQueueSearch } from './queue-search';

/** Whose cases, about whom, and due when. */
export function QueueFilters() {
  const search = useQueueSearch();
  const navigate = useNavigate({ from: '/queue' });
  const { id: me } = useStaff();
  const members = useMembers();
  const set = (changed: QueueSearch) =>
    void navigate({ search: (old) => ({ ...old, ...changed }), replace: true });
  const { q, assignee, from, to, sort } = search;
  return (
    <Filters>
      <TextFilter label={t('queue.q')} value={q} onChange={(value) => set({ q: value })} />
      <ChoiceFilter
        label={t('queue.assignee')}
        any={t('queue.anyone')}
        value={assignee}
        choices={[
          { value: '-', label: t('queue.noOne') },
          { value: me, label: t('queue.toMe', { name: me }) },
          ...members.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => set({ assignee: value })}
      />
      <DayFilter label={t('queue.dueFrom')} value={from} onChange={(value) => set({ from: value })} />
      <DayFilter label={t('queue.dueTo')} value={to} onChange={(value) => set({ to: value })} />
      <ChoiceFilter
        label={t('queue.sort')}
        any={t('queue.dueFirst')}
        value={sort}
        choices={[{ value: '-due', label: t('queue.dueLast') }]}
        onChange={(value) => set({ sort: value })}
      />
      <ClearFilters />
    </Filters>
  );
}

export function ClearFilters() {
  const navigate = useNavigate({ from: '/queue' });
  const cleared = { q: undefined, assignee: undefined, from: undefined, to: undefined, sort: undefined };
  return (
    <Button
      variant="subtle"
      onClick={() => void navigate({ search: (old) => ({ ...old, ...cleared }), replace: true })}
    >
      {t('filter.clear')}
    </Button>
  );
}
