import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import fc from 'fast-check';
import { DocumentUploadSettings } from 'nestjs-idenfy';
import { aWebhook, sampleJpeg, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostileClient } from '../support/hostile-client.js';
import { hostileRequest, type HostileRequest } from '../support/hostile-requests.js';
import { KycApp } from '../support/kyc-app.js';

/** Requests to each adapter; `HOSTILE_REQUESTS=100000` for the long run, `HOSTILE_SEED` to see a failure again. */
const REQUESTS = Number(process.env['HOSTILE_REQUESTS'] ?? 3_000);
const SEED = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 2 ** 31);
const AT_ONCE = 250;
const MOST_GROWTH = 48 * 2 ** 20;
/** The sender's part and that of a busy machine included. */
const MOST_NS_PER_BYTE = 250;

const WEBHOOK_BYTES = 1_000_000;
const UPLOAD_BYTES = 600_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe.each(['express', 'fastify'] as const)('hostile requests, on %s', (adapter) => {
  let kyc: KycApp;
  let client: HostileClient;
  let scanRef: string;
  let openApi: OpenAPIObject;
  let before: Record<string, unknown>;

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      options: {
        http: { circuit: { minimumOperations: 100_000 } },
        webhooks: { maxBytes: WEBHOOK_BYTES, maxBytesAtOnce: WEBHOOK_BYTES },
      },
      extras: {
        replace: [
          {
            provide: DocumentUploadSettings,
            useValue: { ...new DocumentUploadSettings(), maxBytesAtOnce: UPLOAD_BYTES, maxWaiting: 0 },
          },
        ],
      },
    });
    client = new HostileClient(kyc.url);
    openApi = SwaggerModule.createDocument(kyc.app, new DocumentBuilder().build());
    scanRef = await kyc.started('ada');
    before = await state();
  });
  afterAll(async () => {
    client.close();
    await kyc.close();
  });

  it(`never cause a 5xx in ${REQUESTS} requests to any route (seed ${SEED})`, async () => {
    // an erasure would be no attack, but the end of it
    const routes = [...documented().keys()].filter((route) => !route.startsWith('DELETE'));
    const arbitrary = hostileRequest(routes, scanRef);
    const statuses = new Map<number, number>();
    let baseline = 0;
    const before = process.cpuUsage();

    for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
      const requests = fc.sample(arbitrary, { numRuns: AT_ONCE, seed: SEED + sent });
      for (const status of await Promise.all(requests.map(judged))) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      if (baseline === 0) baseline = memoryHeld();
    }

    const grown = memoryHeld() - baseline;
    const { user, system } = process.cpuUsage(before);
    const unable = [...statuses].filter(([status]) => status >= 500).map(([, count]) => count);
    process.stdout.write(
      `${adapter}: ${REQUESTS} requests, seed ${SEED}, ${unable.reduce((sum, count) => sum + count, 0)} answered ` +
        `with 5xx, memory held ${grown < 0 ? '' : '+'}${(grown / 2 ** 20).toFixed(1)} MB, ` +
        `${((user + system) / 1_000 / REQUESTS).toFixed(2)} ms of processor time each\n`,
    );
    expect(grown).toBeLessThan(MOST_GROWTH);
    expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 20);
    expect(statuses.get(401)).toBeGreaterThan(REQUESTS / 50);
    expect([...statuses.keys()].filter((status) => status >= 200 && status < 300).length).toBeGreaterThan(0);
    expect((await kyc.request('GET', '/idenfy/clients/me', { caller: 'ada' })).status).toBe(200);
  }, 3_600_000);

  it.each([
    ['documents', 'application/json', '{"images":{"FRONT":"', '\\"'],
    ['documents', 'application/json', '{"images":{"FRONT":"', '\\/'],
    ['documents', 'application/json', '{"a":', '[{"a":'],
    ['documents', 'multipart/form-data; boundary=x', '--x\r\n\r\n', '\r\n--'],
    ['documents', 'multipart/form-data; boundary=x', '', '--x\r\nA: b\r\n\r\n\r\n'],
    ['webhooks', 'application/json', '', '{"a":['],
  ])('cost processor time by their size: to %s, as %s, %j and then %j', async (to, type, start, filler) => {
    const size = to === 'webhooks' ? WEBHOOK_BYTES : 8_000_000;
    const scan = await kyc.started('hal');
    const path = to === 'webhooks' ? '/idenfy/webhooks' : `/idenfy/verifications/${scan}/documents`;
    const body = Buffer.concat([Buffer.from(start), Buffer.alloc(size - start.length, filler)]);
    const headers = { 'content-type': type, 'idenfy-signature': 'a1'.repeat(32) };
    const before = process.cpuUsage();

    const { status } = await kyc.request('POST', path, { caller: 'staff:mary', body, headers });

    const { user, system } = process.cpuUsage(before);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(((user + system) * 1_000) / size).toBeLessThan(MOST_NS_PER_BYTE);
  });

  it('are answered or cut off when they are not valid HTTP', async () => {
    const post = 'POST /idenfy/webhooks HTTP/1.1\r\nHost: a\r\n';
    const corpus = [
      '\r\n\r\n\r\n',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /idenfy/verifications/\0 HTTP/1.1\r\nHost: a\r\n\r\n`,
      `GET ${'/x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      `GET /idenfy/clients/me HTTP/1.1\r\nHost: a\r\nX-Caller: ada\0\r\n\r\n`,
      `GET /idenfy/clients/me HTTP/1.1\r\n${'X-A: b\r\n'.repeat(5_000)}\r\n`,
      `${post}Content-Length: -1\r\n\r\n`,
      `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
      `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${post}Content-Length: 99999999999999999999\r\n\r\n`,
      `${post}Content-Length: 10000001\r\n\r\nx`,
      `${post}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx`,
      `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `${post}Content-Length: 100\r\n\r\n{"cut":`,
      `${post}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
      `${post}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    ];
    for (const text of corpus) {
      const status = await client.raw(Buffer.from(text, 'latin1'));
      expect(
        [0, 100, 400, 401, 404, 408, 411, 413, 414, 417, 431, 505],
        JSON.stringify(text.slice(0, 80)),
      ).toContain(status);
    }
  });

  it('forge no webhook: a single changed bit of body or signature is refused', async () => {
    const webhook = aWebhook({
      scanRef,
      clientId: 'ada',
      overall: 'APPROVED',
      data: undefined,
      fileUrls: {},
    });
    const { body, headers } = signWebhook(webhook, kyc.simulator.signingKey ?? '');
    const signature = headers['Idenfy-Signature'] ?? '';
    const post = async (bytes: Buffer, signed: string) =>
      (
        await client.send({
          method: 'POST',
          path: '/idenfy/webhooks',
          headers: { ...headers, 'Idenfy-Signature': signed, 'content-length': String(bytes.length) },
          body: bytes,
        })
      ).status;

    const bits = Array.from({ length: body.length * 8 }, (_, bit) => bit);
    for (let start = 0; start < bits.length; start += AT_ONCE) {
      const statuses = await Promise.all(
        bits.slice(start, start + AT_ONCE).map((bit) => post(flipped(body, bit), signature)),
      );
      expect(new Set(statuses)).toEqual(new Set([401]));
    }
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      // in upper case it is the same signature
      if (flipped(Buffer.from(signature), bit).toString().toLowerCase() === signature) continue;
      const status = await client.raw(
        Buffer.concat([
          Buffer.from(
            `POST /idenfy/webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\nConnection: close\r\nIdenfy-Signature: `,
          ),
          flipped(Buffer.from(signature), bit),
          Buffer.from('\r\n\r\n'),
          body,
        ]),
      );
      expect([400, 401]).toContain(status);
    }
    for (const forged of [
      '',
      ` ${signature}a`,
      signature.slice(1),
      `${signature}, ${signature}`,
      `sha256=${signature}`,
    ]) {
      expect(await post(body, forged)).toBe(401);
    }
    expect(await state()).toEqual(before);

    expect(await post(body, signature)).toBe(200);
    await kyc.settled();
    expect(await state()).toMatchObject({ status: 'APPROVED', webhooks: 1 });
  }, 600_000);

  it('change no verification of another person, even with a valid signature', async () => {
    const theirs = await kyc.started('bob');
    const webhook = aWebhook({ scanRef: theirs, clientId: 'eve', overall: 'APPROVED' });
    const { body, headers } = signWebhook(webhook, kyc.simulator.signingKey ?? '');
    expect((await kyc.request('POST', '/idenfy/webhooks', { body, headers })).status).toBe(200);
    await kyc.settled();

    const { body: bob } = await kyc.request('GET', `/idenfy/verifications/${theirs}`, {
      caller: 'staff:mary',
    });
    expect(bob).toMatchObject({ status: 'ACTIVE', final: false, attention: ['CLIENT_MISMATCH'] });
    for (const person of ['bob', 'eve']) {
      const { body: client } = await kyc.request('GET', '/idenfy/clients/me', { caller: person });
      expect(client['standing']).not.toBe('VERIFIED');
    }
  });

  it('leave no place taken in any admission', async () => {
    const path = `/idenfy/verifications/${await kyc.started('flo')}/documents`;
    // each of them fills its admission: one kilobyte that is still counted would refuse it
    const filler = 'x'.repeat(WEBHOOK_BYTES - 3_000);
    const webhook = { ...aWebhook({ scanRef: 'unknown', clientId: 'ada' }), filler };
    const { body, headers } = signWebhook(webhook, kyc.simulator.signingKey ?? '');
    const image = sampleJpeg(UPLOAD_BYTES / 2).toString('base64');
    const upload = { country: 'LT', documentType: 'PASSPORT', images: { FRONT: image, FACE: image } };
    const start = JSON.stringify({ locale: 'x'.repeat(102_300) });
    const starts = Array.from({ length: 150 }, () =>
      kyc.request('POST', '/idenfy/verifications', { caller: 'gus', body: start }),
    );

    expect((await kyc.request('POST', '/idenfy/webhooks', { body, headers })).status).toBe(200);
    expect((await kyc.request('POST', path, { caller: 'flo', body: upload })).status).toBe(202);
    expect(new Set((await Promise.all(starts)).map(({ status }) => status))).toEqual(new Set([400]));
  }, 60_000);

  /** Every route that there is, and what it may answer. */
  function documented(): Map<string, readonly number[]> {
    return new Map(
      Object.entries(openApi.paths).flatMap(([path, methods]) =>
        Object.entries(methods as Record<string, { responses: object }>).map(([method, { responses }]) => [
          `${method.toUpperCase()} ${path}`,
          Object.keys(responses).map(Number),
        ]),
      ),
    );
  }

  async function judged(request: HostileRequest): Promise<number> {
    const { status, text, headers } = await client.send(request);
    const what = `${status} to ${JSON.stringify({ ...request, body: request.body?.toString('latin1').slice(0, 200) })}: ${text.slice(0, 300)}`;
    if (status >= 500) expect(documented().get(request.route), what).toContain(status);
    if (status < 300 && status > 0) expect(request.route, what).not.toContain('webhooks');
    if (status >= 400)
      expect(text, what).not.toMatch(
        /node_modules|\.(ts|js):\d|\bat \w+\.\w+ \(|QueryFailed|select |insert /i,
      );
    if (status >= 400) expect(String(headers['content-type']), what).not.toContain('html');
    return status;
  }

  async function state(): Promise<Record<string, unknown>> {
    const [row] = await kyc.database.query(
      `select status, final, (select count(*)::int from idenfy_webhook) as webhooks
         from idenfy_verification where scan_ref = $1`,
      [scanRef],
    );
    return { ...row };
  }
});

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** Buffers are outside of the heap. */
function memoryHeld(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
