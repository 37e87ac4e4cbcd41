import { bearer, SERVICE } from '../../session';

const SENT = ['accept', 'content-type', 'last-event-id', 'x-idenfy-client'];
const ANSWERED = ['cache-control', 'content-disposition', 'content-type', 'retry-after'];

/** Passes a call of the browser on to the service, with the token of the session. Bodies and event streams flow through. */
async function forward(request: Request): Promise<Response> {
  const changes = request.method !== 'GET';
  if (changes && !request.headers.has('x-idenfy-client')) return new Response(null, { status: 403 }); // a form of another site
  const { pathname, search } = new URL(request.url);
  const headers = only(SENT, request.headers);
  const token = await bearer();
  if (token) headers.set('authorization', `Bearer ${token}`);
  const answer = await fetch(SERVICE + pathname + search, {
    method: request.method,
    headers,
    cache: 'no-store',
    signal: request.signal,
    ...(changes && { body: request.body, duplex: 'half' }),
  });
  return new Response(answer.body, { status: answer.status, headers: only(ANSWERED, answer.headers) });
}

function only(names: readonly string[], all: Headers): Headers {
  return new Headers(names.flatMap((name) => [[name, all.get(name)] as const]).filter(isGiven));
}

function isGiven(header: readonly [string, string | null]): header is [string, string] {
  return header[1] !== null;
}

export { forward as GET, forward as POST };
