import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { clearInterval, setInterval } from 'node:timers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isIdenfyError } from '../../errors/idenfy.error.js';
import { BodyBudget } from './body-budget.js';
import { readPieces } from './read-body.js';

describe('the reading of a body', () => {
  let server: Server;
  let port: number;
  let failures: unknown[];
  const limits = { maxBytes: 1_000_000, timeoutMs: 5_000, silenceMs: 300, minBytesPerSecond: 1_000 };

  beforeEach(async () => {
    const own: unknown[] = []; // what a test before this one left under way still fails into its own list
    failures = own;
    const budget = new BodyBudget(1_200_000);
    server = createServer((incoming, response) => {
      const place = budget.enter();
      readPieces(incoming, place, limits)
        .then(
          (pieces) => {
            const body = Buffer.concat(pieces);
            response.end(`${body.length} ${body.reduce((sum, byte) => sum + byte, 0)}`);
          },
          (error: unknown) => {
            own.push(error);
            response.writeHead(isIdenfyError(error) ? (error.httpStatus ?? 500) : 500).end(String(error));
          },
        )
        .finally(() => place.leave());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterEach(() => server.close());

  async function post(body: Buffer, headers = {}) {
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers });
    return { status: response.status, text: await response.text() };
  }

  it('accepts the largest size', async () => {
    expect(await post(Buffer.alloc(1_000_000))).toEqual({ status: 200, text: '1000000 0' });
    expect(await post(Buffer.alloc(0))).toEqual({ status: 200, text: '0 0' });
  });

  it('refuses a larger announced length and keeps the connection', async () => {
    expect((await post(Buffer.alloc(1_000_001))).status).toBe(413);
    expect((await post(Buffer.alloc(1))).status).toBe(200);
  });

  it('refuses a larger real length, and a sender that never stops still gets the answer', async () => {
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
    await expect.poll(() => sender.destroyed, { timeout: 4_000 }).toBe(true); // Cut off: it would not have stopped by itself.
  });

  it('refuses a compressed body, because a small one can hide a huge one', async () => {
    expect((await post(Buffer.alloc(9), { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it.each([
    ['nothing after the headers', ''],
    ['nothing more', 'abc'],
  ])('gives up on a sender that sends %s', async (_what, start) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n${start}`);

    const [answer] = (await once(socket, 'data')) as [Buffer];

    expect(answer.toString()).toMatch(/^HTTP\/1.1 408 /);
    socket.destroy();
  });

  it('gives up on a sender that always sends a little, and less than it must', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n');
    const drip = setInterval(() => socket.write('a'), 10);

    const [answer] = (await once(socket, 'data')) as [Buffer];

    clearInterval(drip);
    expect(answer.toString()).toMatch(/^HTTP\/1.1 408 /);
    socket.destroy();
  });

  it('keeps the order of bytes that arrive one by one, before and after large pieces', async () => {
    const pieces = Array.from({ length: 400 }, (_, n) => Buffer.alloc(n % 7 === 0 ? 30_000 - n : 1, n));
    const whole = Buffer.concat(pieces).subarray(0, 1_000_000);
    const socket = connect(port, '127.0.0.1').setNoDelay();
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n`);
    for (let sent = 0, at = 0; sent < whole.length; sent += pieces[at++]?.length ?? 0) {
      const piece = whole.subarray(sent, sent + (pieces[at]?.length ?? 0));
      socket.write(`${piece.length.toString(16)}\r\n`);
      socket.write(piece);
      socket.write('\r\n');
    }
    socket.write('0\r\n\r\n');

    const [answer] = (await once(socket, 'data')) as [Buffer];

    const sum = whole.reduce((total, byte) => total + byte, 0);
    expect(answer.toString()).toContain(`${whole.length} ${sum}`);
  });

  it('refuses the largest body when the memory for all is used up, and lets small ones pass', async () => {
    const senders = [900_000, 950_000].map((length) => {
      const headers = { 'content-length': 999_999 };
      const sender = request({ port, host: '127.0.0.1', method: 'POST', headers });
      sender.on('error', () => undefined).write(Buffer.alloc(length));
      return sender;
    });

    const [refused] = (await Promise.race(senders.map((sender) => once(sender, 'response')))) as [
      IncomingMessage,
    ];

    expect(refused.statusCode).toBe(503);
    expect(await post(Buffer.alloc(1_000))).toMatchObject({ status: 200 });
    senders.forEach((sender) => sender.destroy());
  });

  it('ends when the sender disconnects', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc');
    await once(server, 'request');

    socket.resetAndDestroy();

    await expect.poll(() => failures).toMatchObject([{ httpStatus: 400, field: 'body' }]);
  });
});
