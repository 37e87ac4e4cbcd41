import { DOCUMENT_PASS, FACE_PASS } from '@nestjs-idenfy/contract';
import type { TableNames } from '../database/table-names.js';
import { bucketSql } from './duration-histogram.js';

/** Results of checks that are no reason for a denial. */
const NO_REASON = [DOCUMENT_PASS, FACE_PASS, 'FACE_NOT_CHECKED', 'FACE_NOT_ANALYSED', 'DOC_NOT_ANALYSED'];

/** A reason that has not the form of iDenfy's constants could hold anything, so it is counted as this. */
const OTHER_REASON = 'OTHER';

const DIMENSIONS = `(values ('all', ''), ('country', coalesce(country, '')), ('document', coalesce(document, '')),
                            ('level', coalesce(level, ''))) as grouped(dimension, value)`;

/**
 * Adds the lines of history from `$1` (exclusive) to `$2` to the rollup. What the history does not hold is read from the
 * verification: what was requested, its tags, when it was submitted.
 *
 * - A verdict counts on the day of the line that made it final; one that is corrected counts again as what it became.
 * - The time to a verdict runs from the moment at which the person's part was done (they came back from iDenfy's page, or the
 *   images or the first result arrived) to the first final verdict; that to a decision, from the verdict.
 */
export function addFactsSql({ event, verification, overviewCount }: TableNames): string {
  return `
    with line as materialized (
      select e.id, e.verification_id, e.from_status, e.to_status, e.changed and e.final as ends, not e.from_final as first,
             e.cause, e.effect, e.reported_status, e.at, (e.at at time zone 'UTC')::date as day,
             v.account, v.requested_country as country, v.requested_document as document, v.requested_level as level,
             v.fraud_tags || v.mismatch_tags as tags, coalesce(nullif(v.manual_document, 'DOC_NOT_ANALYSED'), v.auto_document) as document_result,
             coalesce(nullif(v.manual_face, 'FACE_NOT_ANALYSED'), v.auto_face) as face_result, v.submitted_at,
             least(v.returned_at, v.submitted_at) as handed_in_at, v.verdict_at
        from ${event} e
        join ${verification} v on v.id = e.verification_id
       where e.id > $1::bigint and e.id <= $2::bigint
    ), verdict as (
      select * from line where ends and to_status in ('APPROVED', 'DENIED', 'SUSPECTED')
    ), fact as (
      select day, account, country, document, level, 'started' as figure, '' as key from line where from_status = 'NONE'
       union all
      select day, account, country, document, level, 'submitted', '' from line
       where at = submitted_at
         and not exists (select from ${event} earlier
                          where earlier.verification_id = line.verification_id and earlier.id < line.id
                            and earlier.at = line.at)
       union all
      select day, account, country, document, level, 'ended', to_status from line
       where ends and to_status in ('EXPIRED', 'CANCELLED', 'START_FAILED')
       union all
      select day, account, country, document, level, 'verdict', to_status from verdict
       union all
      select day, account, country, document, level, 'denial',
             case when reason ~ '^[A-Z0-9_]{1,60}$' then reason else '${OTHER_REASON}' end
        from verdict
       cross join lateral (
         select distinct reason from unnest(tags || document_result || face_result) as reason
          where reason is not null and reason <> all('{${NO_REASON.join(',')}}')) reasons
       where to_status = 'DENIED'
       union all
      select day, account, country, document, level, 'verdict-time', ${bucketSql('at - handed_in_at')}::text from verdict
       where first and at >= handed_in_at
       union all
      select day, account, country, document, level, 'decision', reported_status from line
       where cause = 'DECISION' and effect = 'applied' and reported_status in ('ACCEPTED', 'REJECTED')
       union all
      select day, account, country, document, level, 'decision-time', ${bucketSql('at - verdict_at')}::text from line
       where cause = 'DECISION' and effect = 'applied' and reported_status in ('ACCEPTED', 'REJECTED') and at >= verdict_at
    )
    insert into ${overviewCount} as counted (dimension, day, account, value, figure, key, count)
    select dimension, day, account, value, figure, key, count(*)
      from fact cross join lateral ${DIMENSIONS}
     group by dimension, day, account, value, figure, key
     order by dimension, day, account, value, figure, key
        on conflict (dimension, day, account, value, figure, key) do update set count = counted.count + excluded.count`;
}

/** The ages of open reviews, youngest first: each up to so many hours, and those that are older. */
export const REVIEW_AGES = [
  { key: '1h', hours: 1 },
  { key: '1d', hours: 24 },
  { key: '3d', hours: 72 },
  { key: '7d', hours: 168 },
  { key: 'older', hours: null },
] as const;

/** Verifications that were submitted and have no outcome, by the two indexes on those that are open. */
export function openReviewsSql({ verification }: TableNames): string {
  const open = (reopened: string) =>
    `select account, requested_country as country, requested_document as document, requested_level as level, submitted_at
       from ${verification} where closed_at is null and reopened_at is ${reopened} and submitted_at is not null`;
  return `${open('null')} union all ${open('not null')}`;
}

/** Counts them by age. @param now SQL of the time */
export function addOpenReviewsSql(tables: TableNames, now: string): string {
  const ages = REVIEW_AGES.flatMap(({ key, hours }) =>
    hours === null ? [] : [`when ${now} - submitted_at < interval '${hours} hours' then '${key}'`],
  );
  return `
    with review as (
      ${openReviewsSql(tables)}
    )
    insert into ${tables.overviewCount} as counted (dimension, day, account, value, figure, key, count)
    select dimension, (${now} at time zone 'UTC')::date, account, value, 'open',
           case ${ages.join(' ')} else 'older' end as age, count(*)
      from review cross join lateral ${DIMENSIONS}
     group by dimension, account, value, age`;
}
