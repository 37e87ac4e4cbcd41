import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** A hostile request; no part of it is certain to be valid HTTP. */
export interface HostileRequest {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

const deep = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const wide = (keys: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, n) => [`k${n}`, n])));

/** Texts that have broken something, somewhere. */
export const NASTY_TEXTS = [
  '',
  ' ',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0x10',
  '1e999',
  '99999999999999999999999999',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '%',
  '%zz',
  '%c0%ae',
  '%ED%A0%80',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e',
  'ﬃ'.repeat(50),
  'é'.repeat(101),
  '🧨'.repeat(60),
  'x'.repeat(41),
  'x'.repeat(4_000),
  "' or 1=1 --",
  '"; drop table idenfy_webhook; --',
  '${jndi:ldap://127.0.0.1/a}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  'http://169.254.169.254/latest/meta-data/',
  'javascript:alert(1)',
  '2026-02-30',
  '2026-01-01T00:00:00+99:99',
  '+275760-09-13T00:00:00.001Z',
  '0000-01-01',
  Buffer.from('1.00000000-0000-0000-0000-000000000000').toString('base64url'),
  Buffer.from('999999999999999.00000000-0000-0000-0000-000000000000').toString('base64url'),
  Buffer.from('a999999999999999999').toString('base64url'),
];

/** Bodies that have broken some reader of JSON, or should. */
const NASTY_BODIES = [
  '',
  '{',
  '}',
  '[]',
  '[[[[',
  'null',
  '"text"',
  '1e999999',
  '{"a":1,"a":2}',
  '{"__proto__":{"staff":true}}',
  '{"constructor":{"prototype":{"staff":true}}}',
  '{"clientId":{"$gt":""}}',
  '{"clientId":["a","b"]}',
  '{"clientId":"\\u0000"}',
  '{"clientId":"\\ud800"}',
  '{"clientId":1e400}',
  '{"clientId":"a","expiryTime":99999999999999999999999}',
  '{"clientId":"a","successUrl":"javascript:alert(1)"}',
  '{"clientId":"a","callbackUrl":"http://169.254.169.254/"}',
  '{"images":{"__proto__":"AAAA"}}',
  '{"country":"LT","documentType":"PASSPORT","images":{"FRONT":"AAAA","FRONT":"BBBB"}}',
  '{"country":"LT","documentType":"PASSPORT","images":{"FRONT":"' + 'A'.repeat(70_000) + '"}}',
  '{"images":' + deep(5_000) + '}',
  deep(17),
  deep(20_000),
  '['.repeat(20_000),
  wide(3_000),
  '\ufeff{}',
  "{'a':1}",
  '{"a":1}//',
  '{"a":0123}',
  '{"decision":"ACCEPTED","reason":"' + 'x'.repeat(101_000) + '"}',
].map((text) => Buffer.from(text));

const MULTIPART = [
  '--x--\r\n',
  '--x\r\n\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="FRONT"; filename="../../a.png"\r\n\r\n\x89PNG\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nLT\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="country"\r\n\r\n' + 'L'.repeat(5_000) + '\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data\r\n\r\nLT\r\n--x--\r\n',
  "--x\r\nContent-Disposition: attachment; name*=utf-8''%ff\r\n\r\nLT\r\n--x--\r\n",
  '--x\r\n' + 'X-Header: y\r\n'.repeat(3_000) + '\r\nLT\r\n--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(300) + '--x--\r\n',
  '--x\r\nContent-Disposition: form-data; name="FRONT"; filename="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!',
].map((text) => Buffer.from(text, 'latin1'));

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

const header = nasty.map((text) =>
  Buffer.from(text.replaceAll(/[\0-\x08\x0a-\x1f\x7f]/g, ''))
    .toString('latin1')
    .slice(0, 2_000),
);

const jsonBody = fc.oneof(
  fc.constantFrom(...NASTY_BODIES),
  fc.json({ depthSize: 'small' }).map((text) => Buffer.from(text)),
  fc
    .dictionary(
      fc.constantFrom(
        'clientId',
        'locale',
        'country',
        'documentType',
        'images',
        'decision',
        'reason',
        'force',
        'account',
        'since',
        'expiryTime',
        'additionalSteps',
      ),
      fc.oneof(nasty, fc.jsonValue(), fc.double(), fc.bigInt().map(Number)),
      { maxKeys: 5 },
    )
    .map((object) => Buffer.from(JSON.stringify(object))),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
);

