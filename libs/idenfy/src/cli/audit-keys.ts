import { type AuditKeys, type ChainKeys, parseAuditKeys } from '../audit/audit-keys.js';
import { requiredVariable } from './flags.js';

/** The audit keys of the service, from the environment. @throws {UsageError} */
export function auditKeys(command: string): AuditKeys {
  return parseAuditKeys(requiredVariable('IDENFY_AUDIT_KEYS', command).split(','));
}

/** The same, read when a row is linked: for a command that also has actions which write nothing. */
export function auditKeysOnUse(command: string): ChainKeys {
  return {
    get writing() {
      return auditKeys(command).writing;
    },
    find: (id) => auditKeys(command).find(id),
  };
}
