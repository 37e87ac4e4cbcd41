import type { CallOptions } from '../../client/call/call-options.js';
import type { IdenfyClient } from '../../client/idenfy-client.js';
import { listIdentifications } from '../../contract/endpoints.js';

const PER_PAGE = 100;

/** No person has more verifications than these pages hold; a list that never ends must not hold us. */
const MAX_PAGES = 10;

/** The scanRefs of a person's sessions that can still be entered. */
export async function activeSessionsOf(
  clientId: string,
  client: IdenfyClient,
  options: () => CallOptions,
): Promise<readonly string[]> {
  const active: string[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = { clientId, page, perPage: PER_PAGE };
    const { results, next } = await client.call(listIdentifications, query, options());
    active.push(...results.filter(({ status }) => status === 'ACTIVE').map(({ scanRef }) => scanRef));
    if (!next || results.length === 0) {
      break;
    }
  }
  return active;
}