const typed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ body: jsonBody, type: fc.constant('application/json') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      body: fc.oneof(fc.constantFrom(...MULTIPART), jsonBody),
      type: fc.constantFrom(
        'multipart/form-data; boundary=x',
        'multipart/form-data; boundary="',
        'multipart/form-data',
        `multipart/form-data; boundary=${'b'.repeat(300)}`,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      body: jsonBody,
      type: fc.oneof(
        header,
        fc.constantFrom(
          'text/plain',
          'application/x-www-form-urlencoded',
          'application/json; charset=utf-16',
          'application/xml',
          'application/json,application/json',
        ),
      ),
    }),
  },
);

const encodings: Record<string, (body: Buffer) => Buffer> = {
  gzip: (body) => gzipSync(body),
  deflate: (body) => deflateSync(body),
  br: (body) => body,
  identity: (body) => body,
  'gzip, gzip': () => gzipSync(Buffer.alloc(1_000_000)),
};

/** One request to one of the routes, written as in OpenAPI: `POST /idenfy/verifications/{scanRef}`. */
export function hostileRequest(routes: readonly string[], scanRef: string): fc.Arbitrary<HostileRequest> {
  const caller = fc.constantFrom(undefined, 'ada', 'eve', 'staff:mary', 'staff:mary', 'ada');
  const query = fc.dictionary(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          'clientId',
          'status',
          'from',
          'to',
          'cursor',
          'limit',
          'account',
          'attention',
          'language',
          'scanRef',
          'staff',
          'handler',
        ),
      },
      { weight: 1, arbitrary: nasty },
      {
        weight: 1,
        arbitrary: fc.constantFrom('limit[]', 'limit[a]', 'status[__proto__]', 'a[b][c][d][e][f]'),
      },
    ),
    nasty,
    { maxKeys: 3 },
  );
  return fc
    .record({
      route: fc.constantFrom(...routes),
      part: fc.oneof({ weight: 3, arbitrary: fc.constant(scanRef) }, { weight: 2, arbitrary: nasty }),
      other: fc.oneof(fc.constantFrom('FRONT', 'default', 'ada', '1'), nasty),
      raw: fc.boolean(),
      caller,
      query,
      typed,
      encoding: fc.option(fc.constantFrom(...Object.keys(encodings)), { freq: 12 }),
      extra: fc.dictionary(
        fc.constantFrom(
          'x-access-reason',
          'idenfy-signature',
          'idenfy-event-type',
          'x-forwarded-for',
          'x-http-method-override',
          'accept',
          'accept-encoding',
          'range',
          'if-none-match',
          'cookie',
          'expect',
          'origin',
        ),
        header,
        { maxKeys: 3 },
      ),
    })
    .map(({ route, part, other, raw, caller: who, query: asked, typed: { body, type }, encoding, extra }) => {
      const [method = '', template = ''] = route.split(' ');
      const written = (text: string) =>
        raw ? text.replaceAll(/[^!-~]|[#?]/g, '') : encodeURIComponent(wellFormed(text));
      const search = Object.entries(asked)
        .map(([name, value]) => `${written(name)}=${written(value)}`)
        .join('&');
      const path = template.replace('{scanRef}', written(part)).replaceAll(/\{\w+\}/g, written(other));
      const takesBody = method === 'POST' || method === 'DELETE';
      const { expect: _, ...headers } = extra;
      return {
        route,
        method,
        path: search ? `${path}?${search}` : path,
        headers: {
          ...(who !== undefined && { 'x-caller': who }),
          'x-access-reason': 'a hostile request',
          ...headers,
          ...(takesBody && { 'content-type': type }),
          ...(takesBody && encoding !== null && { 'content-encoding': encoding }),
          'x-request': randomBytes(2).toString('hex'),
        },
        body: takesBody ? (encoding === null ? body : (encodings[encoding] ?? ((same) => same))(body)) : null,
      };
    });
}

/** encodeURIComponent throws on half a character. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
