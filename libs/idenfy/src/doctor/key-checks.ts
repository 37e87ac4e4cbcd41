import { SHORTEST_SIGNING_KEY, type SigningKey } from '../webhooks/sender-authentication.js';
import { type Check, type CheckContext, combined, failed, ok, type Outcome, warning } from './check.js';

const GIVEN = 'encryption keys: given';
const SIGNING_KEYS_GIVEN = 'signing keys: given';

/** The keys for stored values, and those of signatures. */
export const keyChecks: readonly Check[] = [
  {
    name: GIVEN,
    run({ keys }) {
      const { id } = keys.writing;
      if (!id.startsWith('dev-')) return ok(`the key "${id}" writes`);
      return warning(
        'the key is derived from the API secret, which production refuses',
        'give encryptionKeys (IDENFY_ENCRYPTION_KEYS), a list of id:base64 of 32 random bytes',
      );
    },
  },
  {
    name: 'encryption keys: readable',
    needs: ['database: objects', GIVEN],
    async run({ rotation }) {
      const unreadable = await rotation.unreadableKeys();
      if (unreadable.length === 0) return ok('stored values can be decrypted');
      return failed(
        `values under ${unreadable.map((id) => `"${id}"`).join(', ')} cannot be decrypted`,
        'give back the keys with these ids, and remove a key only once `npx nestjs-idenfy rotate-keys` says so',
      );
    },
  },
  {
    name: SIGNING_KEYS_GIVEN,
    atBoot: true,
    run: (context) =>
      eachAccount(context, (account, keys) =>
        keys.length > 0
          ? ok(`${account} has ${keys.length}`)
          : warning(
              `${account} has none, so its webhooks are refused`,
              'give the signing key that stands beside the webhook in the dashboard of iDenfy',
            ),
      ),
  },
  {
    name: 'signing keys: length',
    needs: [SIGNING_KEYS_GIVEN],
    atBoot: true,
    run: (context) =>
      eachAccount(context, (account, keys) =>
        keys.every(({ bytes }) => bytes >= SHORTEST_SIGNING_KEY)
          ? ok(`${account}: ${SHORTEST_SIGNING_KEY} bytes or more`)
          : warning(
              `a key of ${account} is shorter than ${SHORTEST_SIGNING_KEY} bytes`,
              'enter a longer one in the dashboard of iDenfy, such as `openssl rand -hex 32` makes',
            ),
      ),
  },
  {
    name: 'signing keys: required',
    atBoot: true,
    run({ webhooks, isApplication }) {
      if (!isApplication) return null; // an option that the environment does not tell
      if (webhooks.requireSignature) return ok('webhooks without a signature are refused');
      return warning(
        'webhooks without a signature are accepted: anyone who reaches the route can approve anyone',
        'set webhooks.requireSignature to true, unless iDenfy cannot sign and something else guards the route',
      );
    },
  },
  {
    name: 'evidence: signing key',
    atBoot: true,
    run({ evidence }) {
      if (!evidence?.isKept) return null;
      if (evidence.isSigned) return ok('evidence packs are signed');
      return warning(
        'evidence is kept, but packs are not signed: no one can tell later whether one was changed',
        'give evidence.signingKey, such as `openssl genpkey -algorithm ed25519` makes',
      );
    },
  },
];

function eachAccount(
  { accountNames, senders }: CheckContext,
  check: (account: string, keys: readonly SigningKey[]) => Outcome,
): Outcome {
  return combined(accountNames.map((account) => check(account, senders.signingKeysOf(account))));
}
