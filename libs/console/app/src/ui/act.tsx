import { Button, type ButtonProps, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { queries } from '../api/queries';
import { t } from '../i18n/text';
import styles from './act.module.css';
import { Dialog } from './dialog';
import { explain } from './state';

/** A line that goes away by itself: what was done. */
export function tell(message: string): void {
  notifications.show({ message, autoClose: 5_000, closeButtonProps: { 'aria-label': t('close') } });
}

/** A line that stays: what went wrong, and what to do. */
export function tellFailure(error: unknown): void {
  const { title, hint } = explain(error);
  notifications.show({
    color: 'red',
    title,
    message: hint ?? '',
    autoClose: false,
    closeButtonProps: { 'aria-label': t('close') },
  });
}

/**
 * Does something at the service: tells how it ended, and reads what is shown again. Queries with `meta: { readOnce: true }` are
 * left alone: each reading of personal data is an access, and may be a request to iDenfy.
 */
export function useAct<Input, Output>(
  act: (input: Input) => Promise<Output>,
  done?: (output: Output, input: Input) => string | undefined,
) {
  return useMutation({
    mutationFn: act,
    onSuccess: (output, input) => {
      const message = done?.(output, input);
      if (message !== undefined) tell(message);
      return queries.invalidateQueries({ predicate: ({ meta }) => meta?.['readOnce'] !== true });
    },
    onError: tellFailure,
  });
}

interface ConfirmProps {
  readonly opened: boolean;
  readonly close: () => void;
  readonly title: string;
  /** What happens, what cannot be undone, and fields of its own, of which one may have `data-autofocus`. */
  readonly children?: ReactNode;
  /** Whether the fields among the children are filled in. @default true */
  readonly complete?: boolean;
  /** Says what happens: "Erase for good". */
  readonly action: string;
  readonly color?: ButtonProps['color'];
  /** Must be typed first: for what cannot be undone. */
  readonly typed?: string;
  readonly busy?: boolean;
  readonly onConfirm: (reason: string) => void;
  /** Sentence above the field of the reason. */
  readonly reasonLabel?: string;
}

/** Asks for the reason, which the audit keeps, and for the id of the person where something is dangerous. */
export function ConfirmWithReason(props: ConfirmProps) {
  const { opened, close, title, children, complete = true, action, color, typed, busy = false } = props;
  const [reason, setReason] = useState('');
  const [written, setWritten] = useState('');
  const isComplete = complete && reason.trim().length >= 3 && (typed === undefined || written === typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) props.onConfirm(reason.trim());
  };
  return (
    <Dialog opened={opened} onClose={close} title={title}>
      <form className={styles['form']} onSubmit={submit}>
        {children}
        <Textarea
          label={props.reasonLabel ?? t('reason.label')}
          description={t('reason.hint')}
          value={reason}
          maxLength={200}
          autosize
          minRows={2}
          data-autofocus
          required
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {typed !== undefined && (
          <TextInput
            label={t('confirm.type', { id: typed })}
            value={written}
            autoComplete="off"
            spellCheck={false}
            required
            onChange={({ currentTarget }) => setWritten(currentTarget.value)}
          />
        )}
        <div className={styles['buttons']}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" color={color} disabled={!isComplete} loading={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
