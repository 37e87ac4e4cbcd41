import { Button } from '@mantine/core';
import { t } from '../i18n/text';
import { pageOptions } from '../page-options';
import { Empty } from '../ui/state';
import { login } from './login';

/** The login is missing or over. */
export function SignedOut() {
  return (
    <main>
      <Empty icon="person" title={t('signIn.title', { title: pageOptions.title })}>
        <p>{pageOptions.signIn ? t('signIn.hint') : t('signIn.none')}</p>
        <Button onClick={() => login.open()}>
          {pageOptions.signIn ? t('signIn.open') : t('signIn.reload')}
        </Button>
      </Empty>
    </main>
  );
}
