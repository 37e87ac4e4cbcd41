import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostileClient } from '../support/hostile-client.js';
import { KycApp } from '../support/kyc-app.js';

const STAFF = { 'x-caller': 'staff:mary', 'x-access-reason': 'a test' };
const ADA = { 'x-caller': 'ada' };
const TEXT = { ...STAFF, 'content-type': 'text/plain' };

const V = '/idenfy/verifications';
const IMAGES = '{"country":"LT","documentType":"PASSPORT","images":';

/** Who asks what, and the status and field of the answer; `:ref` is a scanRef of ada's. A body is JSON unless it says otherwise. */
const INPUTS: readonly [
  caller: Readonly<Record<string, string>>,
  request: string,
  body: string | null,
  answer: [status: number, field?: string | null],
][] = [
  [STAFF, `POST ${V}`, '{"clientId":["a","b"]}', [400, 'clientId']],
  [STAFF, `POST ${V}`, '{"clientId":{"$gt":""}}', [400, 'clientId']],
  [STAFF, `POST ${V}`, '{"clientId":"\\ud800"}', [400, 'clientId']],
  [STAFF, `POST ${V}`, '{"clientId":" \\t "}', [400, 'clientId']],
  [STAFF, `POST ${V}`, '{"clientId":"a","expiryTime":1e999}', [400, 'expiryTime']],
  [STAFF, `POST ${V}`, '{"clientId":"a","expiryTime":"3600"}', [400, 'expiryTime']],
  [STAFF, `POST ${V}`, '{"clientId":"a","checkAml":"true"}', [400, 'checkAml']],
  [STAFF, `POST ${V}`, '{"clientId":"a","country":[["LT"]]}', [400, 'country']],
  [STAFF, `POST ${V}`, '{"clientId":"a","externalRef":"a\\u0000b"}', [400, 'externalRef']],
  [STAFF, `POST ${V}`, '{"clientId":"a","toString":1}', [400, 'toString']],
  [
    STAFF,
    `POST ${V}`,
    '{"clientId":"a","additionalSteps":{"__proto__":{"ALL":{}}}}',
    [400, 'additionalSteps.__proto__'],
  ],
  [STAFF, `POST ${V}`, '\ufeff{"clientId":"a"}', [400, 'body']],
  [TEXT, `POST ${V}`, '{"clientId":"a"}', [415, 'body']],
  [{ ...STAFF, 'content-encoding': 'gzip' }, `POST ${V}`, '{"clientId":"a"}', [415, 'body']],
  [STAFF, `GET ${V}?limit=1&limit=2`, null, [400, 'limit']],
  [STAFF, `GET ${V}?limit=99999999999999999999`, null, [400, 'limit']],
  [STAFF, `GET ${V}?clientId=a&clientId=b`, null, [400, 'clientId']],
  [STAFF, `GET ${V}?clientId=%00`, null, [400, 'clientId']],
  [ADA, `GET ${V}?clientId=ADA`, null, [403, 'clientId']],
  [STAFF, `GET ${V}?__proto__=1`, null, [400, '__proto__']],
  [STAFF, `GET ${V}?toString=1`, null, [400, 'toString']],
  [STAFF, `GET ${V}?status=active`, null, [400, 'status']],
  [STAFF, `GET ${V}?from=2026-01-01+00:00`, null, [400, 'from']],
  [STAFF, `GET ${V}/:ref?account=default&account=eu`, null, [400, 'account']],
  [ADA, `GET ${V}/%00`, null, [400, 'scanRef']],
  [ADA, `GET ${V}/..%2fclients%2fme`, null, [400, 'scanRef']],
  [ADA, `GET ${V}/__proto__`, null, [400, 'scanRef']],
  [STAFF, `GET ${V}/:ref/files/..%2f..`, null, [400, 'name']],
  [{ ...STAFF, 'x-access-reason': '   ' }, `GET ${V}/:ref/data`, null, [400, 'X-Access-Reason']],
  [STAFF, `POST ${V}/:ref/decision`, '{"decision":["ACCEPTED"],"reason":"seen"}', [400, 'decision']],
  [
    STAFF,
    `POST ${V}/:ref/decision`,
    '{"decision":"ACCEPTED","reason":"\\udc00\\udc00\\udc00"}',
    [400, 'reason'],
  ],
  [ADA, `POST ${V}/:ref/documents`, `${IMAGES}[]}`, [400, 'images']],
  [ADA, `POST ${V}/:ref/documents`, `${IMAGES}{"__proto__":"AAAA"}}`, [400, 'images.__proto__']],
  [ADA, `POST ${V}/:ref/documents`, `${IMAGES}{"FRONT":7}}`, [400, 'images.FRONT']],
  [{ ...ADA, 'content-type': 'multipart/form-data' }, `POST ${V}/:ref/documents`, 'x', [400, 'body']],
  [STAFF, `POST ${V}/nothing/refresh`, '', [404]],
  [STAFF, `DELETE ${V}/nothing`, '', [404]],
  [STAFF, `DELETE ${V}/nothing`, '{{', [404]],
  [STAFF, 'GET /idenfy/clients/%20', null, [400, 'clientId']],
  [ADA, 'GET /idenfy/clients/me?account=EU', null, [400, 'account']],
  [STAFF, 'POST /idenfy/dead-letters/run-1e3/retry', '{"reason":"fixed"}', [400, 'id']],
  [STAFF, 'POST /idenfy/dead-letters/retry', '{"from":["2026-02-01"],"reason":"fixed"}', [400, 'from']],
  [STAFF, 'POST /idenfy/dead-letters/drop', '{"error":["Error"],"reason":"gone"}', [400, 'error']],
  [STAFF, 'GET /idenfy/audit?scanRef=%', null, [400, 'scanRef']],
  [STAFF, 'GET /idenfy/orphans?cursor=-1', null, [400, 'cursor']],
  [{}, 'POST /idenfy/webhooks/__proto__', '{}', [401]],
  [{ 'content-encoding': 'br' }, 'POST /idenfy/webhooks', '{}', [401]],
  [
    { 'content-encoding': 'br', 'idenfy-signature': '0'.repeat(64) },
    'POST /idenfy/webhooks',
    '{}',
    [415, 'body'],
  ],
  [{}, 'GET /idenfy/webhooks', null, [404]],
  [{}, `HEAD ${V}`, null, [401, null]],
  [ADA, `OPTIONS ${V}/:ref`, null, [404]],
  [STAFF, `PUT ${V}`, '{}', [404]],
];

