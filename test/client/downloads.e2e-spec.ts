import { buffer } from 'node:stream/consumers';
import {
  IdenfyCancelledError,
  IdenfyContractError,
  IdenfyNetworkError,
  IdenfyNotFoundError,
  IdenfyTimeoutError,
  IdenfyValidationError,
} from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import { failureOf, SCAN_REF, startClient } from '../support/client-under-test.js';
import { answer, type Reply } from '../support/scripted-server.js';

const path = '/storage/front.png';
const picture = Buffer.from('\u0089PNG …');

/** Begins an answer and never ends it. */
const unfinished: Reply = (response) => response.writeHead(200, { 'content-type': 'image/png' }).write('PNG');

describe('the download of a file', () => {
  it('streams it without sending credentials to the storage host', async () => {
    const { server, retrieval } = await startClient();
    server.on(path, (response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': picture.length }).end(picture),
    );

    const { stream, ...facts } = await retrieval.download(`${server.url}${path}?Signature=a%2Bb`);

    expect(facts).toEqual({ contentType: 'image/png', contentLength: picture.length });
    expect(await buffer(stream)).toEqual(picture);
    expect(server.requests[0]).toMatchObject({ method: 'GET', url: `${path}?Signature=a%2Bb` });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('finds it by name through a fresh link', async () => {
    const { server, retrieval } = await startClient();
    server.on('/api/v2/files', answer(200, { fileUrls: { FRONT: `${server.url}${path}` }, videoUrls: {} }));
    server.on(path, answer(200, 'front'));

    expect(await retrieval.fileNames(SCAN_REF)).toEqual(['FRONT']);
    const { stream, contentType } = await retrieval.file(SCAN_REF, 'FRONT');

    expect(contentType).toBe('application/octet-stream');
    expect(await buffer(stream)).toEqual(Buffer.from('front'));
    expect(await failureOf(retrieval.file(SCAN_REF, 'BACK'))).toBeInstanceOf(IdenfyNotFoundError);
  });

  it('connects to allowed hosts only', async () => {
    const { server, retrieval } = await startClient();
    const elsewhere = 'https://169.254.169.254/latest/meta-data';
    server.on('/api/v2/files', answer(200, { fileUrls: { FRONT: elsewhere } }));

    expect(await failureOf(retrieval.download(elsewhere))).toBeInstanceOf(IdenfyValidationError);
    expect(await failureOf(retrieval.file(SCAN_REF, 'FRONT'))).toBeInstanceOf(IdenfyContractError);
  });

  it('follows no redirect', async () => {
    const { server, retrieval } = await startClient();
    server.on(path, answer(302, '', { location: `${server.url}/secret` }));

    const error = await failureOf(retrieval.download(`${server.url}${path}`));

    expect(error).toBeInstanceOf(IdenfyContractError);
    expect(server.requests).toHaveLength(1);
  });

  it.each([403, 404])('reports an expired link when the answer is %i', async (status) => {
    const { server, retrieval } = await startClient();
    server.on(path, answer(status, '<Error><Code>AccessDenied</Code></Error>'));

    expect(await failureOf(retrieval.download(`${server.url}${path}`))).toBeInstanceOf(IdenfyNotFoundError);
  });

  it('refuses a file whose announced length is too large', async () => {
    const { server, retrieval } = await startClient(() => ({ media: { maxBytes: 3 } }));
    server.on(path, answer(200, 'four', { 'content-length': '4' }));

    expect(await failureOf(retrieval.download(`${server.url}${path}`))).toBeInstanceOf(IdenfyContractError);
  });

  it('stops at the size limit when no length was announced', async () => {
    const { server, retrieval } = await startClient(() => ({ media: { maxBytes: 3 } }));
    server.on(path, (response) => {
      response.write('12');
      response.end('34');
    });

    const { stream } = await retrieval.download(`${server.url}${path}`);

    expect(await failureOf(buffer(stream))).toBeInstanceOf(IdenfyContractError);
  });

  it('ends after one minute', async () => {
    const { server, clock, retrieval } = await startClient();
    server.on(path, unfinished);
    const { stream } = await retrieval.download(`${server.url}${path}`);
    const failure = failureOf(buffer(stream));

    await clock.advance(60_000);

    expect(await failure).toBeInstanceOf(IdenfyTimeoutError);
    expect(clock.sleepers).toBe(0);
  });

  it('ends when its caller cancels it', async () => {
    const { server, clock, retrieval } = await startClient();
    const caller = new AbortController();
    server.on(path, unfinished);
    const { stream } = await retrieval.download(`${server.url}${path}`, { signal: caller.signal });
    const failure = failureOf(buffer(stream));

    caller.abort();

    expect(await failure).toBeInstanceOf(IdenfyCancelledError);
    expect(clock.sleepers).toBe(0);
  });

  it('closes its connection when its reader leaves', async () => {
    const { server, clock, retrieval } = await startClient();
    let isGone: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => (isGone = resolve));
    server.on(path, (response) => {
      response.on('close', () => isGone?.());
      unfinished(response);
    });

    const { stream } = await retrieval.download(`${server.url}${path}`);
    stream.destroy();

    await gone;
    expect(clock.sleepers).toBe(0);
  });

  it('fails when it breaks off', async () => {
    const { server, retrieval } = await startClient();
    server.on(path, (response) => {
      response.writeHead(200, { 'content-length': 100 }).write('begin', () => response.destroy());
    });

    const { stream } = await retrieval.download(`${server.url}${path}`);

    expect(await failureOf(buffer(stream))).toBeInstanceOf(IdenfyNetworkError);
  });
});
