import { Button } from '@mantine/core';
import { useState } from 'react';
import { answer, api, because, ifStill } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { ConfirmWithReason, useAct } from '../../ui/act';
import styles from './case.module.css';
import type { Case } from './use-case';

type Attention = Case['verification']['attention'][number];

/** Settles a reason for attention by hand, where nothing else settles it. */
export function Settle({ file, attention }: { file: Case; attention: Attention }) {
  const account = useAccount();
  const mayDecide = useMay('decide');
  const [asking, setAsking] = useState(false);
  const { scanRef } = file.verification;
  const settle = useAct(
    (reason: string) =>
      answer(
        api.POST('/verifications/{scanRef}/attention/settle', {
          params: {
            path: { scanRef: scanRef ?? '' },
            query: account,
            header: { ...because(reason), ...ifStill(file.caseVersion) },
          },
          body: { attention, reason },
        }),
      ),
    () => t('settle.done'),
  );
  const canBeSettled = file.open.some((open) => open.reason === attention && open.canBeSettled);
  if (!mayDecide || !canBeSettled || scanRef === null) return null;
  return (
    <>
      <Button
        variant="default"
        className={styles['start']}
        loading={settle.isPending}
        onClick={() => setAsking(true)}
      >
        {t('settle.act')}
      </Button>
      <ConfirmWithReason
        opened={asking}
        close={() => setAsking(false)}
        title={word('attention', attention)}
        action={t('settle.act')}
        reasonLabel={t('settle.found')}
        onConfirm={(reason) => {
          setAsking(false);
          settle.mutate(reason);
        }}
      >
        <p>{t('settle.what')}</p>
      </ConfirmWithReason>
    </>
  );
}
