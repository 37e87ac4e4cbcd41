import { Button, Switch, Textarea } from '@mantine/core';
import { type FormEvent, type RefObject, useState } from 'react';
import { answer, api } from '../../api/rest';
import { t, word } from '../../i18n/text';
import { useAccount } from '../../session/session';
import { useAct } from '../../ui/act';
import { Icon, type IconName } from '../../ui/icon';
import { Time } from '../../ui/time';
import styles from './case.module.css';
import type { Case } from './use-case';

type Entry = Case['timeline'][number];

const ICONS: Readonly<Record<Entry['kind'], IconName>> = {
  CHANGE: 'dot',
  DECISION: 'check',
  PROPOSAL: 'people',
  NOTE: 'note',
  ASSIGNMENT: 'person',
  ACCESS: 'eye',
  HANDLER: 'pulse',
};

interface Props {
  readonly scanRef: string;
  readonly file: Case;
  /** The field that the key `n` goes to. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Their `text` is a short code. */
const CODED: readonly Entry['kind'][] = ['ASSIGNMENT', 'PROPOSAL'];

/** What happened, newest first, and a place for a note. */
export function Timeline({ scanRef, file, field }: Props) {
  const [all, showAll] = useState(false);
  const entries = file.timeline.filter(({ kind }) => all || kind !== 'ACCESS');
  return (
    <section className={styles['panel']} aria-labelledby="timeline">
      <div className={styles['row']}>
        <h2 id="timeline">{t('case.timeline')}</h2>
        <Switch
          size="xs"
          label={t('timeline.reads')}
          checked={all}
          onChange={({ currentTarget }) => showAll(currentTarget.checked)}
        />
      </div>
      {file.verification.erasedAt === null && <AddNote scanRef={scanRef} field={field} />}
      <ol className={styles['timeline']}>
        {entries.map((entry, index) => (
          <li key={`${entry.at} ${index}`} data-kind={entry.kind}>
            <Icon name={ICONS[entry.kind]} size={14} />
            <div>
              <p>
                <strong>{actorOf(entry)}</strong>
                {entry.kind === 'CHANGE' || entry.kind === 'HANDLER' ? ' · ' : ' '}
                {sentenceOf(entry)}
              </p>
              {entry.text !== null && !CODED.includes(entry.kind) && (
                <p className={entry.kind === 'NOTE' ? styles['note'] : styles['quiet']}>{entry.text}</p>
              )}
            </div>
            <Time at={entry.at} />
          </li>
        ))}
      </ol>
      {file.timelineIsCut && <p className={styles['quiet']}>{t('timeline.cut')}</p>}
    </section>
  );
}

function AddNote({ scanRef, field }: Pick<Props, 'scanRef' | 'field'>) {
  const account = useAccount();
  const [text, setText] = useState('');
  const add = useAct(
    () =>
      answer(
        api.POST('/verifications/{scanRef}/notes', {
          params: { path: { scanRef }, query: account },
          body: { text: text.trim() },
        }),
      ),
    () => {
      setText('');
      return t('note.added');
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) add.mutate();
  };
  return (
    <form className={styles['addNote']} onSubmit={submit}>
      <Textarea
        ref={field}
        aria-label={t('note.label')}
        placeholder={t('note.label')}
        value={text}
        maxLength={4_000}
        autosize
        minRows={1}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!text.trim()} loading={add.isPending}>
        {t('note.add')}
      </Button>
    </form>
  );
}

/** Who is no member of staff. */
const OTHERS: readonly string[] = ['idenfy', 'system', 'person'];

function actorOf({ actor }: Entry): string {
  return OTHERS.includes(actor) ? word('actor', actor) : actor.replace(/^staff:/, '');
}

function sentenceOf({
  kind,
  cause,
  from,
  to,
  effect,
  source,
  reportedStatus,
  detail,
  state,
  attempts,
  text,
}: Entry): string {
  switch (kind) {
    case 'NOTE':
      return t('timeline.note');
    case 'ASSIGNMENT':
      return text == null ? t('timeline.unassigned') : t('timeline.assigned', { staff: text });
    case 'ACCESS':
      return [word('action', cause ?? ''), detail].filter((part) => part != null && part !== '').join(' ');
    case 'HANDLER':
      return t('timeline.handler', { state: word('run', state ?? ''), count: attempts ?? 0 });
    case 'DECISION':
      return t('timeline.decision', { decision: word('status', reportedStatus ?? to ?? '') });
    case 'PROPOSAL':
      return [word('step', text ?? ''), reportedStatus == null ? '' : word('status', reportedStatus)]
        .join(' ')
        .trim();
    case 'CHANGE':
      if (cause === 'ATTENTION_SETTLED') {
        return t('timeline.settled', { reason: word('attention', reportedStatus ?? '') });
      }
      return [
        from === to
          ? word('effect', effect ?? '')
          : `${word('status', from ?? '')} → ${word('status', to ?? '')}`,
        `(${[word('cause', cause ?? ''), source].filter(Boolean).join(', ')})`,
      ].join(' ');
  }
}
