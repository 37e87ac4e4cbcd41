import { Button, Menu, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, because, save } from '../../api/rest';
import { t } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { ConfirmWithReason, useAct } from '../../ui/act';
import { Icon } from '../../ui/icon';
import { Fact, Facts, Section } from '../../ui/screen';
import { Failure } from '../../ui/state';
import { Day } from '../../ui/time';

type Shown = 'retention' | 'relationship' | 'hold' | 'lift' | 'export';

/** Only for staff who may change it. */
function useRetention(clientId: string) {
  const account = useAccount();
  return useQuery({
    queryKey: ['retention', clientId, account],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/clients/{clientId}/retention', { params: { path: { clientId }, query: account }, signal }),
      ),
    enabled: useMay('retain'),
  });
}

/** Relationship, extension and legal hold. */
export function PersonRetention({ clientId }: { clientId: string }) {
  const { data, error, refetch } = useRetention(clientId);
  return (
    <Section title={t('person.kept')}>
      {error ? (
        <Failure error={error} retry={() => void refetch()} inline />
      ) : (
        <Facts>
          <Fact name={t('relationship.name')}>
            {data === undefined ? (
              '…'
            ) : data.begunAt === null && data.endedAt === null ? (
              t('relationship.none')
            ) : (
              <>
                {data.begunAt !== null && <Day at={data.begunAt} />} –{' '}
                {data.endedAt === null ? t('relationship.lasts') : <Day at={data.endedAt} />}
              </>
            )}
          </Fact>
          <Fact name={t('retention.extendedUntil')}>
            {data === undefined ? (
              '…'
            ) : data.retentionUntil === null ? (
              t('retention.notExtended')
            ) : (
              <>
                <Day at={data.retentionUntil} /> <span className="muted">{data.retentionReason}</span>
              </>
            )}
          </Fact>
          <Fact name={t('hold.name')}>{data === undefined ? '…' : (data.legalHold ?? t('hold.none'))}</Fact>
        </Facts>
      )}
    </Section>
  );
}

