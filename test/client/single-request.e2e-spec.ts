import { IdenfyNotFoundError } from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import { SCAN_REF, SECRET, startClient } from '../support/client-under-test.js';
import { answer } from '../support/scripted-server.js';

describe('a request', () => {
  it('carries trimmed credentials, and unknown fields of its answer are kept', async () => {
    const { server, retrieval } = await startClient();
    server.on('/api/v2/status', answer(200, { status: 'TO_THE_MOON', newField: [1] }));

    expect(await retrieval.status(SCAN_REF)).toEqual({ status: 'TO_THE_MOON', newField: [1] });

    const [request] = server.requests;
    expect(server.requests).toHaveLength(1);
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/v2/status',
      body: `{"scanRef":"${SCAN_REF}"}`,
    });
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`key:${SECRET}`).toString('base64')}`,
      'content-type': 'application/json',
    });
  });

  it('goes to the account it names, with the credentials of that account', async () => {
    const { server, retrieval } = await startClient((serverUrl) => ({
      accounts: {
        default: { apiKey: 'a', apiSecret: 'b', baseUrl: serverUrl },
        eu: { apiKey: 'c', apiSecret: 'd', baseUrl: `${serverUrl}/eu/` },
      },
    }));
    server.on('/eu/api/v2/status', answer(200, { status: 'ACTIVE' }));

    await retrieval.status(SCAN_REF, { account: 'eu' });

    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('c:d').toString('base64')}`);
    await expect(retrieval.status(SCAN_REF, { account: 'constructor' })).rejects.toBeInstanceOf(
      IdenfyNotFoundError,
    );
  });

  it('reuses the connection of the one before', async () => {
    const { server, retrieval } = await startClient();
    const ports = new Set<unknown>();
    server.on('/api/v2/status', (response) => {
      ports.add(response.socket?.remotePort);
      response.end('{"status":"ACTIVE"}');
    });

    for (let call = 0; call < 5; call++) {
      await retrieval.status(SCAN_REF);
    }

    expect(ports.size).toBe(1);
  });

  it('carries a query string when the operation is a GET', async () => {
    const { server, retrieval } = await startClient();
    server.on('/kyc/identifications/', answer(200, { count: 0, results: [] }));

    await retrieval.list({ clientId: 'ada & co', page: 2 });

    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/kyc/identifications/?clientId=ada+%26+co&page=2',
      body: '',
    });
  });
});
