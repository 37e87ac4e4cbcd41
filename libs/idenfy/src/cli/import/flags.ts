import { isInstant } from '../../contract/instant.js';
import { isScanRef } from '../../contract/scan-ref.js';
import { CLIENT_ID_PATTERN } from '../../contract/token-field-rules.js';
import { ACCOUNT_NAME } from '../../http/access/account-of.js';
import type { Actor } from '../../verification/actor.js';
import { actorFrom } from '../actor-from.js';
import { parseFlags, seeHelp } from '../parse-flags.js';
import { type Place, PLACE_OPTIONS } from '../place.js';
import { UsageError } from '../usage.error.js';

const OPTIONS = {
  ...PLACE_OPTIONS,
  'client-id': { type: 'string' },
  'scan-ref': { type: 'string', multiple: true },
  'started-at': { type: 'string' },
  account: { type: 'string' },
  keep: { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface ImportFlags {
  readonly clientId: string;
  /** None: whatever iDenfy lists. */
  readonly scanRefs: readonly string[];
  readonly startedAt: Date | undefined;
  readonly account: string;
  readonly keep: 'decision' | 'nothing';
  readonly actor: Actor;
  readonly json: boolean;
  readonly place: Place;
}

/** @throws {UsageError} */
export function readImportFlags(args: readonly string[]): ImportFlags | 'help' {
  const { values, positionals } = parseFlags('import', args, OPTIONS);
  if (values.help === true) return 'help';
  const { account = 'default', json = false, schema, prefix, by } = values;
  const [clientId, scanRefs, startedAt] = [
    values['client-id'],
    values['scan-ref'] ?? [],
    values['started-at'],
  ];
  demand(positionals.length === 0, `'${positionals[0]}' is no option; ${seeHelp('import')}`);
  demand(
    clientId !== undefined && CLIENT_ID_PATTERN.test(clientId),
    '--client-id must be 1 to 100 ASCII characters',
  );
  demand(scanRefs.every(isScanRef), '--scan-ref must be a scanRef, of letters, digits and -');
  demand(
    startedAt === undefined || isInstant(startedAt),
    '--started-at must be a date, or a time with its zone',
  );
  demand(startedAt === undefined || scanRefs.length === 1, '--started-at needs one --scan-ref');
  demand(ACCOUNT_NAME.test(account), '--account must be of a-z, 0-9 and -, at most 40 characters');
  demand(values.keep === undefined || values.keep === 'nothing', "--keep can only be 'nothing'");
  return {
    clientId,
    scanRefs,
    startedAt: startedAt === undefined ? undefined : new Date(startedAt),
    account,
    keep: values.keep ?? 'decision',
    actor: actorFrom(by),
    json,
    place: { schema, prefix },
  };
}

function demand(kept: boolean, rule: string): asserts kept {
  if (!kept) throw new UsageError(rule);
}
