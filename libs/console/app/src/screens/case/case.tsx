import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { answer, api } from '../../api/rest';
import { t } from '../../i18n/text';
import { useAccount, useMay, useStaff } from '../../session/session';
import { useAct } from '../../ui/act';
import { Icon } from '../../ui/icon';
import { Id } from '../../ui/id';
import { useKeys } from '../../ui/keys';
import { Screen, Tab, Tabs } from '../../ui/screen';
import { Failure, Loading } from '../../ui/state';
import { exact, relative, Time } from '../../ui/time';
import { Status, Toned } from '../../ui/tone';
import { AssignMenu } from '../queue/assign-menu';
import { Acts } from './acts';
import styles from './case.module.css';
import { Claimed } from './claimed';
import { Decide } from './decide';
import { Documents } from './documents';
import { ErasureReceipt } from './erasure-receipt';
import { Attempts, Findings } from './findings';
import { Timeline } from './timeline';
import { type Case as CaseFile, useCase } from './use-case';

const TABS = ['decide', 'facts', 'documents'] as const;

/** One case: what was sent, what was found, what to do. Three columns where there is room, tabs where not. */
export function Case() {
  const { scanRef } = useParams({ from: '/cases/$scanRef' });
  const { tab = 'decide' } = useSearch({ from: '/cases/$scanRef' });
  const account = useAccount();
  const navigate = useNavigate();
  const { shown, newer, take } = useCase(scanRef);
  const decide = useRef<HTMLTextAreaElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  useKeys({
    u: () => void navigate({ to: '/queue', search: account }),
    d: () => decide.current?.focus(),
    n: () => note.current?.focus(),
  });
  if (shown.isPending) return <Waiting scanRef={scanRef} />;
  if (shown.error) {
    return (
      <Failure error={shown.error} retry={() => void shown.refetch()}>
        <Link to="/queue" search={account}>
          {t('help.back')}
        </Link>
      </Failure>
    );
  }
  const file = shown.data;
  return (
    <Screen
      title={file.verification.clientId}
      wide
      heading={<Heading file={file} />}
      tools={
        <>
          <Assign scanRef={scanRef} file={file} />
          <Acts scanRef={scanRef} file={file} />
        </>
      }
    >
      {newer && (
        <div className={styles['newer']} role="status">
          <Icon name="info" size={14} />
          <p>{t('case.changed')}</p>
          <Button onClick={take}>{t('case.showNew')}</Button>
        </div>
      )}
      <div className={styles['tabs']}>
        <Tabs label={t('case.parts')}>
          {TABS.map((name) => (
            <Tab
              key={name}
              active={tab === name}
              to={{
                to: '/cases/$scanRef',
                params: { scanRef },
                search: { ...account, tab: name === 'decide' ? undefined : name },
                replace: true,
              }}
            >
              {t(`case.tab.${name}`)}
            </Tab>
          ))}
        </Tabs>
      </div>
      <div className={styles['columns']} data-tab={tab}>
        <div className={styles['column']} data-part="documents">
          <Documents scanRef={scanRef} />
        </div>
        <div className={styles['column']} data-part="facts">
          <Findings file={file} />
          <Claimed scanRef={scanRef} kept={file.kept} />
          <Attempts file={file} />
        </div>
        <div className={styles['column']} data-part="decide">
          <ErasureReceipt scanRef={scanRef} file={file} />
          <Decide scanRef={scanRef} file={file} field={decide} />
          <Timeline scanRef={scanRef} file={file} field={note} />
        </div>
      </div>
    </Screen>
  );
}

/** The parts of a case, before they are known. */
function Waiting({ scanRef }: { scanRef: string }) {
  return (
    <Screen
      title={scanRef}
      heading={
        <div className={styles['heading']}>
          <Loading lines={2} />
        </div>
      }
      wide
    >
      <div className={styles['columns']}>
        {TABS.map((name) => (
          <div key={name} className={styles['column']}>
            <Loading lines={8} />
          </div>
        ))}
      </div>
    </Screen>
  );
}

function Heading({ file: { verification, otherAttempts, dueAt, person } }: { file: CaseFile }) {
  const { clientId, account, status, decision, createdAt, scanRef } = verification;
  const earlier = otherAttempts.filter((attempt) => attempt.createdAt < createdAt).length;
  return (
    <div className={styles['heading']}>
      <h1>
        <Link to="/people/$clientId" params={{ clientId }} search={{ account }}>
          {clientId}
        </Link>
        <Status value={decision ?? status} />
        {dueAt !== null && <DueBadge at={dueAt} />}
      </h1>
      <p className={styles['meta']}>
        <span>{t('case.attempt', { number: earlier + 1, of: otherAttempts.length + 1 })}</span>
        <span>
          {t('case.started')} <Time at={createdAt} />
        </span>
        <Id value={scanRef} />
        <span>
          {t('person.standing')}: <Status value={person.standing} />
        </span>
      </p>
    </div>
  );
}

function DueBadge({ at }: { at: string }) {
  const due = new Date(at);
  const isOverdue = due.getTime() < Date.now();
  return (
    <span className={styles['due']} title={exact(due)}>
      <Toned tone={isOverdue ? 'bad' : 'neutral'}>
        {isOverdue ? t('case.overdue', { time: relative(due) }) : t('case.due', { time: relative(due) })}
      </Toned>
    </span>
  );
}

function Assign({ scanRef, file: { assignee, verification } }: { scanRef: string; file: CaseFile }) {
  const account = useAccount();
  const { id: me } = useStaff();
  const mayReview = useMay('review');
  const assign = useAct(
    (staff: string | null) =>
      answer(
        api.PUT('/verifications/{scanRef}/assignee', {
          params: { path: { scanRef }, query: account },
          body: { staff },
        }),
      ),
    (_, staff) =>
      staff === null ? t('queue.unassigned', { count: 1 }) : t('queue.assigned', { count: 1, staff }),
  );
  useKeys({ a: () => mayReview && assign.mutate(me) });
  if (!mayReview || verification.erasedAt !== null) return null;
  return (
    <AssignMenu assignee={assignee} busy={assign.isPending} onAssign={(staff) => assign.mutate(staff)} />
  );
}
