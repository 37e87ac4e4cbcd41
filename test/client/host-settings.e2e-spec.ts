import { buffer } from 'node:stream/consumers';
import { HealthIndicatorService } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import axios from 'axios';
import { IdenfyClientModule } from 'nestjs-idenfy/client';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SCAN_REF, startClient } from '../support/client-under-test.js';
import { answer, ScriptedServer } from '../support/scripted-server.js';

const image = '/storage/front.png';

async function startProxy(): Promise<ScriptedServer> {
  const proxy = await ScriptedServer.start();
  onTestFinished(() => proxy.close());
  return proxy;
}

/** Asks iDenfy once, the image host once, and checks the health once; returns the three requests. */
async function requestsOfClient() {
  const { server, retrieval } = await startClient();
  server.on('/api/v2/status', answer(200, { status: 'ACTIVE' }));
  server.on(image, answer(200, 'front'));

  await retrieval.status(SCAN_REF);
  const { stream } = await retrieval.download(`${server.url}${image}?Signature=a%2Bb`);
  expect(await buffer(stream)).toEqual(Buffer.from('front'));
  await checkHealth(server.url);
  return server.requests;
}

async function checkHealth(baseUrl: string): Promise<void> {
  const module = await Test.createTestingModule({
    imports: [IdenfyClientModule.forRoot({ apiKey: 'key', apiSecret: 'secret', baseUrl })],
    providers: [IdenfyHealthIndicator, HealthIndicatorService],
  })
    .useMocker(() => ({}))
    .compile();
  await module.get(IdenfyHealthIndicator).reachable('idenfy');
  await module.close();
}

describe('what the host sets for its own requests', () => {
  const { defaults } = axios;
  const before = { ...defaults, headers: { ...defaults.headers, common: { ...defaults.headers.common } } };

  beforeEach(() => vi.stubEnv('NO_PROXY', '').stubEnv('no_proxy', ''));
  afterEach(() => {
    vi.unstubAllEnvs();
    Object.keys(defaults).forEach((name) => Reflect.deleteProperty(defaults, name));
    Object.assign(defaults, before);
    axios.interceptors.request.clear();
  });

  it('reaches neither iDenfy nor the image host', async () => {
    const proxy = await startProxy();
    const sees = vi.fn<(value: unknown) => never>();
    const plain = await requestsOfClient();
    defaults.headers.common['X-Host'] = 'of the host';
    defaults.headers.common['Authorization'] = 'Bearer of-the-host';
    defaults.params = { tenant: 'of-the-host' };
    defaults.auth = { username: 'host', password: 'secret' };
    defaults.proxy = { host: '127.0.0.1', port: Number(new URL(proxy.url).port) };
    defaults.baseURL = `${proxy.url}/base`;
    defaults.adapter = sees;
    defaults.transformResponse = [sees];
    axios.interceptors.request.use(sees);

    const requests = await requestsOfClient();

    expect(requests.map(({ method, url, body }) => ({ method, url, body }))).toEqual(
      plain.map(({ method, url, body }) => ({ method, url, body })),
    );
    requests.forEach(({ headers }, index) => {
      expect({ ...headers, host: '' }).toEqual({ ...plain[index]?.headers, host: '' });
    });
    expect(proxy.requests).toEqual([]);
    expect(sees).not.toHaveBeenCalled();
  });

  it.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'])('%s is not used', async (variable) => {
    const proxy = await startProxy();
    vi.stubEnv(variable, proxy.url);

    expect(await requestsOfClient()).toHaveLength(3);
    expect(proxy.requests).toEqual([]);
  });
});
