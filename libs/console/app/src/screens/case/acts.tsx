import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { answer, api, because, fileOf, save } from '../../api/rest';
import { useCommands } from '../../frame/commands';
import { t } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { ConfirmWithReason, useAct } from '../../ui/act';
import { Icon } from '../../ui/icon';
import { useReason } from './access';
import { AskForMore } from './ask-for-more';
import styles from './case.module.css';
import type { Case } from './use-case';

type Asking = 'report' | 'evidence' | 'erase' | 'more';

/** What else can be done with a case. */
export function Acts({ scanRef, file }: { scanRef: string; file: Case }) {
  const account = useAccount();
  const known = useReason(scanRef);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [mayRead, mayOperate, mayErase] = [useMay('read-data'), useMay('operate'), useMay('erase')];
  const mayReview = useMay('review');
  const { clientId, status, erasedAt } = file.verification;
  const about = (reason: string) => ({ path: { scanRef }, query: account, header: because(reason) });

  const refresh = useAct(
    () =>
      answer(api.POST('/verifications/{scanRef}/refresh', { params: { path: { scanRef }, query: account } })),
    () => t('acts.refreshed'),
  );
  const report = useAct(
    async (reason: string) => {
      const call = api.GET('/verifications/{scanRef}/report', { params: about(reason), parseAs: 'blob' });
      save(await fileOf(call), `${scanRef}-report.pdf`);
    },
    () => t('acts.downloaded'),
  );
  const evidence = useAct(
    async (reason: string) => {
      const call = api.GET('/verifications/{scanRef}/evidence', { params: about(reason), parseAs: 'blob' });
      save(await fileOf(call), `${scanRef}-evidence.zip`);
    },
    () => t('acts.downloaded'),
  );
  const erase = useAct(
    (reason: string) => answer(api.DELETE('/verifications/{scanRef}', { params: about(reason) })),
    () => t('acts.erasing'),
  );
  const askForMore = useAct(
    (questionnaire: string) =>
      answer(
        api.POST('/verifications/{scanRef}/request-information', {
          params: { path: { scanRef }, query: account },
          body: { ...(questionnaire !== '' && { questionnaire }) },
        }),
      ),
    () => {
      setAsking(null);
      return t('acts.more.asked');
    },
  );
  /** The reason for access is asked once for each case. */
  const ask = (what: 'report' | 'evidence') =>
    known === null ? setAsking(what) : (what === 'report' ? report : evidence).mutate(known);

  const acts = [
    ...(mayRead
      ? [
          {
            id: 'evidence',
            title: t('acts.evidence'),
            icon: 'download' as const,
            run: () => ask('evidence'),
          },
          { id: 'report', title: t('acts.report'), icon: 'download' as const, run: () => ask('report') },
        ]
      : []),
    ...(mayReview && status === 'APPROVED' && erasedAt === null
      ? [{ id: 'more', title: t('acts.more'), icon: 'send' as const, run: () => setAsking('more') }]
      : []),
    ...(mayOperate && erasedAt === null
      ? [
          {
            id: 'refresh',
            title: t('acts.refresh'),
            icon: 'refresh' as const,
            run: () => refresh.mutate(undefined),
          },
        ]
      : []),
    ...(mayErase && erasedAt === null
      ? [{ id: 'erase', title: t('acts.erase'), icon: 'erase' as const, run: () => setAsking('erase') }]
      : []),
  ];
  useCommands(acts);
  const busy = [refresh, report, evidence, erase].some(({ isPending }) => isPending);
  if (acts.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant="default" loading={busy} rightSection={<Icon name="down" size={14} />}>
            {t('acts.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {acts.map(({ id, title, icon, run }) => (
            <Menu.Item
              key={id}
              leftSection={<Icon name={icon} size={14} />}
              onClick={run}
              {...(id === 'erase' && { className: styles['danger'] })}
            >
              {title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ConfirmWithReason
        opened={asking === 'report' || asking === 'evidence'}
        close={() => setAsking(null)}
        title={asking === 'report' ? t('acts.report') : t('acts.evidence')}
        action={t('acts.download')}
        reasonLabel={t('access.reason')}
        onConfirm={(reason) => {
          (asking === 'report' ? report : evidence).mutate(reason);
          setAsking(null);
        }}
      />
      <AskForMore
        opened={asking === 'more'}
        close={() => setAsking(null)}
        busy={askForMore.isPending}
        onAsk={(questionnaire) => askForMore.mutate(questionnaire)}
      />
      <ConfirmWithReason
        opened={asking === 'erase'}
        close={() => setAsking(null)}
        title={t('acts.erase')}
        action={t('acts.eraseForGood')}
        color="red"
        typed={clientId}
        onConfirm={(reason) => {
          erase.mutate(reason);
          setAsking(null);
        }}
      >
        <p>{t('acts.erase.what')}</p>
      </ConfirmWithReason>
    </>
  );
}
