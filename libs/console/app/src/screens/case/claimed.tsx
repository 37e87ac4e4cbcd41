import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, because, type Views } from '../../api/rest';
import { t, type TextKey } from '../../i18n/text';
import { useAccount, useMay } from '../../session/session';
import { Failure, Loading } from '../../ui/state';
import { useReason } from './access';
import styles from './case.module.css';
import type { Case } from './use-case';

type Data = Views['IdenfyDataView'];

/** What the host claimed, and the field of the document that answers it. */
const FIELDS = [
  ['firstName', 'docFirstName'],
  ['lastName', 'docLastName'],
  ['dateOfBirth', 'docDob'],
  ['sex', 'docSex'],
  ['nationality', 'docNationality'],
  ['personalNumber', 'docPersonalCode'],
  ['documentNumber', 'docNumber'],
  ['dateOfIssue', 'docDateOfIssue'],
  ['dateOfExpiry', 'docExpiry'],
  ['address', 'address'],
] as const satisfies readonly (readonly [string, keyof Data])[];

/** Claimed against document, side by side. Open only after a reason for access was given. */
export function Claimed({ scanRef, kept }: { scanRef: string; kept: Case['kept'] }) {
  const reason = useReason(scanRef);
  const mayRead = useMay('read-data');
  if (!mayRead || reason === null) return null;
  return <Comparison scanRef={scanRef} reason={reason} kept={kept} />;
}

function Comparison({ scanRef, reason, kept }: { scanRef: string; reason: string; kept: Case['kept'] }) {
  const account = useAccount();
  const params = { path: { scanRef }, query: account, header: because(reason) };
  // without a copy here, iDenfy is asked, at most once in ten minutes
  const [asked, ask] = useState(kept.data);
  const data = useQuery({
    queryKey: ['data', scanRef, account],
    meta: { readOnce: true },
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    enabled: asked,
    queryFn: ({ signal }) => answer(api.GET('/verifications/{scanRef}/data', { params, signal })),
  });
  const claims = useQuery({
    queryKey: ['claims', scanRef, account],
    meta: { readOnce: true },
    enabled: kept.claims,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: ({ signal }) => answer(api.GET('/verifications/{scanRef}/claims', { params, signal })),
  });
  const claimed = claims.data?.claims ?? {};
  const rows = FIELDS.map(([claim, field]) => ({
    claim,
    claimed: textOf(claimed[claim]),
    document: textOf(data.data?.[field]),
  })).filter((row) => row.claimed !== '' || row.document !== '');
  return (
    <section className={styles['panel']} aria-labelledby="claimed">
      <h2 id="claimed">{t('case.claimed')}</h2>
      {!asked ? (
        <div className={styles['form']}>
          <p className={styles['quiet']}>{t('case.dataNotKept')}</p>
          <Button variant="default" className={styles['start']} onClick={() => ask(true)}>
            {t('case.askForData')}
          </Button>
        </div>
      ) : data.isPending ? (
        <Loading lines={4} />
      ) : data.error ? (
        <Failure error={data.error} retry={() => void data.refetch()} inline />
      ) : rows.length === 0 ? (
        <p className={styles['quiet']}>{t('case.noData')}</p>
      ) : (
        <table className={styles['compare']}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{t('case.field')}</span>
              </th>
              {kept.claims && <th scope="col">{t('case.claim')}</th>}
              <th scope="col">{t('case.document')}</th>
              {kept.claims && (
                <th scope="col">
                  <span className="unseen">{t('case.same')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ claim, claimed: left, document: right }) => {
              const differs = left !== '' && right !== '' && comparable(left) !== comparable(right);
              return (
                <tr key={claim} {...(differs && { 'data-differs': true })}>
                  <th scope="row">{t(`field.${claim}` as TextKey)}</th>
                  {kept.claims && <td>{differs ? <Marked text={left} other={right} /> : left || '–'}</td>}
                  <td>{differs ? <Marked text={right} other={left} /> : right || '–'}</td>
                  {kept.claims && (
                    <td className={styles['sign']}>
                      {left !== '' && right !== '' && (
                        <>
                          <span aria-hidden="true">{differs ? '≠' : '='}</span>
                          <span className="unseen">{differs ? t('case.differs') : t('case.same')}</span>
                        </>
                      )}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** Case and accents are no difference: documents write capitals. */
function comparable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

/** The part that the other text does not have. */
function Marked({ text, other }: { text: string; other: string }) {
  const [one, two] = [comparable(text), comparable(other)];
  let start = 0;
  while (start < one.length && one[start] === two[start]) start++;
  let end = 0;
  while (end < one.length - start && end < two.length - start && one.at(-1 - end) === two.at(-1 - end)) end++;
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, text.length - end) || '·'}</mark>
      {text.slice(text.length - end)}
    </>
  );
}
