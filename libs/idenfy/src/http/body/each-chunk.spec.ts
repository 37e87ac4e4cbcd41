import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isIdenfyError } from '../../errors/is-idenfy-error.js';
import { readBytes } from './read-bytes.js';

describe('reading a body', () => {
  let server: Server;
  let port: number;
  let failures: unknown[];

  beforeEach(async () => {
    failures = [];
    server = createServer((incoming, response) => {
      readBytes(incoming, { maxBytes: 1_000_000, timeoutMs: 1_000, silenceMs: 100 }).then(
        (body) => response.end(`${body.length}`),
        (error: unknown) => {
          failures.push(error);
          response.writeHead(isIdenfyError(error) ? error.httpStatus : 500).end(String(error));
        },
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterEach(() => server.close());

  async function post(body: Buffer, headers = {}) {
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers });
    return { status: response.status, text: await response.text() };
  }

  it('takes it up to the last byte allowed', async () => {
    expect(await post(Buffer.alloc(1_000_000))).toEqual({ status: 200, text: '1000000' });
    expect(await post(Buffer.alloc(0))).toEqual({ status: 200, text: '0' });
  });

  it('refuses it by its announced length, and the connection lives on', async () => {
    expect((await post(Buffer.alloc(1_000_001))).status).toBe(413);
    expect((await post(Buffer.alloc(1))).status).toBe(200);
  });

  it('refuses it by its real length, and a sender who would send forever still reads why', async () => {
    const sender = request({ port, host: '127.0.0.1', method: 'POST' });
    const sendMore = (error?: Error | null): void => {
      if (!error) {
        sender.write(Buffer.alloc(65_536), sendMore);
      }
    };
    sender.on('error', () => undefined);
    sendMore();

    const [response] = (await once(sender, 'response')) as [IncomingMessage];

    expect(response.statusCode).toBe(413);
    await expect.poll(() => sender.destroyed).toBe(true); // Cut off: it would not have stopped by itself.
  });

  it('refuses it compressed, because a small one can hide a huge one', async () => {
    expect((await post(Buffer.alloc(9), { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it.each([
    ['nothing after the headers', ''],
    ['nothing more', 'abc'],
  ])('does not wait for a sender who sends %s', async (_what, start) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n${start}`);

    const [answer] = (await once(socket, 'data')) as [Buffer];

    expect(answer.toString()).toMatch(/^HTTP\/1.1 408 /);
    socket.destroy();
  });

  it('ends when the sender is gone', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc');
    await once(server, 'request');

    socket.resetAndDestroy();

    await expect.poll(() => failures).toMatchObject([{ httpStatus: 400, field: 'body' }]);
  });
});
