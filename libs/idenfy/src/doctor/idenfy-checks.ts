import { listIdentifications } from '@nestjs-idenfy/contract';
import type { IdenfyAccount } from '../client/accounts.js';
import { IdenfyApiError } from '../errors/call.errors.js';
import { errorText, safeCause } from '../errors/idenfy.error.js';
import { type Check, type CheckContext, combined, failed, ok, type Outcome, warning } from './check.js';

/** Longest wait for an answer of iDenfy, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** What a clock may differ by, in milliseconds: a `Date` header has seconds, and travels. */
const CLOCK_TOLERANCE_MS = 30_000;

/** A person that no host has: the answer to a list is empty. */
const NO_PERSON = 'nestjs-idenfy-doctor';

const REACHABLE = 'iDenfy: reachable';

/** iDenfy, as this process reaches it. Nothing here opens a session, which would be paid for. */
export const idenfyChecks: readonly Check[] = [
  {
    name: REACHABLE,
    run: (context) => eachAccount(context, (account) => reached(context, account)),
  },
  {
    name: 'iDenfy: credentials',
    needs: [REACHABLE],
    run: (context) => eachAccount(context, ({ name }) => credentialsOf(context, name)),
  },
  {
    name: 'iDenfy: clock',
    needs: [REACHABLE],
    run: (context) => eachAccount(context, (account) => clockOf(context, account)),
  },
];

async function eachAccount(
  { accounts }: CheckContext,
  check: (account: IdenfyAccount) => Promise<Outcome>,
): Promise<Outcome> {
  return combined(await Promise.all(accounts.names().map((name) => check(accounts.get(name)))));
}

async function reached({ client }: CheckContext, { name, baseUrl }: IdenfyAccount): Promise<Outcome> {
  try {
    const { status } = await client.probe(name, TIMEOUT_MS);
    if (status < 500) return ok(`${name} at ${baseUrl}`);
    return failed(
      `${name}: ${baseUrl} answers ${status}`,
      'see the status page of iDenfy, or try again later',
    );
  } catch (error) {
    return failed(
      `${name}: ${baseUrl} does not answer (${safeCause(error)?.message ?? 'no connection'})`,
      'check baseUrl, DNS, the firewall for outgoing HTTPS, and the certificates that this machine trusts',
    );
  }
}

/** A list for a person that does not exist needs credentials, is free, and counts as one of the hourly requests. */
async function credentialsOf({ client }: CheckContext, account: string): Promise<Outcome> {
  try {
    await client.call(
      listIdentifications,
      { clientId: NO_PERSON, perPage: 1 },
      { account, totalTimeoutMs: TIMEOUT_MS },
    );
    return ok(`those of ${account} are accepted`);
  } catch (error) {
    if (error instanceof IdenfyApiError && (error.status === 401 || error.identifier === 'UNAUTHORIZED')) {
      return failed(
        `those of ${account} are refused`,
        'compare apiKey and apiSecret with the dashboard (Settings, API keys), and whether they are of the sandbox or of production',
      );
    }
    return warning(
      `whether those of ${account} are accepted is not known (${errorText(error)})`,
      'try again later; where it stays, ask iDenfy what the account may do',
    );
  }
}

async function clockOf({ client, clock }: CheckContext, { name }: IdenfyAccount): Promise<Outcome> {
  if (clock.databaseTime() !== null) return ok('the clock of this process is replaced');
  const before = clock.now().getTime();
  const { date } = await client.probe(name, TIMEOUT_MS);
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return ok(`${name}: the answer has no Date`);
  const differsMs = Math.max(before - theirs, theirs - clock.now().getTime());
  if (differsMs <= CLOCK_TOLERANCE_MS) return ok(`${name}: it agrees with the clock of this machine`);
  return warning(
    `${name}: it differs from the clock of this machine by ${Math.round(differsMs / 1_000)} s`,
    'let NTP set the clock of this machine',
  );
}
