import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { Failure, Loading } from '../../ui/state';
import { Time } from '../../ui/time';
import styles from './case.module.css';
import type { Case } from './use-case';

/** How far the erasure is, and its receipt once it is done. */
export function ErasureReceipt({ scanRef, file }: { scanRef: string; file: Case }) {
  const account = useAccount();
  const mayErase = useMay('erase');
  const isAsked =
    file.verification.erasedAt !== null ||
    file.timeline.some(({ kind, cause }) => kind === 'ACCESS' && cause === 'ERASURE');
  const erasure = useQuery({
    queryKey: ['erasure', scanRef, account],
    enabled: mayErase && isAsked,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/verifications/{scanRef}/erasure', {
          params: { path: { scanRef }, query: account },
          signal,
        }),
      ),
  });
  if (!mayErase || !isAsked) return null;
  return (
    <section className={styles['panel']} aria-labelledby="erasure">
      <h2 id="erasure">{t('erasure.title')}</h2>
      {erasure.isPending ? (
        <Loading lines={6} />
      ) : erasure.error ? (
        <Failure error={erasure.error} retry={() => void erasure.refetch()} inline />
      ) : (
        <dl className={styles['results']}>
          <div>
            <dt>{t('erasure.state')}</dt>
            <dd>{word('erasure', erasure.data.state)}</dd>
          </div>
          <div>
            <dt>{t('erasure.receipt')}</dt>
            <dd>
              <code>{erasure.data.erasureId}</code>
            </dd>
          </div>
          <div>
            <dt>{t('erasure.requested')}</dt>
            <dd>
              {erasure.data.requestedBy.replace(/^staff:/, '')}, <Time at={erasure.data.requestedAt} />
            </dd>
          </div>
          {erasure.data.reason !== null && (
            <div>
              <dt>{t('reason.label')}</dt>
              <dd>{erasure.data.reason}</dd>
            </div>
          )}
          <div>
            <dt>{t('erasure.atIdenfy')}</dt>
            <dd>
              <Time at={erasure.data.deletedAtIdenfy} />
            </dd>
          </div>
          <div>
            <dt>{t('erasure.completed')}</dt>
            <dd>
              <Time at={erasure.data.completedAt} />
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}
