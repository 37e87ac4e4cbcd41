import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState, useSyncExternalStore } from 'react';
import { t } from '../../i18n/text';
import { Icon } from '../../ui/icon';
import styles from './case.module.css';

const KEPT = 'idenfy-console-reasons';
const TEMPLATES = 4;

/** The reasons given in this tab, by scanRef: asked once for each case. */
let given: ReadonlyMap<string, string> = new Map();
const listeners = new Set<() => void>();

function give(scanRef: string, reason: string): void {
  given = new Map([...given, [scanRef, reason]]);
  const others = templates().filter((other) => other !== reason);
  localStorage.setItem(KEPT, JSON.stringify([reason, ...others].slice(0, TEMPLATES)));
  listeners.forEach((changed) => changed());
}

/** The latest reasons of this browser; they hold no personal data. */
function templates(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((reason) => typeof reason === 'string') : [];
  } catch {
    return [];
  }
}

/** Why the reader opened this case; null while they have not said so. */
export function useReason(scanRef: string): string | null {
  const reasons = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => given,
  );
  return reasons.get(scanRef) ?? null;
}

/** Says what would be shown and why it is closed, until a reason is given. */
export function Closed({ scanRef, children }: { scanRef: string; children: ReactNode }) {
  const [reason, setReason] = useState('');
  const isComplete = reason.trim().length >= 3;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) give(scanRef, reason.trim());
  };
  return (
    <form className={styles['closed']} onSubmit={submit}>
      <Icon name="hold" size={20} />
      <p>{children}</p>
      <TextInput
        label={t('access.reason')}
        description={t('access.hint')}
        value={reason}
        maxLength={200}
        required
        autoComplete="off"
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {templates().length > 0 && (
        <div className={styles['templates']}>
          {templates().map((template) => (
            <button key={template} type="button" onClick={() => setReason(template)}>
              {template}
            </button>
          ))}
        </div>
      )}
      <Button
        type="submit"
        variant="default"
        leftSection={<Icon name="eye" size={14} />}
        disabled={!isComplete}
      >
        {t('access.open')}
      </Button>
    </form>
  );
}
