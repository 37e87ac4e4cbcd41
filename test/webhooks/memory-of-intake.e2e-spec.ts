import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycWorld, SIGNING_KEY } from '../deployment/support/kyc-world.js';

const CONNECTIONS = 60;
const BODY_BYTES = 10_000_000;
const MOST_GROWTH = 80_000_000;

const part = Buffer.alloc(100_000, 'a');

/** One connection that sends a webhook of 10 MB, all but its last byte; then it waits until `end` is called. */
async function largeWebhook(url: string, headers: readonly string[]) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString('latin1');
      resolve();
    });
    socket.on('error', () => resolve()).on('close', () => resolve());
  });
  await once(socket, 'connect');
  const lines = ['POST /idenfy/webhooks HTTP/1.1', 'Host: a', `Content-Length: ${BODY_BYTES}`, ...headers];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  for (let left = BODY_BYTES - 1; left > 0 && answer === '' && !socket.destroyed; left -= part.length) {
    const canTakeMore = socket.write(part.subarray(0, left));
    if (!canTakeMore) await Promise.race([once(socket, 'drain'), answered]);
  }
  return {
    end: async () => {
      socket.write('a');
      await answered;
      socket.destroy();
      return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
    },
  };
}

/** Peak of a process's resident memory since the last reset. */
function peakBytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
}

const signed = ['Content-Type: application/json', `Idenfy-Signature: ${'a1'.repeat(32)}`];

describe.skipIf(process.platform !== 'linux').each(['express', 'fastify'] as const)(
  '60 connections that send 10 MB each, on %s',
  (adapter) => {
    let world: KycWorld;
    let url: string;
    let pid: number;

    beforeAll(async () => {
      world = await KycWorld.open();
      const replica = await world.replica({ adapter });
      url = await replica.url;
      pid = replica.pid;
    });
    afterAll(() => world.close());

    async function small(): Promise<number> {
      const { body, headers } = signWebhook(aWebhook({ scanRef: 'scan-1', clientId: 'ada' }), SIGNING_KEY);
      const { status } = await fetch(`${url}/idenfy/webhooks`, { method: 'POST', body, headers });
      return status;
    }

    it.each<[string, readonly string[], readonly number[]]>([
      ['without a signature', ['Content-Type: application/json'], [401]],
      ['with what looks like a signature', signed, [401, 503]],
    ])(
      'cost at most 80 MB of memory %s, and webhooks are stored meanwhile',
      async (_what, headers, expected) => {
        for (let n = 0; n < 20; n++) await small();
        writeFileSync(`/proc/${pid}/clear_refs`, '5');
        const idle = peakBytes(pid);

        const sent = await Promise.all(Array.from({ length: CONNECTIONS }, () => largeWebhook(url, headers)));
        expect(await small()).toBe(200);
        const statuses = await Promise.all(sent.map(({ end }) => end()));

        expect(expected).toEqual(expect.arrayContaining([...new Set(statuses)]));
        expect(statuses).toContain(expected.at(-1));
        const grown = peakBytes(pid) - idle;
        expect(grown).toBeLessThan(MOST_GROWTH);
      },
      60_000,
    );
  },
);