describe('unusual input', () => {
  const served: { kyc: KycApp; client: HostileClient; scanRef: string }[] = [];

  beforeAll(async () => {
    for (const adapter of ['express', 'fastify'] as const) {
      const kyc = await KycApp.start({ adapter });
      served.push({ kyc, client: new HostileClient(kyc.url), scanRef: await kyc.started('ada') });
    }
  });
  afterAll(async () => {
    for (const { kyc, client } of served) {
      client.close();
      await kyc.close();
    }
  });

  it.each(INPUTS)(
    'gets the same answer on Express and Fastify: %j %s %s',
    async (caller, request, body, answer) => {
      const [method = '', path = ''] = request.split(' ');
      const bytes = body === null ? null : Buffer.from(body);
      const answers = await Promise.all(
        served.map(async ({ client, scanRef }) => {
          const { status, text, headers } = await client.send({
            method,
            path: path.replace(':ref', scanRef),
            headers: {
              ...(bytes && { 'content-type': 'application/json', 'content-length': String(bytes.length) }),
              ...caller,
            },
            body: bytes,
          });
          const { 'content-type': type, 'cache-control': caching } = headers;
          return { status, type, caching, text: text.replaceAll(scanRef, ':ref') };
        }),
      );

      expect(answers[1]).toEqual(answers[0]);
      const [{ status, text } = { status: 0, text: '' }] = answers;
      const [expected, field] = answer;
      expect(status).toBe(expected);
      if (field === null) expect(text).toBe('');
      else expect(JSON.parse(text)).toMatchObject({ statusCode: expected, ...(field && { field }) });
    },
  );
});
