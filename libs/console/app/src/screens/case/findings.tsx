import { Link } from '@tanstack/react-router';
import { t, word } from '../../i18n/text';
import { explained, tagTitle } from '../../i18n/tags';
import { Time } from '../../ui/time';
import { Badge, Status, Toned } from '../../ui/tone';
import styles from './case.module.css';
import { Settle } from './settle';
import type { Case } from './use-case';

/** What iDenfy found, in plain sentences, and what was asked of it. */
export function Findings({ file }: { file: Case }) {
  const { verification, tags, checks, levels, amlHits } = file;
  const results = [
    ['autoDocument', verification.autoDocument],
    ['autoFace', verification.autoFace],
    ['manualDocument', verification.manualDocument],
    ['manualFace', verification.manualFace],
  ] as const;
  return (
    <section className={styles['panel']} aria-labelledby="findings">
      <h2 id="findings">{t('case.findings')}</h2>
      {tags.length === 0 && verification.attention.length === 0 && (
        <p className={styles['quiet']}>{t('case.noTags')}</p>
      )}
      <ul className={styles['tags']}>
        {verification.attention.map((reason) => (
          <li key={reason}>
            <h3>
              <Toned tone="caution">{word('attention', reason)}</Toned>
            </h3>
            <Settle file={file} attention={reason} />
          </li>
        ))}
        {tags.map(({ tag }) => {
          const explanation = explained(tag);
          return (
            <li key={tag}>
              <h3>{tagTitle(tag)}</h3>
              {explanation && (
                <>
                  <p>{explanation.meaning}</p>
                  <details>
                    <summary>{t('case.causes')}</summary>
                    <p>{explanation.causes}</p>
                  </details>
                  <p className={styles['check']}>
                    <strong>{t('case.check')}</strong> {explanation.check}
                  </p>
                </>
              )}
            </li>
          );
        })}
      </ul>
      {amlHits !== null && <AmlHits hits={amlHits} />}
      <dl className={styles['results']}>
        {results.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{t(`result.${name}`)}</dt>
                <dd>{word('result', value)}</dd>
              </div>
            ),
        )}
        {checks.length > 0 && (
          <div>
            <dt>{t('case.checks')}</dt>
            <dd className={styles['badges']}>
              {checks.map(({ name, clean }) => (
                <Badge key={name} tone={clean ? 'good' : 'neutral'}>
                  {word('checked', name)}
                </Badge>
              ))}
            </dd>
          </div>
        )}
        {levels.length > 0 && (
          <div>
            <dt>{t('case.levels')}</dt>
            <dd className={styles['badges']}>
              {levels.map(({ name, reached }) => (
                <Badge key={name} tone={reached ? 'good' : 'neutral'}>
                  {name}
                </Badge>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function AmlHits({ hits }: { hits: NonNullable<Case['amlHits']> }) {
  return (
    <>
      <h3 className={styles['sub']}>{t('case.aml', { count: hits.length })}</h3>
      <ul className={styles['hits']}>
        {hits.map(({ service, kind, list, category, score, pepLevel, active }, index) => (
          <li key={index}>
            <strong>{[kind, category, pepLevel].filter((part) => part !== null).join(' · ')}</strong>
            <span>{[list, service].filter((part) => part !== null).join(', ')}</span>
            <span className={styles['side']}>
              {score !== null && t('case.score', { score })}
              {active === false && ` · ${t('case.notInForce')}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Other verifications of the same person. */
export function Attempts({ file: { otherAttempts, verification, hasMoreAttempts } }: { file: Case }) {
  if (otherAttempts.length === 0) return null;
  return (
    <section className={styles['panel']} aria-labelledby="attempts">
      <h2 id="attempts">{t('case.attempts')}</h2>
      <ul className={styles['attempts']}>
        {otherAttempts.map(({ scanRef, status, decision, fraudTags, mismatchTags, createdAt }) => (
          <li key={createdAt}>
            <Status value={decision ?? status} />
            <span>{[...fraudTags, ...mismatchTags].map(tagTitle).join(', ')}</span>
            {scanRef === null ? (
              <Time at={createdAt} />
            ) : (
              <Link to="/cases/$scanRef" params={{ scanRef }} search={{ account: verification.account }}>
                <Time at={createdAt} />
              </Link>
            )}
          </li>
        ))}
      </ul>
      {hasMoreAttempts && (
        <Link
          to="/people/$clientId"
          params={{ clientId: verification.clientId }}
          search={{ account: verification.account }}
        >
          {t('case.moreAttempts')}
        </Link>
      )}
    </section>
  );
}
