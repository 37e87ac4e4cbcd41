import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../api/queries';
import { answer, api, type Views } from '../../api/rest';
import { number, t } from '../../i18n/text';
import { ConfirmWithReason, useAct } from '../../ui/act';
import { Icon } from '../../ui/icon';
import { Loading } from '../../ui/state';
import { exact } from '../../ui/time';
import styles from './stuck.module.css';

type Act = 'retry' | 'drop';
type Filter = Pick<Views['IdenfyBulkActDto'], 'kind' | 'handler' | 'error' | 'account'>;
type Job = Views['IdenfyBulkJobView'];

const LOOK_EVERY_MS = 1_000;

function ask(act: Act, body: Views['IdenfyBulkActDto']) {
  return answer(
    act === 'retry' ? api.POST('/dead-letters/retry', { body }) : api.POST('/dead-letters/drop', { body }),
  );
}

/** Retries or drops a group: first what it would be, then how far it is. It can be stopped at any time. */
export function BulkActs({ filter, name }: { filter: Filter; name: string }) {
  const [asking, setAsking] = useState<Act | null>(null);
  const [jobId, setJobId] = useState<string | null>(null);
  const begin = useAct(
    ({ act, reason }: { act: Act; reason: string }) => ask(act, { ...filter, reason }),
    ({ job }) => {
      setAsking(null);
      setJobId(job?.id ?? null);
      return undefined;
    },
  );
  if (jobId !== null) return <Running id={jobId} close={() => setJobId(null)} />;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="erase" size={14} />}
        onClick={() => setAsking('drop')}
      >
        {t('stuck.drop')}
      </Button>
      <Button leftSection={<Icon name="refresh" size={14} />} onClick={() => setAsking('retry')}>
        {t('stuck.retryAll')}
      </Button>
      {asking !== null && (
        <Confirm
          act={asking}
          filter={filter}
          name={name}
          busy={begin.isPending}
          close={() => setAsking(null)}
          onConfirm={(reason) => begin.mutate({ act: asking, reason })}
        />
      )}
    </>
  );
}

/** A dry run tells how much it would be. */
function Confirm({
  act,
  filter,
  name,
  busy,
  close,
  onConfirm,
}: {
  act: Act;
  filter: Filter;
  name: string;
  busy: boolean;
  close: () => void;
  onConfirm: (reason: string) => void;
}) {
  const dry = useQuery({
    queryKey: ['dead-letters', 'dry run', act, filter],
    gcTime: 0,
    staleTime: 0,
    queryFn: () => ask(act, { ...filter, dryRun: true }),
  });
  const count = dry.data?.total ?? 0;
  const action = dry.data
    ? t(`stuck.${act}Many`, { count })
    : t(act === 'retry' ? 'stuck.retryAll' : 'stuck.drop');
  return (
    <ConfirmWithReason
      opened
      close={close}
      title={action}
      action={action}
      busy={busy || dry.isPending}
      onConfirm={onConfirm}
      {...(act === 'drop' && { color: 'red', typed: name })}
    >
      {dry.isPending ? (
        <Loading lines={2} />
      ) : (
        <>
          <p>{t(`stuck.${act}.what`, { handler: name })}</p>
          {dry.data?.oldest != null && dry.data.newest !== null && (
            <p>
              {t('stuck.between')}{' '}
              <span className={styles['times']}>{exact(new Date(dry.data.oldest)).split('\n')[0]}</span> –{' '}
              <span className={styles['times']}>{exact(new Date(dry.data.newest)).split('\n')[0]}</span>
            </p>
          )}
        </>
      )}
    </ConfirmWithReason>
  );
}

function Running({ id, close }: { id: string; close: () => void }) {
  const job = useQuery<Job>({
    queryKey: ['jobs', id],
    queryFn: async ({ signal }) => {
      const found = await answer(api.GET('/jobs/{id}', { params: { path: { id } }, signal }));
      if (found.state !== 'running') void queries.invalidateQueries({ queryKey: ['dead-letters'] });
      return found;
    },
    refetchInterval: ({ state }) => (state.data?.state === 'running' || !state.data ? LOOK_EVERY_MS : false),
  });
  const stop = useAct(() => answer(api.DELETE('/jobs/{id}', { params: { path: { id } } })));
  if (!job.data) return null;
  const { act, state, total, done, failed } = job.data;
  const words = t(`job.${state}`, { act: t(`job.${act}`), done: number(done), total: number(total) });
  return (
    <div className={styles['job']} role="status">
      <p>
        {words}
        {failed > 0 && <span> · {t('job.failed', { count: failed })}</span>}
      </p>
      <Progress value={total === 0 ? 100 : (100 * (done + failed)) / total} aria-label={words} />
      {state === 'running' ? (
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
          {t('job.stop')}
        </Button>
      ) : (
        <Button variant="default" onClick={close}>
          {t('close')}
        </Button>
      )}
    </div>
  );
}
