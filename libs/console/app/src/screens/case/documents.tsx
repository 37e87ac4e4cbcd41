import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, because } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { Icon } from '../../ui/icon';
import { Empty, Failure, Loading } from '../../ui/state';
import { Closed, useReason } from './access';
import styles from './case.module.css';
import { Media } from './viewer';

/** Images and videos of the session: one, or one beside the face. */
export function Documents({ scanRef }: { scanRef: string }) {
  const reason = useReason(scanRef);
  const mayRead = useMay('read-data');
  return (
    <section className={styles['panel']} aria-labelledby="documents">
      <h2 id="documents">{t('case.documents')}</h2>
      {!mayRead ? (
        <p className={styles['quiet']}>{t('access.forbidden')}</p>
      ) : reason === null ? (
        <Closed scanRef={scanRef}>{t('access.closed')}</Closed>
      ) : (
        <Files scanRef={scanRef} reason={reason} />
      )}
    </section>
  );
}

function Files({ scanRef, reason }: { scanRef: string; reason: string }) {
  const account = useAccount();
  const [chosen, setChosen] = useState<string | null>(null);
  const [beside, setBeside] = useState(false);
  const files = useQuery({
    queryKey: ['files', scanRef, account],
    meta: { readOnce: true },
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/verifications/{scanRef}/files', {
          params: { path: { scanRef }, query: account, header: because(reason) },
          signal,
        }),
      ),
  });
  if (files.isPending) return <Loading lines={5} />;
  if (files.error) return <Failure error={files.error} retry={() => void files.refetch()} inline />;
  const names = files.data;
  const first = chosen ?? names.find((name) => name.startsWith('FRONT')) ?? names[0];
  if (first === undefined) return <Empty icon="eye" title={t('case.noFiles')} />;
  const face = names.find((name) => name.startsWith('FACE') && name !== first);
  return (
    <>
      <div className={styles['files']} role="toolbar" aria-label={t('case.files')}>
        {names.map((name) => (
          <button key={name} type="button" aria-pressed={name === first} onClick={() => setChosen(name)}>
            {word('file', name)}
          </button>
        ))}
        {face !== undefined && (
          <button
            type="button"
            className={styles['aside']}
            aria-pressed={beside}
            onClick={() => setBeside((before) => !before)}
          >
            <Icon name="expand" size={12} />
            {t('case.sideBySide')}
          </button>
        )}
      </div>
      <div className={styles['media']} {...(beside && face !== undefined && { 'data-beside': true })}>
        <Media key={first} scanRef={scanRef} name={first} reason={reason} main />
        {beside && face !== undefined && <Media key={face} scanRef={scanRef} name={face} reason={reason} />}
      </div>
    </>
  );
}
