import { SHORTEST_SIGNING_KEY, type SigningKey } from '../webhooks/sender-authentication.js';
import type { Check, CheckContext } from './check.js';
import { combined, found, type Outcome } from './findings.js';

const GIVEN = 'encryption keys: given';
const SIGNING_KEYS_GIVEN = 'signing keys: given';

/** The keys for stored values, and those of signatures. */
export const keyChecks: readonly Check[] = [
  {
    name: GIVEN,
    run({ keys }) {
      const { id } = keys.writing;
      return id.startsWith('dev-')
        ? found('ENCRYPTION_KEY_DERIVED')
        : found('ENCRYPTION_KEY_GIVEN', { key: id });
    },
  },
  {
    name: 'encryption keys: readable',
    needs: ['database: objects', GIVEN],
    async run({ rotation }) {
      const { keys, columns } = await rotation.unreadable();
      return combined([
        keys.length === 0
          ? found('VALUES_READABLE')
          : found('VALUES_UNREADABLE', { keys: keys.map((id) => `"${id}"`).join(', ') }),
        ...(columns.length === 0 ? [] : [found('VALUES_UNSEALED', { columns: columns.join(', ') })]),
      ]);
    },
  },
  {
    name: SIGNING_KEYS_GIVEN,
    atBoot: true,
    run: (context) =>
      eachAccount(context, (account, keys) =>
        keys.length > 0
          ? found('SIGNING_KEYS_GIVEN', { account, count: keys.length })
          : found('SIGNING_KEYS_MISSING', { account }),
      ),
  },
  {
    name: 'signing keys: length',
    needs: [SIGNING_KEYS_GIVEN],
    atBoot: true,
    run: (context) =>
      eachAccount(context, (account, keys) =>
        found(
          keys.every(({ bytes }) => bytes >= SHORTEST_SIGNING_KEY)
            ? 'SIGNING_KEYS_LONG'
            : 'SIGNING_KEY_SHORT',
          { account, bytes: SHORTEST_SIGNING_KEY },
        ),
      ),
  },
  {
    name: 'signing keys: required',
    atBoot: true,
    run({ webhooks, isApplication }) {
      if (!isApplication) return null; // an option that the environment does not tell
      return found(webhooks.requireSignature ? 'SIGNATURE_REQUIRED' : 'SIGNATURE_OPTIONAL');
    },
  },
  {
    name: 'evidence: signing key',
    atBoot: true,
    run({ evidence }) {
      if (!evidence?.isKept) return null;
      return found(evidence.isSigned ? 'EVIDENCE_SIGNED' : 'EVIDENCE_UNSIGNED');
    },
  },
];

function eachAccount(
  { accountNames, senders }: CheckContext,
  check: (account: string, keys: readonly SigningKey[]) => Outcome,
): Outcome {
  return combined(accountNames.map((account) => check(account, senders.signingKeysOf(account))));
}
