import { t, type TextKey } from '../i18n/text';
import { Dialog } from '../ui/dialog';
import styles from './help.module.css';
import { SCREENS } from './screens';

const GROUPS: readonly { title: TextKey; keys: readonly (readonly [string, TextKey])[] }[] = [
  {
    title: 'help.everywhere',
    keys: [
      ['/', 'help.search'],
      ['Ctrl K', 'help.palette'],
      ['?', 'help.title'],
      ...SCREENS.map(({ key, text }) => [`g ${key}`, text] as const),
    ],
  },
  {
    title: 'help.lists',
    keys: [
      ['j', 'help.next'],
      ['k', 'help.previous'],
      ['Home', 'help.first'],
      ['End', 'help.last'],
      ['Enter', 'help.open'],
      ['a', 'help.assign'],
      ['x', 'help.select'],
      ['Shift x', 'help.range'],
    ],
  },
  {
    title: 'help.case',
    keys: [
      ['u', 'help.back'],
      ['d', 'help.decide'],
      ['n', 'help.note'],
      ['+ −', 'help.zoom'],
      ['r', 'help.rotate'],
    ],
  },
];

export function Help({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Dialog opened={opened} onClose={close} title={t('help.title')} size="lg">
      <div className={styles['groups']}>
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            <dl>
              {keys.map(([key, text]) => (
                <div key={key}>
                  <dt>{t(text)}</dt>
                  <dd>
                    {key.split(' ').map((part) => (
                      <kbd key={part}>{part}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
