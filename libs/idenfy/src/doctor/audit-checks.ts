import type { Check } from './check.js';
import { found } from './findings.js';

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
      if (brokenLink === null) return found('CHAINS_WHOLE', rows);
      const { table, row, found: problem } = brokenLink;
      if (problem === 'unknown key') return found('CHAIN_KEY_UNKNOWN', { table, row: row ?? 'none' });
      return found('CHAIN_BROKEN', { table, row: row ?? 'none', problem });
    },
  },
];
