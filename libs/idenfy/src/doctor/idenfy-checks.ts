import { listIdentifications } from '@nestjs-idenfy/contract';
import type { IdenfyAccount } from '../client/accounts.js';
import { IdenfyApiError } from '../errors/call.errors.js';
import { errorText, safeCause } from '../errors/idenfy.error.js';
import type { Check, CheckContext } from './check.js';
import { combined, found, type Outcome } from './findings.js';

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
    if (status < 500) return found('IDENFY_REACHED', { account: name, url: baseUrl });
    return found('IDENFY_FAILS', { account: name, url: baseUrl, status });
  } catch (error) {
    const cause = safeCause(error)?.message ?? 'no connection';
    return found('IDENFY_UNREACHABLE', { account: name, url: baseUrl, cause });
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
    return found('CREDENTIALS_ACCEPTED', { account });
  } catch (error) {
    if (error instanceof IdenfyApiError && (error.status === 401 || error.identifier === 'UNAUTHORIZED')) {
      return found('CREDENTIALS_REFUSED', { account });
    }
    return found('CREDENTIALS_UNKNOWN', { account, cause: errorText(error) });
  }
}

async function clockOf({ client, clock }: CheckContext, { name }: IdenfyAccount): Promise<Outcome> {
  if (clock.databaseTime() !== null) return found('CLOCK_REPLACED');
  const before = clock.now().getTime();
  const { date } = await client.probe(name, TIMEOUT_MS);
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return found('CLOCK_UNTOLD', { account: name });
  const differsMs = Math.max(before - theirs, theirs - clock.now().getTime());
  if (differsMs <= CLOCK_TOLERANCE_MS) return found('CLOCK_AGREES', { account: name });
  return found('CLOCK_DIFFERS', { account: name, seconds: Math.round(differsMs / 1_000) });
}
