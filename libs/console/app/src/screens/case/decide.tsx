import { Button, Menu, Textarea } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { queries } from '../../api/queries';
import { answer, api, because, ifStill, RequestFailed, whole } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount, useMay, useStaff } from '../../session/session';
import { ConfirmWithReason, tell, useAct } from '../../ui/act';
import { Icon } from '../../ui/icon';
import { tagTitle } from '../../i18n/tags';
import { Time } from '../../ui/time';
import { Status } from '../../ui/tone';
import styles from './case.module.css';
import type { Case } from './use-case';

type Decision = Case['proposals'][number]['decision'];

interface Props {
  readonly scanRef: string;
  readonly file: Case;
  /** The field that the key `d` goes to. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** The decision of the host: made, proposed, confirmed by a second person, or standing. */
export function Decide({ scanRef, file, field }: Props) {
  const { verification, proposals } = file;
  const mayDecide = useMay('decide');
  const [stale, setStale] = useState<Case | null>(null);
  const waiting = proposals.find(({ state }) => state === 'WAITING');
  const isOpen = verification.status === 'SUSPECTED' && verification.final && verification.decision === null;
  return (
    <section className={styles['panel']} aria-labelledby="decide">
      <h2 id="decide">{t('decide.title')}</h2>
      {stale && <Stale before={stale} now={file} close={() => setStale(null)} />}
      {verification.decision !== null ? (
        <div className={styles['decided']}>
          <Status value={verification.decision} />
          <p>{t('decide.by', { staff: verification.decisionBy ?? '' })}</p>
          <Time at={verification.decisionAt} />
          {verification.decisionReason !== null && <blockquote>{verification.decisionReason}</blockquote>}
        </div>
      ) : waiting ? (
        <Proposal scanRef={scanRef} file={file} proposal={waiting} onStale={setStale} />
      ) : !isOpen ? (
        <p className={styles['quiet']}>{t('decide.nothing')}</p>
      ) : mayDecide ? (
        <DecisionForm scanRef={scanRef} file={file} field={field} onStale={setStale} />
      ) : (
        <p className={styles['quiet']}>{t('decide.forbidden')}</p>
      )}
      <Earlier proposals={proposals.filter(({ state }) => state !== 'WAITING' && state !== 'CONFIRMED')} />
    </section>
  );
}

/** A step that counts only for the state that was read: a stale one shows both. */
function useStep<Input>(
  file: Case,
  step: (input: Input) => Promise<string>,
  onStale: (before: Case) => void,
): { run: (input: Input) => void; isPending: boolean } {
  const act = useAct((input: Input) =>
    step(input).then(tell, async (error: unknown) => {
      if (!(error instanceof RequestFailed) || error.status !== 412) throw error;
      await queries.invalidateQueries({ queryKey: ['case'] });
      onStale(file);
    }),
  );
  return { run: (input) => act.mutate(input), isPending: act.isPending };
}

function DecisionForm({ scanRef, file, field, onStale }: Props & { onStale: (before: Case) => void }) {
  const account = useAccount();
  const [reason, setReason] = useState('');
  const step = useStep(
    file,
    async (decision: Decision) => {
      const { response } = await whole(
        api.POST('/verifications/{scanRef}/decision', {
          params: {
            path: { scanRef },
            query: account,
            header: { ...because(reason.trim()), ...ifStill(file.caseVersion) },
          },
          body: { decision, reason: reason.trim() },
        }),
      );
      return response.status === 202 ? t('decide.proposed') : t(`decide.done.${decision}`);
    },
    onStale,
  );
  const isComplete = reason.trim().length >= 3;
  return (
    <div className={styles['form']}>
      <Textarea
        ref={field}
        label={t('decide.reason')}
        description={t('reason.hint')}
        value={reason}
        maxLength={200}
        autosize
        minRows={3}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {file.reasons.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              className={styles['start']}
              rightSection={<Icon name="down" size={14} />}
            >
              {t('decide.templates')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {file.reasons.map((template) => (
              <Menu.Item key={template} onClick={() => setReason(template)}>
                {template}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <div className={styles['choices']}>
        <Button
          size="sm"
          leftSection={<Icon name="check" />}
          disabled={!isComplete}
          loading={step.isPending}
          onClick={() => step.run('ACCEPTED')}
        >
          {t('decide.accept')}
        </Button>
        <Button
          size="sm"
          variant="outline"
          color="red"
          leftSection={<Icon name="close" />}
          disabled={!isComplete}
          loading={step.isPending}
          onClick={() => step.run('REJECTED')}
        >
          {t('decide.reject')}
        </Button>
      </div>
      <p className={styles['quiet']}>{t('decide.secondPerson')}</p>
    </div>
  );
}

function Proposal({
  scanRef,
  file,
  proposal,
  onStale,
}: {
  scanRef: string;
  file: Case;
  proposal: Case['proposals'][number];
  onStale: (before: Case) => void;
}) {
  const { id: me } = useStaff();
  const mayDecide = useMay('decide');
  const account = useAccount();
  const [returning, setReturning] = useState(false);
  const params = {
    path: { scanRef },
    query: account,
    header: { ...because('decision of a second person'), ...ifStill(file.caseVersion) },
  };
  const confirm = useStep(
    file,
    async () => {
      await answer(api.POST('/verifications/{scanRef}/decision/confirm', { params }));
      return t(`decide.done.${proposal.decision}`);
    },
    onStale,
  );
  const withdraw = useStep(
    file,
    async () => {
      await answer(api.DELETE('/verifications/{scanRef}/decision', { params }));
      return t('decide.withdrawn');
    },
    onStale,
  );
  const giveBack = useStep(
    file,
    async (reason: string) => {
      setReturning(false);
      await answer(api.POST('/verifications/{scanRef}/decision/return', { params, body: { reason } }));
      return t('decide.returned');
    },
    onStale,
  );
  const isMine = proposal.proposedBy.replace(/^staff:/, '') === me;
  return (
    <div className={styles['form']}>
      <div className={styles['proposal']}>
        <p>
          <strong>
            {t(`decide.proposes.${proposal.decision}`, { staff: proposal.proposedBy.replace(/^staff:/, '') })}
          </strong>{' '}
          <Time at={proposal.proposedAt} />
        </p>
        {proposal.reason !== null && <blockquote>{proposal.reason}</blockquote>}
      </div>
      {isMine ? (
        <>
          <p className={styles['quiet']}>{t('decide.waits')}</p>
          {mayDecide && (
            <Button
              variant="default"
              className={styles['start']}
              loading={withdraw.isPending}
              onClick={() => withdraw.run(undefined)}
            >
              {t('decide.withdraw')}
            </Button>
          )}
        </>
      ) : mayDecide ? (
        <div className={styles['choices']}>
          <Button
            size="sm"
            leftSection={<Icon name="check" />}
            loading={confirm.isPending}
            onClick={() => confirm.run(undefined)}
          >
            {t(`decide.confirm.${proposal.decision}`)}
          </Button>
          <Button size="sm" variant="default" loading={giveBack.isPending} onClick={() => setReturning(true)}>
            {t('decide.return')}
          </Button>
        </div>
      ) : (
        <p className={styles['quiet']}>{t('decide.forbidden')}</p>
      )}
      <ConfirmWithReason
        opened={returning}
        close={() => setReturning(false)}
        title={t('decide.return')}
        action={t('decide.return')}
        reasonLabel={t('decide.returnReason')}
        onConfirm={(reason) => giveBack.run(reason)}
      />
    </div>
  );
}

function Earlier({ proposals }: { proposals: Case['proposals'] }) {
  if (proposals.length === 0) return null;
  return (
    <details className={styles['earlier']}>
      <summary>{t('decide.earlier', { count: proposals.length })}</summary>
      <ul>
        {proposals.map(
          ({ proposalId, decision, state, proposedBy, reason, decidedBy, returnReason, proposedAt }) => (
            <li key={proposalId}>
              <p>
                {t(`decide.proposes.${decision}`, { staff: proposedBy })} · {word('proposal', state)}{' '}
                <Time at={proposedAt} />
              </p>
              {reason !== null && <blockquote>{reason}</blockquote>}
              {returnReason !== null && (
                <p>
                  {decidedBy}: {returnReason}
                </p>
              )}
            </li>
          ),
        )}
      </ul>
    </details>
  );
}

/** A decision was refused because the case had changed: what it was, and what it is. */
function Stale({ before, now, close }: { before: Case; now: Case; close: () => void }) {
  const lines = [
    [t('people.status'), stateOf(before), stateOf(now)],
    [t('case.tags'), tagsOf(before), tagsOf(now)],
    [t('decide.proposal'), proposalOf(before), proposalOf(now)],
  ] as const;
  return (
    <div className={styles['stale']} role="alert">
      <h3>{t('stale.title')}</h3>
      <p>{t('stale.hint')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('case.field')}</span>
            </th>
            <th scope="col">{t('stale.before')}</th>
            <th scope="col">{t('stale.now')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, old, current]) => (
            <tr key={name} {...(old !== current && { 'data-differs': true })}>
              <th scope="row">{name}</th>
              <td>{old}</td>
              <td>{current}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button variant="default" onClick={close}>
        {t('stale.understood')}
      </Button>
    </div>
  );
}

function stateOf({ verification: { status, decision } }: Case): string {
  return word('status', decision ?? status);
}

function tagsOf({ tags }: Case): string {
  return tags.map(({ tag }) => tagTitle(tag)).join(', ') || '–';
}

function proposalOf({ proposals }: Case): string {
  const waiting = proposals.find(({ state }) => state === 'WAITING');
  return waiting ? t(`decide.proposes.${waiting.decision}`, { staff: waiting.proposedBy }) : '–';
}
