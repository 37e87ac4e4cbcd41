import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { RequestFailed, send } from '../../api/rest';
import { t } from '../../i18n/text';
import { pageOptions } from '../../page-options';
import { tellFailure } from '../../ui/act';

/** Makes sample cases through the simulator; only where the host offers it. */
export function SampleCases() {
  const make = useMutation({
    mutationFn: async (url: string) => {
      const response = await send(new Request(new URL(url, location.origin), { method: 'POST' }));
      if (!response.ok) throw new RequestFailed(response.status, null, null);
    },
    onSuccess: () => queries.invalidateQueries(),
    onError: tellFailure,
  });
  const { sampleCases } = pageOptions;
  if (sampleCases === null) return null;
  return (
    <Button loading={make.isPending} onClick={() => make.mutate(sampleCases)}>
      {t('queue.samples')}
    </Button>
  );
}
