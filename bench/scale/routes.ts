import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { SIGNING_KEY } from './host.js';

/** A request about the n-th verification. */
export interface RouteRequest {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly caller?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const STAFF = 'staff:mary';

/** One request for each route, about a verification that was approved; `unique` differs between all requests. */
export const ROUTES: Readonly<Record<string, (n: number, unique: string) => RouteRequest>> = {
  'GET verifications, own': (n) => ({ path: 'verifications', caller: `person-${n}` }),
  'GET verifications, staff': () => ({ path: 'verifications', caller: STAFF }),
  'GET verifications?status=SUSPECTED': () => ({ path: 'verifications?status=SUSPECTED', caller: STAFF }),
  'GET verifications?status=START_FAILED, none': () => ({
    path: 'verifications?status=START_FAILED',
    caller: STAFF,
  }),
  'GET verifications?attention=true': () => ({ path: 'verifications?attention=true', caller: STAFF }),
  'GET verifications?clientId': (n) => ({ path: `verifications?clientId=person-${n}`, caller: STAFF }),
  'GET verifications/:scanRef': (n) => ({ path: `verifications/scan-${n}`, caller: `person-${n}` }),
  'GET verifications/:scanRef/history': (n) => ({ path: `verifications/scan-${n}/history`, caller: STAFF }),
  'GET clients/me': (n) => ({ path: 'clients/me', caller: `person-${n}` }),
  'GET queue': () => ({ path: 'queue', caller: STAFF }),
  'GET queue?reason=ATTENTION': () => ({ path: 'queue?reason=ATTENTION', caller: STAFF }),
  'GET queue?reason=CONFLICT': () => ({ path: 'queue?reason=CONFLICT', caller: STAFF }),
  'GET queue?assignee': (n) => ({ path: `queue?assignee=staff-${n % 20}`, caller: STAFF }),
  'GET queue?reason=ERASURE_FAILED, none': () => ({ path: 'queue?reason=ERASURE_FAILED', caller: STAFF }),
  'GET queue?q': (n) => ({ path: `queue?q=person-${n}`, caller: STAFF }),
  'GET audit': () => ({ path: 'audit', caller: STAFF }),
  'GET dead-letters': () => ({ path: 'dead-letters', caller: STAFF }),
  'GET dead-letters/groups': () => ({ path: 'dead-letters/groups', caller: STAFF }),
  'GET overview': () => ({ path: 'overview', caller: STAFF }),
  'GET overview?by=country': () => ({ path: 'overview?by=country', caller: STAFF }),
  'GET orphans': () => ({ path: 'orphans', caller: STAFF }),
  'POST verifications': (_, unique) => ({
    method: 'POST',
    path: 'verifications',
    caller: `new-${unique}`,
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }),
  'POST webhooks': (n, unique) => {
    const payload = { ...aWebhook({ scanRef: `scan-${n}`, clientId: `person-${n}` }), unique };
    const { body, headers } = signWebhook(payload, SIGNING_KEY);
    return { method: 'POST', path: 'webhooks', headers: { ...headers }, body };
  },
};

/** Sends the request. Returns how many milliseconds the whole answer took. @throws unless it succeeds */
export async function request(
  url: string,
  { method = 'GET', path, caller, headers, body }: RouteRequest,
): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${url}/idenfy/${path}`, {
    method,
    headers: {
      ...headers,
      ...(caller !== undefined && { 'x-caller': caller }),
      ...(caller === STAFF && { 'x-access-reason': 'a benchmark' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return performance.now() - began;
}
