import { WEBHOOK_STATES } from '@nestjs-idenfy/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePages } from '../../api/pages';
import { answer, api, type Views } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount } from '../../session/session';
import { ChoiceFilter, wordChoices } from '../../ui/filters';
import { Id } from '../../ui/id';
import { type Column, Rows } from '../../ui/rows';
import { Filters } from '../../ui/screen';
import { Empty } from '../../ui/state';
import { Time } from '../../ui/time';
import { Badge, type Tone } from '../../ui/tone';
import styles from './operations.module.css';

type Webhook = Views['IdenfyStoredWebhookView'];

const TONES: Readonly<Record<Webhook['state'], Tone>> = {
  received: 'notice',
  waiting: 'notice',
  applied: 'good',
  orphan: 'neutral',
  unreadable: 'caution',
  dead: 'bad',
  dropped: 'neutral',
};

/** Webhooks by state, newest first. */
export function Inbox() {
  const { state } = useSearch({ from: '/operations' });
  const account = useAccount();
  const navigate = useNavigate({ from: '/operations' });
  const known = WEBHOOK_STATES.find((each) => each === state);
  const { source, rows } = usePages(['inbox', known, account], (page, signal) =>
    answer(
      api.GET('/inbox', {
        params: { query: { ...page, ...account, ...(known && { state: known }) } },
        signal,
      }),
    ),
  );
  const columns: readonly Column<Webhook>[] = [
    {
      id: 'scanRef',
      title: t('case.scanRef'),
      width: 'minmax(10rem, 1.4fr)',
      narrow: 'lead',
      cell: ({ scanRef }) => <Id value={scanRef} length={36} />,
    },
    {
      id: 'state',
      title: t('inbox.state'),
      width: '11rem',
      narrow: 'aside',
      cell: (webhook) => <Badge tone={TONES[webhook.state]}>{word('webhook', webhook.state)}</Badge>,
    },
    {
      id: 'event',
      title: t('orphans.event'),
      width: 'minmax(8rem, 1fr)',
      cell: ({ eventType }) => eventType,
    },
    {
      id: 'error',
      title: t('stuck.error'),
      width: 'minmax(8rem, 1.4fr)',
      narrow: 'line',
      cell: ({ error }) => error && <code>{error}</code>,
    },
    {
      id: 'next',
      title: t('inbox.next'),
      width: '7rem',
      narrow: 'hidden',
      cell: ({ nextTryAt }) => <Time at={nextTryAt} />,
    },
    { id: 'at', title: t('orphans.at'), width: '7rem', cell: ({ receivedAt }) => <Time at={receivedAt} /> },
  ];
  return (
    <>
      <div className={styles['filters']}>
        <Filters>
          <ChoiceFilter
            label={t('inbox.state')}
            any={t('inbox.anyState')}
            value={state}
            choices={wordChoices('webhook', WEBHOOK_STATES)}
            onChange={(value) =>
              void navigate({ search: (old) => ({ ...old, state: value }), replace: true })
            }
          />
        </Filters>
      </div>
      <Rows
        label={t('operations.inbox')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        source={source}
        empty={
          <Empty icon="inbox" title={t('inbox.empty')}>
            <p>{t('inbox.empty.hint')}</p>
          </Empty>
        }
      />
    </>
  );
}
