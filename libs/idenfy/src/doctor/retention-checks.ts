import { nowSql } from '../database/now-sql.js';
import { type Check, ok, warning } from './check.js';

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
      if (count === 0) return ok('all verified people have one');
      return warning(
        `${count} verified people have none, so their data is never due for erasure`,
        'record them with Relationships, or with `npx nestjs-idenfy relationships import`',
      );
    },
  },
  {
    name: 'retention: suspicions',
    needs: [NEEDS],
    async run({ database, clock }) {
      const { client, verification } = database.tables;
      const [row] = await database.query<{ count: number }[]>(
        `select count(*)::int as count
           from ${client} c join ${verification} v on v.id = c.undecided_verification_id
          where v.status = 'SUSPECTED' and v.decision is null
            and coalesce(v.submitted_at, v.created_at) < ${nowSql('$1')} - interval '${DECIDED_WITHIN_DAYS} days'`,
        [clock.databaseTime()],
      );
      const count = row?.count ?? 0;
      if (count === 0) return ok(`none is undecided for ${DECIDED_WITHIN_DAYS} days`);
      return warning(
        `${count} are undecided for ${DECIDED_WITHIN_DAYS} days, and cannot be erased before a decision`,
        'decide on them: GET /idenfy/verifications?status=SUSPECTED',
      );
    },
  },
];
