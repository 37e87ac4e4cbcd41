import { type Check, failed, ok } from './check.js';

/** The newest rows of each table; `npx nestjs-idenfy audit verify` checks all. */
const NEWEST = 1_000;

/** The chains of history and audit. */
export const auditChecks: readonly Check[] = [
  {
    name: 'audit: chains',
    needs: ['database: objects'],
    async run({ chains }) {
      if (!chains) return null; // the environment does not tell the audit keys
      const { brokenLink, rows } = await chains.check({ newest: NEWEST });
      if (brokenLink === null)
        return ok(`the newest ${rows.history} rows of history and ${rows.access} access records are whole`);
      const { table, found } = brokenLink;
      const where = brokenLink.row === null ? 'a chain without rows' : `row ${brokenLink.row}`;
      return found === 'unknown key'
        ? failed(
            `${where} of ${table} names a key that is not given`,
            'give back the key to auditKeys (IDENFY_AUDIT_KEYS)',
          )
        : failed(
            `${where} of ${table} is broken: ${found}`,
            'see `npx nestjs-idenfy audit verify`, and find out who may write to the tables besides the service',
          );
    },
  },
];
