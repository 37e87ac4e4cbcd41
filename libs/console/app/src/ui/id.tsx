import { useState } from 'react';
import { t } from '../i18n/text';
import { Icon } from './icon';
import styles from './id.module.css';

/** Shortened in the middle, so that ids that differ at the end stay apart. */
export function shortened(id: string, length = 20): string {
  if (id.length <= length) return id;
  const tail = Math.floor((length - 1) / 3);
  return `${id.slice(0, length - 1 - tail)}…${id.slice(-tail)}`;
}

/** Letters that stay where a column is too narrow for the rest. */
const TAIL = 6;

/** An identifier: monospace, copied by a click. */
export function Id({ value, length }: { value: string | null; length?: number }) {
  const [copied, setCopied] = useState(false);
  if (value === null) return <span className="muted">–</span>;
  const shown = shortened(value, length);
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1_200);
    });
  };
  return (
    <button
      type="button"
      className={styles['id']}
      title={value}
      aria-label={t('id.copy', { id: value })}
      onClick={(event) => {
        event.stopPropagation();
        copy();
      }}
    >
      <span className={styles['text']}>{shown.slice(0, -TAIL)}</span>
      <span>{shown.slice(-TAIL)}</span>
      <Icon name={copied ? 'check' : 'copy'} size={12} />
      <span className="unseen" role="status">
        {copied ? t('id.copied') : ''}
      </span>
    </button>
  );
}
