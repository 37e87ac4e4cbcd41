import { Menu, Select, useMantineColorScheme } from '@mantine/core';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { chooseLanguage, type Language, LANGUAGES, language, number, t } from '../i18n/text';
import { pageOptions } from '../page-options';
import { login } from '../session/login';
import { useAccount, useStaff } from '../session/session';
import { Icon } from '../ui/icon';
import { shortened } from '../ui/id';
import { useKeys } from '../ui/keys';
import { Loading } from '../ui/state';
import { useCounts, useLiveCounts } from './counts';
import styles from './frame.module.css';
import { Help } from './help';
import { Palette } from './palette';
import { SCREENS } from './screens';

/** What surrounds every screen: rail, search, account, who is signed in. */
export function Frame() {
  const [shown, setShown] = useState<'palette' | 'help' | null>(null);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useGoTo();
  useLiveCounts();
  useKeys({
    '/': () => setShown('palette'),
    'mod+k': () => setShown('palette'),
    '?': () => setShown('help'),
  });
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [path]);
  const close = () => setShown(null);
  return (
    <div className={styles['frame']}>
      <a
        className={styles['skip']}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('frame.skip')}
      </a>
      <Rail />
      <header className={styles['top']}>
        <button type="button" className={styles['search']} onClick={() => setShown('palette')}>
          <Icon name="search" />
          <span>{t('frame.search')}</span>
          <kbd>/</kbd>
        </button>
        <AccountSwitch />
        <UserMenu help={() => setShown('help')} />
      </header>
      <main id="main" ref={main} className={styles['main']} tabIndex={-1} data-scrolls>
        <Outlet />
      </main>
      <Palette opened={shown === 'palette'} close={close} />
      <Help opened={shown === 'help'} close={close} />
    </div>
  );
}

/** Its outline, while it is not known who is signed in. */
export function FrameOutline() {
  return (
    <div className={styles['frame']}>
      <div className={styles['rail']}>
        <div className={styles['brand']}>
          <Brand />
        </div>
      </div>
      <div className={styles['top']} />
      <main className={styles['main']}>
        <Loading lines={8} />
      </main>
    </div>
  );
}

function Brand() {
  return (
    <>
      <img src="./icon.svg" alt="" width={24} height={24} />
      <span>{pageOptions.title}</span>
    </>
  );
}

function Rail() {
  const { permissions } = useStaff();
  const account = useAccount();
  const counts = useCounts();
  return (
    <nav className={styles['rail']} aria-label={t('frame.screens')}>
      <Link to="/" search={account} className={styles['brand']} activeProps={{}}>
        <Brand />
      </Link>
      {SCREENS.filter(({ permission }) => permissions.includes(permission)).map(({ to, text, icon }) => {
        const count = counts[to];
        return (
          <Link key={to} to={to} search={account} className={styles['entry']} title={t(text)}>
            <Icon name={icon} size={18} />
            <span>{t(text)}</span>
            {count !== undefined && count > 0 && <span className={styles['count']}>{number(count)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

/** `g` and the letter of a screen, within a second. */
function useGoTo(): void {
  const navigate = useNavigate();
  const { permissions } = useStaff();
  const account = useAccount();
  const pressedAt = useRef(-Infinity);
  const goes = Object.fromEntries(
    SCREENS.filter(({ permission }) => permissions.includes(permission)).map(({ key, to }) => [key, to]),
  );
  useKeys({ g: ({ timeStamp }) => void (pressedAt.current = timeStamp) });
  useEffect(() => {
    // before the keys of the screen: `g a` is not `a`
    const pressed = (event: KeyboardEvent) => {
      const to = goes[event.key];
      if (to === undefined || event.timeStamp - pressedAt.current > 1_000) return;
      pressedAt.current = -Infinity;
      event.preventDefault();
      event.stopPropagation();
      void navigate({ to, search: account });
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  });
}

/** Shown where there are several iDenfy accounts. */
function AccountSwitch() {
  const { accounts } = useStaff();
  const { account } = useAccount();
  const navigate = useNavigate();
  if (accounts.length < 2) return null;
  return (
    <Select
      aria-label={t('frame.account')}
      w={150}
      data={[{ value: '', label: t('frame.allAccounts') }, ...accounts]}
      value={account ?? ''}
      allowDeselect={false}
      onChange={(value) =>
        void navigate({ to: '.', search: (old) => ({ ...old, account: value || undefined }) })
      }
    />
  );
}

function UserMenu({ help }: { help: () => void }) {
  const { id } = useStaff();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={styles['user']} aria-label={t('frame.user', { id })}>
          <Icon name="person" size={18} />
          <span>{shortened(id, 24)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('frame.signedIn', { id })}</Menu.Label>
        <Menu.Item leftSection={<Icon name="keyboard" />} onClick={help}>
          {t('help.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('frame.theme')}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            leftSection={
              <Icon name={colorScheme === scheme ? 'check' : scheme === 'dark' ? 'moon' : 'sun'} />
            }
            onClick={() => setColorScheme(scheme)}
          >
            {t(`frame.theme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('frame.language')}</Menu.Label>
        {(Object.keys(LANGUAGES) as Language[]).map((name) => (
          <Menu.Item
            key={name}
            lang={name}
            leftSection={<Icon name={language() === name ? 'check' : 'dot'} />}
            onClick={() => chooseLanguage(name)}
          >
            {LANGUAGES[name]}
          </Menu.Item>
        ))}
        {pageOptions.signIn && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<Icon name="back" />} onClick={() => login.leave()}>
              {t('frame.switch')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
