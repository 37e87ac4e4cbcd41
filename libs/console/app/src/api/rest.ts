import createClient from 'openapi-fetch';
import type { components, paths } from '../../../../browser/src/rest-api';
import { pageOptions } from '../page-options';
import { login } from '../session/login';

/** The views of the REST routes, as `openapi.json` describes them. */
export type Views = components['schemas'];
export type ErrorView = Views['IdenfyErrorView'];
export type StaffVerification = Views['IdenfyStaffVerificationView'];

/** Every route of the service, typed. Answers come through `answer()`. */
export const api = createClient<paths>({
  baseUrl: pageOptions.api,
  credentials: 'same-origin',
  fetch: (request) => send(request),
});

/** A refusal of the service, or the failure to reach it (`status` 0). */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    readonly view: ErrorView | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(view?.message ?? `${status}`);
  }

  get identifier(): string | null {
    return this.view?.identifier ?? null;
  }
}

/** Sends a request with the login of this tab, and marks it as one of a script: no form of another site can. */
export async function send(request: Request): Promise<Response> {
  const token = login.token();
  if (token !== null) request.headers.set('authorization', `Bearer ${token}`);
  if (request.method !== 'GET') request.headers.set('x-idenfy-client', 'console');
  const response = await fetch(request).catch((failure: unknown) => {
    if (request.signal.aborted) throw failure;
    throw new RequestFailed(0, null, null);
  });
  if (response.status === 401) login.refused();
  return response;
}

interface Result<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of a successful answer. @throws RequestFailed for every other one */
export async function answer<Data>(call: Promise<Result<Data>>): Promise<Data> {
  return (await whole(call)).data;
}

/** The file of an answer that is read with `parseAs: 'blob'`. @throws RequestFailed */
export async function fileOf(call: Promise<Result<unknown>>): Promise<Blob> {
  const { data, response } = await whole(call);
  if (data instanceof Blob) return data;
  throw new RequestFailed(response.status, null, null);
}

/** The same with the response, for its headers. */
export async function whole<Data>(call: Promise<Result<Data>>): Promise<{ data: Data; response: Response }> {
  const { data, error, response } = await call;
  if (!response.ok) throw failed(response, error);
  return { data: data as Data, response };
}

function failed(response: Response, error: unknown): RequestFailed {
  const view = typeof error === 'object' && error !== null ? (error as ErrorView) : null;
  const seconds = Number(response.headers.get('retry-after'));
  return new RequestFailed(response.status, view, seconds > 0 ? seconds : null);
}

/** The header that goes with every access to personal data; letters outside of ASCII are encoded (RFC 8187). */
export function because(reason: string): { 'X-Access-Reason': string } {
  const isPlain = /^[\x20-\x7e]*$/.test(reason);
  return { 'X-Access-Reason': isPlain ? reason : `UTF-8''${encodeURIComponent(reason)}` };
}

/** The header that makes a change count only for the state that was read. */
export function ifStill(caseVersion: number): { 'If-Match': string } {
  return { 'If-Match': `"${caseVersion}"` };
}

/** Hands a file to the browser. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
