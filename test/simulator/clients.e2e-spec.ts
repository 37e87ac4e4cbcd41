import { createHmac } from 'node:crypto';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { RECORDED_CLIENTS, type RecordedRequest } from './client-requests.js';

let receiver: WebhookReceiver;
let simulator: IdenfySimulator;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  simulator = await IdenfySimulator.start({ port: 0, webhookUrl: receiver.url });
});
beforeEach(() => {
  simulator.reset();
  receiver.forget();
});
afterAll(async () => {
  await simulator.close();
  await receiver.close();
});

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function replay(requests: readonly RecordedRequest[], at = simulator): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  let session: Record<string, unknown> = {};
  for (const request of requests) {
    const answer = await send(at, request, session);
    if (answer.body['authToken'] !== undefined) session = answer.body;
    answers.push(answer);
  }
  return answers;
}

async function send(
  at: IdenfySimulator,
  { method, path, headers, body, wrongSecret }: RecordedRequest,
  session: Record<string, unknown>,
): Promise<Answered> {
  const filled = (text: string) =>
    text.replace(/\{(scanRef|authToken)\}/g, (_, name: string) => String(session[name]));
  const secret = wrongSecret === true ? 'wrong' : at.apiSecret;
  const response = await fetch(at.url + filled(path), {
    method,
    redirect: 'manual',
    headers: {
      ...headers,
      authorization: `Basic ${Buffer.from(`${at.apiKey}:${secret}`).toString('base64')}`,
    },
    ...(body !== undefined && { body: filled(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} };
}

// The webhook has to come to the receiver of this test.
function withoutCallback({ body, ...request }: RecordedRequest): RecordedRequest {
  return { ...request, ...(body !== undefined && { body: body.replace(/,"callbackUrl":"[^"]*"/, '') }) };
}

function valueAt(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], body);
}

describe.each(RECORDED_CLIENTS)('the client $client ($language)', (client) => {
  it('gets the answers that it counts on', async () => {
    const answers = await replay(client.requests);

    expect(answers.map(({ status }) => status)).toEqual(client.requests.map(({ status }) => status));
  });

  it('verifies the signature over the raw body, and finds what it reads', async () => {
    const answers = await replay(client.requests.map(withoutCallback));
    const scanRefs = answers.flatMap(({ body }) => ('authToken' in body ? [String(body['scanRef'])] : []));
    simulator.outcome(scanRefs.at(-1) ?? '', { overall: 'APPROVED' });
    await simulator.settled();

    const [webhook] = receiver.received;
    const signature = createHmac('sha256', simulator.signingKey ?? '').update(webhook?.raw ?? '');
    expect(webhook?.headers['idenfy-signature']).toBe(signature.digest('hex'));
    expect(client.reads.filter((path) => valueAt(webhook?.body, path) === undefined)).toEqual([]);
  });
});

describe('the plugins of iDenfy that open a second session', () => {
  const second = (clientId: string, tokenType: string): RecordedRequest => ({
    method: 'POST',
    path: '/api/v2/token',
    body: JSON.stringify({ clientId, tokenType }),
    status: 201,
  });

  it.each([
    [false, [201, 409, 409]],
    ['PER_TOKEN_TYPE', [201, 409, 201]],
    [true, [201, 201, 201]],
  ] as const)('with allowConcurrentSessions: %s get %j', async (allowConcurrentSessions, statuses) => {
    const other = await IdenfySimulator.start({ port: 0, allowConcurrentSessions });
    const answers = await replay(
      [second('a', 'IDENTIFICATION'), second('a', 'IDENTIFICATION'), second('a', 'DOCUMENT')],
      other,
    );
    await other.close();

    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });
});
