import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { answer, api, type StaffVerification } from '../api/rest';
import { t, word } from '../i18n/text';
import { useAccount, useMay, useStaff } from '../session/session';
import { Icon } from '../ui/icon';
import { type Command, useOfferedCommands } from './commands';
import styles from './palette.module.css';
import { SCREENS } from './screens';

/** `iDenfy` names sessions by UUIDs; a part of one is enough to offer the case. */
const SCAN_REF = /^[0-9a-f-]{8,40}$/i;

/** Go to a person, a case or a screen; act on the open case. */
export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      centered={false}
      // opened by a key: the letters that follow at once belong to its field, not to the screen below
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <div data-dialog>
        <Choices close={close} />
      </div>
    </Modal>
  );
}

function Choices({ close }: { close: () => void }) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  // never deferred: Enter acts on what is typed, however fast
  const query = typed.trim();
  const commands = [...useFound(query), ...useNamed(query)];
  const current = Math.min(chosen, commands.length - 1);

  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const pressed = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((current + step + commands.length) % Math.max(1, commands.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(commands[current]);
    }
  };

  return (
    <>
      <div className={styles['input']}>
        <Icon name="search" />
        <input
          autoFocus
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={commands[current] && `palette-${commands[current].id}`}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={pressed}
        />
        <kbd>Esc</kbd>
      </div>
      {commands.length === 0 && <p className={styles['none']}>{t('palette.none')}</p>}
      <div id="palette-list" role="listbox" aria-label={t('palette.title')} className={styles['list']}>
        {commands.map((command, index) => (
          <div
            key={command.id}
            id={`palette-${command.id}`}
            ref={(node) => {
              if (index === current) node?.scrollIntoView({ block: 'nearest' });
            }}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={styles['option']}
            onMouseMove={() => setChosen(index)}
            onClick={() => run(command)}
            onKeyDown={pressed}
          >
            <Icon name={command.icon} />
            <span>{command.title}</span>
            {command.keys !== undefined && <kbd>{command.keys}</kbd>}
          </div>
        ))}
      </div>
    </>
  );
}

/** Screens and the acts of the open screen, by name. */
function useNamed(query: string): Command[] {
  const navigate = useNavigate();
  const { permissions } = useStaff();
  const acts = useOfferedCommands();
  const screens = SCREENS.filter(({ permission }) => permissions.includes(permission)).map(
    ({ to, text, icon, key }): Command => ({
      id: `screen${to.replace('/', '-')}`,
      title: t('palette.goTo', { screen: t(text) }),
      icon,
      keys: `g ${key}`,
      run: () => void navigate({ to }),
    }),
  );
  const words = query.toLowerCase();
  return [...acts, ...screens].filter(({ title }) => title.toLowerCase().includes(words));
}

/** The person or the case that was typed. */
function useFound(query: string): Command[] {
  const navigate = useNavigate();
  const mayReview = useMay('review');
  const account = useAccount();
  const isTyped = mayReview && query.length >= 2;
  const found = useQuery({
    queryKey: ['palette', query, account],
    enabled: isTyped,
    staleTime: 10_000,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/verifications', { params: { query: { clientId: query, limit: 5, ...account } }, signal }),
      ),
  });
  if (!isTyped) return [];
  const cases = (found.data?.items ?? []) as StaffVerification[];
  const open = (scanRef: string) => () =>
    void navigate({ to: '/cases/$scanRef', params: { scanRef }, search: account });
  return [
    ...(cases.length > 0
      ? [
          {
            id: 'person',
            title: t('palette.person', { clientId: query }),
            icon: 'person' as const,
            run: () =>
              void navigate({ to: '/people/$clientId', params: { clientId: query }, search: account }),
          },
        ]
      : []),
    ...cases.flatMap(({ scanRef, status, clientId }) =>
      scanRef === null
        ? []
        : [
            {
              id: `case-${scanRef}`,
              title: `${clientId} · ${word('status', status)} · ${scanRef}`,
              icon: 'inbox' as const,
              run: open(scanRef),
            },
          ],
    ),
    ...(SCAN_REF.test(query) && cases.length === 0
      ? [
          {
            id: 'case',
            title: t('palette.case', { scanRef: query }),
            icon: 'inbox' as const,
            run: open(query),
          },
        ]
      : []),
  ];
}
