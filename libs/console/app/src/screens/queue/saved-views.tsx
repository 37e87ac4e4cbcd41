import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answer, api, type Views } from '../../api/rest';
import { t } from '../../i18n/text';
import { useAct } from '../../ui/act';
import styles from '../../ui/act.module.css';
import { Dialog } from '../../ui/dialog';
import { between } from '../../ui/filters';
import { Icon } from '../../ui/icon';
import queueStyles from './queue.module.css';
import { type QueueSearch, useQueueSearch } from './queue-search';

type SavedView = Views['IdenfySavedViewView'];
type Filters = Omit<Views['IdenfySaveViewDto'], 'name'>;

/** Filters under a name, each for themselves. A search is not saved, because it names a person. */
export function SavedViews() {
  const search = useQueueSearch();
  const navigate = useNavigate({ from: '/queue' });
  const [naming, setNaming] = useState(false);
  const views = useQuery({
    queryKey: ['queue', 'views'],
    queryFn: ({ signal }) => answer(api.GET('/queue/views', { signal })),
  });
  const remove = useAct(
    (name: string) => answer(api.DELETE('/queue/views', { params: { query: { name } } })),
    (_, name) => t('views.deleted', { name }),
  );
  const items = views.data?.items ?? [];
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="down" size={14} />}>
            {t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
          {items.map((view) => (
            <div key={view.name} className={queueStyles['view']}>
              <Menu.Item onClick={() => void navigate({ search: (old) => searchOf(view, old) })}>
                {view.name}
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('views.delete', { name: view.name })}
                onClick={() => remove.mutate(view.name)}
              >
                <Icon name="erase" size={14} />
              </ActionIcon>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="plus" size={14} />} onClick={() => setNaming(true)}>
            {t('views.save')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NameView opened={naming} close={() => setNaming(false)} filters={filtersOf(search)} />
    </>
  );
}

function NameView({ opened, close, filters }: { opened: boolean; close: () => void; filters: Filters }) {
  const [name, setName] = useState('');
  const save = useAct(
    () => answer(api.PUT('/queue/views', { body: { name: name.trim(), ...filters } })),
    (view) => {
      close();
      setName('');
      return t('views.saved', { name: view.name });
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <Dialog opened={opened} onClose={close} title={t('views.save')}>
      <form className={styles['form']} onSubmit={submit}>
        <TextInput
          label={t('views.name')}
          description={t('views.name.hint')}
          maxLength={80}
          required
          data-autofocus
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <div className={styles['buttons']}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('views.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function filtersOf({ tab = 'DECISION', assignee, from, to, sort }: QueueSearch): Filters {
  return {
    ...(tab !== 'ALL' && { reason: tab as NonNullable<Filters['reason']> }),
    ...(assignee === '-' ? { unassigned: 'true' as const } : assignee !== undefined && { assignee }),
    ...between(from, to),
    ...(sort === '-due' && { sort }),
  };
}

function searchOf(
  { filters }: SavedView,
  { account }: { account?: string },
): QueueSearch & { account?: string } {
  const { reason, assignee, unassigned, from, to, sort } = filters as Record<string, string | undefined>;
  const day = (time: string | undefined, back = 0) =>
    time === undefined ? undefined : new Date(Date.parse(time) - back).toLocaleDateString('sv');
  return {
    account,
    tab: reason === undefined ? 'ALL' : reason === 'DECISION' ? undefined : reason,
    assignee: unassigned === 'true' ? '-' : assignee,
    from: day(from),
    to: day(to, 1),
    sort,
  };
}
