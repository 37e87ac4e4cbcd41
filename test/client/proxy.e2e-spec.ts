import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { HealthIndicatorService } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import {
  IdenfyClientModule,
  IdenfyDirectProcessingService,
  IdenfyNetworkError,
  IdenfyRetrievalService,
} from 'nestjs-idenfy/client';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { samplePng } from 'nestjs-idenfy/testing';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { failureOf, SCAN_REF, SECRET } from '../support/client-under-test.js';
import { answer, ScriptedServer } from '../support/scripted-server.js';
import { TEST_TLS, TunnelProxy } from '../support/tunnel-proxy.js';

const IMAGE = samplePng(5_000);
const FILE = 'https://files.idenfy.test/front.png';

/** iDenfy and its image host by names that only the proxy can reach, and a client that goes through it. */
async function startBehindProxy({ refusal, proxied = true }: { refusal?: number; proxied?: boolean } = {}) {
  const server = await ScriptedServer.start(TEST_TLS);
  server.on('/api/v2/status', answer(200, { status: 'ACTIVE' }));
  server.on('/api/v2/process', answer(200));
  server.on('/front.png', answer(200, 'the image of a passport'));
  const proxy = await TunnelProxy.start(server.port, refusal);
  const options = {
    apiKey: 'key',
    apiSecret: SECRET,
    baseUrl: 'https://ivs.idenfy.test',
    media: { hosts: ['files.idenfy.test'] },
    http: { maxRetries: 0, ...(proxied && { proxy: `http://user:pass%20word@${proxy.address}` }) },
  };
  const module = await Test.createTestingModule({
    imports: [IdenfyClientModule.forRoot(options)],
    providers: [IdenfyHealthIndicator, HealthIndicatorService],
  })
    .useMocker(() => ({}))
    .compile();
  onTestFinished(async () => {
    await module.close();
    await proxy.close();
    await server.close();
  });
  return { server, proxy, module, retrieval: module.get(IdenfyRetrievalService) };
}

/** The certificate of the test's iDenfy has no authority. */
const trustEveryCertificate = () => vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');

afterEach(() => vi.unstubAllEnvs());

describe('a proxy given as http.proxy', () => {
  it('tunnels calls, uploads, downloads and health, and sees neither the secret nor an image', async () => {
    trustEveryCertificate();
    const { server, proxy, module, retrieval } = await startBehindProxy();

    await retrieval.status(SCAN_REF);
    await retrieval.status(SCAN_REF);
    await module.get(IdenfyDirectProcessingService).process({
      authToken: 'a-token-of-this-test',
      country: 'LT',
      documentType: 'PASSPORT',
      images: { FRONT: IMAGE, FACE: IMAGE },
    });
    const { stream } = await retrieval.download(FILE);
    expect((await buffer(stream)).toString()).toBe('the image of a passport');
    await module.get(IdenfyHealthIndicator).reachable('idenfy');

    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/v2/status',
      'POST /api/v2/status',
      'POST /api/v2/process',
      'GET /front.png',
      'HEAD /',
    ]);
    expect(server.requests[2]?.body).toContain(IMAGE.toString('base64'));
    expect(proxy.forwarded).toEqual([]);
    expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(
      new Set(['ivs.idenfy.test:443', 'files.idenfy.test:443']),
    );
    const login = `Basic ${Buffer.from('user:pass word').toString('base64')}`;
    for (const { headers } of proxy.tunnels) {
      expect(Object.keys(headers).sort()).toEqual(['connection', 'host', 'proxy-authorization']);
      expect(headers['proxy-authorization']).toBe(login);
    }
    for (const { headers } of server.requests) expect(headers).not.toHaveProperty('proxy-authorization');
    const authorization = Buffer.from(`key:${SECRET}`).toString('base64');
    for (const secret of [
      authorization,
      SECRET,
      'a-token-of-this-test',
      IMAGE.toString('base64'),
      'passport',
      '/api/v2',
    ]) {
      expect(proxy.seen).not.toContain(secret);
    }
  });

  it('keeps a tunnel open for the next call', async () => {
    trustEveryCertificate();
    const { proxy, retrieval } = await startBehindProxy();

    for (let call = 0; call < 3; call++) await retrieval.status(SCAN_REF);

    expect(proxy.tunnels).toHaveLength(1);
  });

  it('cannot stand in for iDenfy: its certificate is checked through the tunnel', async () => {
    const { server, proxy, retrieval } = await startBehindProxy();

    expect(await failureOf(retrieval.status(SCAN_REF))).toBeInstanceOf(IdenfyNetworkError);
    expect(await failureOf(retrieval.download(FILE))).toBeInstanceOf(IdenfyNetworkError);
    expect(proxy.tunnels).toHaveLength(2);
    expect(server.requests).toEqual([]);
  });

  it.each([403, 407, 503])(
    'that refuses with %i is a network error, not an answer of iDenfy',
    async (refusal) => {
      const { server, proxy, retrieval } = await startBehindProxy({ refusal });

      const error = await failureOf(retrieval.status(SCAN_REF));

      expect(error).toBeInstanceOf(IdenfyNetworkError);
      expect(inspect(error, { depth: 9 })).toContain(`PROXY_${refusal}`);
      expect(inspect(error, { depth: 9 })).not.toContain('pass');
      expect(proxy.seen).toBe('');
      expect(server.requests).toEqual([]);
    },
  );

  it.each(['proxy:3128', 'socks5://proxy:1080', 'http://proxy:3128/path', 'http://a%zz:secret@proxy', ''])(
    'is refused at boot when it is no URL of such a proxy, without quoting it: %j',
    (proxy) => {
      const start = () =>
        Test.createTestingModule({
          imports: [IdenfyClientModule.forRoot({ apiKey: 'key', apiSecret: SECRET, http: { proxy } })],
        }).compile();

      return expect(start()).rejects.toMatchObject({
        option: 'http.proxy',
        message: expect.not.stringContaining('a%zz') as string,
      });
    },
  );
});

describe('a proxy that the environment names', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'HTTP_PROXY'])('sees nothing: %s', async (variable) => {
    trustEveryCertificate();
    const { server, proxy, retrieval } = await startBehindProxy({ proxied: false });
    vi.stubEnv(variable, `http://${proxy.address}`);

    // without a proxy there is no way to this host
    expect(await failureOf(retrieval.status(SCAN_REF))).toBeInstanceOf(IdenfyNetworkError);
    expect(await failureOf(retrieval.download(FILE))).toBeInstanceOf(IdenfyNetworkError);
    expect([proxy.tunnels, proxy.forwarded, server.requests]).toEqual([[], [], []]);
  });
});