/** What may be done about everything that is kept of a person. */
export function PersonActions({ clientId }: { clientId: string }) {
  const account = useAccount();
  const [mayRetain, mayRead] = [useMay('retain'), useMay('read-data')];
  const isHeld = useRetention(clientId).data?.legalHold != null;
  const [shown, setShown] = useState<Shown | null>(null);
  const close = () => setShown(null);
  const copy = useAct(
    async (reason: string) => {
      const everything = await answer(
        api.GET('/clients/{clientId}/export', {
          params: { path: { clientId }, query: account, header: because(reason) },
        }),
      );
      save(new Blob([JSON.stringify(everything, null, 2)], { type: 'application/json' }), `${clientId}.json`);
    },
    () => {
      close();
      return t('acts.downloaded');
    },
  );
  if (!mayRetain && !mayRead) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="down" size={14} />}>
            {t('person.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRead && (
            <Menu.Item leftSection={<Icon name="download" />} onClick={() => setShown('export')}>
              {t('person.export')}
            </Menu.Item>
          )}
          {mayRetain && (
            <>
              <Menu.Item leftSection={<Icon name="clock" />} onClick={() => setShown('retention')}>
                {t('retention.extend')}
              </Menu.Item>
              <Menu.Item leftSection={<Icon name="people" />} onClick={() => setShown('relationship')}>
                {t('relationship.record')}
              </Menu.Item>
              <Menu.Item leftSection={<Icon name="hold" />} onClick={() => setShown('hold')}>
                {t('hold.place')}
              </Menu.Item>
              {isHeld && (
                <Menu.Item leftSection={<Icon name="check" />} onClick={() => setShown('lift')}>
                  {t('hold.lift')}
                </Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmWithReason
        opened={shown === 'export'}
        close={close}
        title={t('person.export')}
        action={t('acts.download')}
        busy={copy.isPending}
        onConfirm={(reason) => copy.mutate(reason)}
      >
        <p>{t('person.export.what')}</p>
      </ConfirmWithReason>
      <ExtendRetention clientId={clientId} opened={shown === 'retention'} close={close} />
      <RecordRelationship clientId={clientId} opened={shown === 'relationship'} close={close} />
      <PlaceLegalHold clientId={clientId} opened={shown === 'hold'} close={close} />
      <LiftLegalHold clientId={clientId} opened={shown === 'lift'} close={close} />
    </>
  );
}

interface DialogProps {
  readonly clientId: string;
  readonly opened: boolean;
  readonly close: () => void;
}

function timeOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

function ExtendRetention({ clientId, opened, close }: DialogProps) {
  const account = useAccount();
  const [until, setUntil] = useState('');
  const extend = useAct(
    (reason: string) =>
      answer(
        api.PUT('/clients/{clientId}/retention', {
          params: { path: { clientId }, query: account },
          body: { until: timeOf(until), reason },
        }),
      ),
    () => {
      close();
      return t('retention.extended', { clientId });
    },
  );
  return (
    <ConfirmWithReason
      opened={opened}
      close={close}
      title={t('retention.extend')}
      action={t('retention.extend')}
      complete={until !== ''}
      busy={extend.isPending}
      onConfirm={(reason) => extend.mutate(reason)}
    >
      <p>{t('retention.hint')}</p>
      <TextInput
        type="date"
        label={t('retention.until')}
        required
        data-autofocus
        value={until}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
    </ConfirmWithReason>
  );
}

function RecordRelationship({ clientId, opened, close }: DialogProps) {
  const account = useAccount();
  const [begun, setBegun] = useState('');
  const [ended, setEnded] = useState('');
  const record = useAct(
    (reason: string) =>
      answer(
        api.PUT('/clients/{clientId}/relationship', {
          params: { path: { clientId }, query: account, header: because(reason) },
          body: {
            ...(begun && { begunAt: timeOf(begun) }),
            ...(ended && { endedAt: timeOf(ended) }),
          },
        }),
      ),
    () => {
      close();
      return t('relationship.recorded', { clientId });
    },
  );
  return (
    <ConfirmWithReason
      opened={opened}
      close={close}
      title={t('relationship.record')}
      action={t('relationship.save')}
      complete={begun !== '' || ended !== ''}
      busy={record.isPending}
      onConfirm={(reason) => record.mutate(reason)}
    >
      <p>{t('relationship.hint')}</p>
      <TextInput
        type="date"
        label={t('relationship.begun')}
        data-autofocus
        value={begun}
        onChange={({ currentTarget }) => setBegun(currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('relationship.ended')}
        value={ended}
        onChange={({ currentTarget }) => setEnded(currentTarget.value)}
      />
    </ConfirmWithReason>
  );
}

function PlaceLegalHold({ clientId, opened, close }: DialogProps) {
  const account = useAccount();
  const place = useAct(
    (reason: string) =>
      answer(
        api.PUT('/clients/{clientId}/legal-hold', {
          params: { path: { clientId }, query: account },
          body: { reason },
        }),
      ),
    () => {
      close();
      return t('hold.placed', { clientId });
    },
  );
  return (
    <ConfirmWithReason
      opened={opened}
      close={close}
      title={t('hold.place')}
      action={t('hold.place')}
      busy={place.isPending}
      onConfirm={(reason) => place.mutate(reason)}
    >
      <p>{t('hold.hint')}</p>
    </ConfirmWithReason>
  );
}

function LiftLegalHold({ clientId, opened, close }: DialogProps) {
  const account = useAccount();
  const lift = useAct(
    (reason: string) =>
      answer(
        api.DELETE('/clients/{clientId}/legal-hold', {
          params: { path: { clientId }, query: account, header: because(reason) },
        }),
      ),
    () => {
      close();
      return t('hold.lifted', { clientId });
    },
  );
  return (
    <ConfirmWithReason
      opened={opened}
      close={close}
      title={t('hold.lift')}
      action={t('hold.lift')}
      busy={lift.isPending}
      onConfirm={(reason) => lift.mutate(reason)}
    >
      <p>{t('hold.lift.what')}</p>
    </ConfirmWithReason>
  );
}
