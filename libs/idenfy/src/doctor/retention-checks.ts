import { nowSql } from '../database/now-sql.js';
import type { Check } from './check.js';
import { found } from './findings.js';

const NEEDS = 'database: objects';

/** How long a suspicion may wait for a decision before it is reported, in days. */
const DECIDED_WITHIN_DAYS = 30;

/** What keeps retention from starting. */
export const retentionChecks: readonly Check[] = [
  {
    name: 'retention: relationships',
    needs: [NEEDS],
    async run({ database, accountNames, retention }) {
      if (!retention) return null; // an option that the environment does not tell
      const accounts = retention.accountsCountingFrom('relationship-end', accountNames);
      if (accounts.length === 0) return null;
      const [row] = await database.query<{ count: number }[]>(
        `select count(*)::int as count from ${database.tables.client}
          where account = any($1::text[]) and verified_at is not null
            and relationship_begun_at is null and relationship_ended_at is null`,
        [accounts],
      );
      const count = row?.count ?? 0;
      return count === 0 ? found('RELATIONSHIPS_RECORDED') : found('RELATIONSHIPS_MISSING', { count });
    },
  },
  {
    name: 'retention: suspicions',
    needs: [NEEDS],
    async run({ database, clock }) {
      const { client, verification } = database.tables;
      const [row] = await database.query<{ count: number }[]>(
        `select count(*)::int as count
           from ${verification} v
          cross join lateral (
            select from ${client} c
             where c.account = v.account and c.client_id = v.client_id and c.undecided_verification_id = v.id
             limit 1) undecided
          where v.status = 'SUSPECTED' and v.decision is null
            and coalesce(v.submitted_at, v.created_at) < ${nowSql('$1')} - interval '${DECIDED_WITHIN_DAYS} days'`,
        [clock.databaseTime()],
      );
      const count = row?.count ?? 0;
      const days = DECIDED_WITHIN_DAYS;
      return count === 0
        ? found('SUSPICIONS_DECIDED', { days })
        : found('SUSPICIONS_UNDECIDED', { count, days });
    },
  },
];
