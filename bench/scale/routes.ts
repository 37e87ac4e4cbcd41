import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { SIGNING_KEY } from '../intake/signed-request.js';

/** A request about the n-th verification. */
export interface RouteRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly caller?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const STAFF = 'staff:mary';

/** What the generated rows have for a request: its numbers are those of `generateRows()`. */
const withAccess = (n: number): string => `scan-${n - 5}`;
const erased = (n: number): string => `scan-${n - (n % 200) + 2}`;
const deadLetter = (n: number): string => `run-${2 * (n - (n % 2_000) + 7) - 1}`;
/** One of the older half, whose webhooks are purged: the bytes of the generated ones are not sealed, so they cannot be exported. */
const older = (n: number): number => Math.floor(n / 20) * 10 + 6;
const JOB = '00000000-0000-0000-0000-000000000001';
const FAR = '2099-01-01';

const staff = (path: string): RouteRequest => ({ path, caller: STAFF });
const person = (n: number, path: string): RouteRequest => ({ path, caller: `person-${n}` });
const sending = (
  caller: string,
  method: RouteRequest['method'] & string,
  path: string,
  body: object,
): RouteRequest => ({
  caller,
  method,
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/**
 * One request for each route, about a verification that was approved; `unique` differs between all requests.
 *
 * Left out is what asks iDenfy or is a stream: `data`, `files`, `report`, `refresh`, `documents`, `request-information`, both
 * `events` (see the benchmark `pages`); what can be done once for each verification: its erasure, a decision and the answers to it;
 * and what would change the rows for all that is measured after it: a retry or a drop of dead letters, and the end of a job.
 */
export const ROUTES: Readonly<Record<string, (n: number, unique: string) => RouteRequest>> = {
  'GET verifications, own': (n) => person(n, 'verifications'),
  'GET verifications, staff': () => staff('verifications'),
  'GET verifications?status=SUSPECTED': () => staff('verifications?status=SUSPECTED'),
  'GET verifications?status=START_FAILED, none': () => staff('verifications?status=START_FAILED'),
  'GET verifications?attention=true': () => staff('verifications?attention=true'),
  'GET verifications?clientId': (n) => staff(`verifications?clientId=person-${n}`),
  'GET verifications/:scanRef': (n) => person(n, `verifications/scan-${n}`),
  'GET verifications/:scanRef, staff': (n) => staff(`verifications/scan-${n}`),
  'GET verifications/:scanRef/history': (n) => staff(`verifications/scan-${n}/history`),
  'GET verifications/:scanRef/case': (n) => staff(`verifications/scan-${n}/case`),
  'GET verifications/:scanRef/claims': (n) => staff(`verifications/scan-${n}/claims`),
  'GET verifications/:scanRef/notes': (n) => staff(`verifications/scan-${n}/notes`),
  'GET verifications/:scanRef/erasure': (n) => staff(`verifications/${erased(n)}/erasure`),
  'GET verifications/:scanRef/evidence': (n) => staff(`verifications/scan-${n}/evidence`),
  'GET clients/me': (n) => person(n, 'clients/me'),
  'GET clients/:clientId': (n) => staff(`clients/person-${n}`),
  'GET clients/:clientId/export': (n) => staff(`clients/person-${older(n)}/export`),
  'GET queue': () => staff('queue'),
  'GET queue?reason=ATTENTION': () => staff('queue?reason=ATTENTION'),
  'GET queue?reason=CONFLICT': () => staff('queue?reason=CONFLICT'),
  'GET queue?assignee': (n) => staff(`queue?assignee=staff-${n % 20}`),
  'GET queue?reason=ERASURE_FAILED, none': () => staff('queue?reason=ERASURE_FAILED'),
  'GET queue?q': (n) => staff(`queue?q=person-${n}`),
  'GET queue/views': () => staff('queue/views'),
  'GET staff': () => staff('staff'),
  'GET staff/me': () => staff('staff/me'),
  'GET audit': () => staff('audit'),
  'GET audit?scanRef': (n) => staff(`audit?scanRef=${withAccess(n)}`),
  'GET audit?staff': (n) => staff(`audit?staff=staff-${n % 20}`),
  'GET audit/integrity': () => staff('audit/integrity'),
  'GET dead-letters': () => staff('dead-letters'),
  'GET dead-letters?handler': () => staff('dead-letters?kind=run&handler=Accounts.received'),
  'GET dead-letters/groups': () => staff('dead-letters/groups'),
  'GET dead-letters/:id': (n) => staff(`dead-letters/${deadLetter(n)}`),
  'POST dead-letters/retry, dry run': () =>
    sending(STAFF, 'POST', 'dead-letters/retry', { kind: 'run', dryRun: true }),
  'POST dead-letters/drop, dry run': () =>
    sending(STAFF, 'POST', 'dead-letters/drop', { kind: 'run', dryRun: true }),
  'GET jobs/:id': () => staff(`jobs/${JOB}`),
  'GET orphans': () => staff('orphans'),
  'GET inbox': () => staff('inbox'),
  'GET inbox?state=applied': () => staff('inbox?state=applied'),
  'GET inbox?state=dead, none': () => staff('inbox?state=dead'),
  'GET handlers': () => staff('handlers'),
  'GET operations': () => staff('operations'),
  'GET overview': () => staff('overview'),
  'GET overview?by=country': () => staff('overview?by=country'),
  'GET contract-drift': () => staff('contract-drift'),
  'GET doctor': () => staff('doctor'),
  'POST verifications': (_, unique) => sending(`new-${unique}`, 'POST', 'verifications', {}),
  'POST verifications/:scanRef/finished': (n) => ({
    ...person(n, `verifications/scan-${n}/finished`),
    method: 'POST',
  }),
  'POST verifications/:scanRef/notes': (n) =>
    sending(STAFF, 'POST', `verifications/scan-${n}/notes`, { text: 'a note' }),
  'PUT verifications/:scanRef/assignee': (n) =>
    sending(STAFF, 'PUT', `verifications/scan-${n}/assignee`, { staff: 'mary' }),
  'PUT queue/assignee': (n) =>
    sending(STAFF, 'PUT', 'queue/assignee', { ids: [idOf(n), idOf(n - 1)], staff: 'mary' }),
  'PUT queue/views': () => sending(STAFF, 'PUT', 'queue/views', { name: 'mine', assignee: 'mary' }),
  'PUT clients/:clientId/legal-hold': (n) =>
    sending(STAFF, 'PUT', `clients/person-${n}/legal-hold`, { reason: 'a benchmark' }),
  'DELETE clients/:clientId/legal-hold': (n) => ({
    ...staff(`clients/person-${n}/legal-hold`),
    method: 'DELETE',
  }),
  'PUT clients/:clientId/relationship': (n) =>
    sending(STAFF, 'PUT', `clients/person-${n}/relationship`, { begunAt: '2026-01-01' }),
  'PUT clients/:clientId/retention': (n) =>
    sending(STAFF, 'PUT', `clients/person-${n}/retention`, { until: FAR, reason: 'a benchmark' }),
  'POST webhooks': (n, unique) => {
    const payload = { ...aWebhook({ scanRef: `scan-${n}`, clientId: `person-${n}` }), unique };
    const { body, headers } = signWebhook(payload, SIGNING_KEY);
    return { method: 'POST', path: 'webhooks', headers: { ...headers }, body };
  },
};

function idOf(n: number): string {
  const hex = n.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

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
