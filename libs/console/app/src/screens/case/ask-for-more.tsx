import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/text';
import styles from '../../ui/act.module.css';
import { Dialog } from '../../ui/dialog';

interface Props {
  readonly opened: boolean;
  readonly close: () => void;
  readonly busy: boolean;
  readonly onAsk: (questionnaire: string) => void;
}

/** Asks the person of an approved verification for more. */
export function AskForMore({ opened, close, busy, onAsk }: Props) {
  const [questionnaire, setQuestionnaire] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(questionnaire.trim());
  };
  return (
    <Dialog opened={opened} onClose={close} title={t('acts.more')}>
      <form className={styles['form']} onSubmit={submit}>
        <p>{t('acts.more.what')}</p>
        <TextInput
          label={t('acts.more.questionnaire')}
          description={t('acts.more.hint')}
          maxLength={255}
          data-autofocus
          value={questionnaire}
          onChange={({ currentTarget }) => setQuestionnaire(currentTarget.value)}
        />
        <div className={styles['buttons']}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('acts.more')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
