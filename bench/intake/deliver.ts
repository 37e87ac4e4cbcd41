import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const CHUNKED_END = '\r\n0\r\n\r\n';

/** How long one delivery took each, in milliseconds, and all of them, in seconds. */
export interface Deliveries {
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Posts prepared requests over keep-alive connections, one under way on each. Sockets and buffers only: on two cores a
 * client that does more would be measured instead of the server.
 */
export async function deliver(
  port: number,
  requests: readonly Buffer[],
  connections: number,
): Promise<Deliveries> {
  const latenciesMs: number[] = [];
  const queue = requests.values();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      await once(socket, 'connect');
      for (const request of queue) {
        const sent = performance.now();
        await answered(socket, request);
        latenciesMs.push(performance.now() - sent);
      }
      socket.destroy();
    }),
  );
  return { seconds: (performance.now() - begun) / 1_000, latenciesMs };
}

/** Resolves with the end of the answer. @throws Error for any answer but 200 */
function answered(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const end = (error?: Error): void => {
      socket.off('data', read).off('error', end).off('close', closed);
      if (error) reject(error);
      else resolve();
    };
    const closed = (): void => end(new Error('the contender closed the connection'));
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      if (!isComplete(answer)) return;
      end(answer.startsWith('HTTP/1.1 200') ? undefined : new Error(answer.slice(0, answer.indexOf('\r\n'))));
    };
    socket.on('data', read).on('error', end).on('close', closed);
    socket.write(request);
  });
}

function isComplete(answer: string): boolean {
  const head = answer.indexOf(HEAD_END);
  if (head === -1) return false;
  const [, length] = /content-length: (\d+)/i.exec(answer) ?? [];
  if (length === undefined) return answer.endsWith(CHUNKED_END);
  return answer.length >= head + HEAD_END.length + Number(length);
}
