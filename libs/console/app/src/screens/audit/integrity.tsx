import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../api/rest';
import { number, t } from '../../i18n/text';
import { tellFailure } from '../../ui/act';
import actStyles from '../../ui/act.module.css';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { Time } from '../../ui/time';
import { Badge } from '../../ui/tone';

/** Whether the chains of history and audit are whole: checked by a click, because it takes a moment. */
export function Integrity() {
  const check = useMutation({
    mutationFn: () => answer(api.GET('/audit/integrity')),
    onError: tellFailure,
  });
  const found = check.data;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="check" size={14} />}
        loading={check.isPending}
        onClick={() => check.mutate()}
      >
        {t('integrity.check')}
      </Button>
      <Dialog opened={found !== undefined} onClose={() => check.reset()} title={t('integrity.check')}>
        {found && (
          <div className={actStyles['form']}>
            <Badge tone={found.whole ? 'good' : 'bad'}>
              {found.whole ? t('integrity.whole') : t('integrity.broken')}
            </Badge>
            {found.brokenLink && (
              <p>
                {t('integrity.where', {
                  table: found.brokenLink.table,
                  chain: found.brokenLink.chain,
                  row: found.brokenLink.row ?? '–',
                  found: found.brokenLink.found,
                })}
              </p>
            )}
            <p>
              {t(found.complete ? 'integrity.complete' : 'integrity.partly', {
                history: number(found.rows.history),
                access: number(found.rows.access),
              })}
            </p>
            <p>
              {t('integrity.lastFull')}{' '}
              {found.lastFullCheckAt === null ? t('integrity.never') : <Time at={found.lastFullCheckAt} />}
            </p>
          </div>
        )}
      </Dialog>
    </>
  );
}
