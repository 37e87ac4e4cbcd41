import { connect } from 'node:net';

const STATUS_200 = Buffer.from('HTTP/1.1 200 ');
const EMPTY_200 = /^HTTP\/1\.1 200 [^]*\r\ncontent-length: 0\r\n([^]*\r\n)?\r\n$/i;

/** How long each delivery took, in milliseconds, and all of them together, in seconds. */
export interface Deliveries {
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Posts prepared requests over keep-alive connections, one in flight on each. A request costs one write, one read and
 * no object: on two cores, a client that does more would be measured instead of the server.
 *
 * @throws Error for any answer other than an empty 200
 */
export async function deliver(
  port: number,
  requests: readonly Buffer[],
  connections: number,
): Promise<Deliveries> {
  const latenciesMs: number[] = [];
  const queue = requests.values();
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, () => deliverAll(port, queue, latenciesMs)));
  return { seconds: (performance.now() - begun) / 1_000, latenciesMs };
}

/** Reads the first answer as text. All others have the same headers, so they are complete at the same length. */
function deliverAll(port: number, queue: Iterator<Buffer>, latenciesMs: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let answerBytes: number | undefined;
    let missingBytes = 0;
    let sentAt = 0;
    const answer = Buffer.alloc(4_096);
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: answer, callback: read },
    })
      .on('connect', send)
      .on('error', reject)
      .on('close', () => reject(new Error('the contender closed the connection')));

    function send(): void {
      const { done, value } = queue.next();
      if (done) {
        resolve();
        socket.destroy();
        return;
      }
      missingBytes = answerBytes ?? 0;
      sentAt = performance.now();
      socket.write(value);
    }

    function read(length: number): boolean {
      answerBytes ??= lengthOfFirst(length);
      if (missingBytes === answerBytes && STATUS_200.compare(answer, 0, STATUS_200.length) !== 0) refuse();
      missingBytes -= length;
      if (missingBytes <= 0) {
        latenciesMs.push(performance.now() - sentAt);
        send();
      }
      return true;
    }

    function lengthOfFirst(length: number): number {
      if (!EMPTY_200.test(answer.toString('latin1', 0, length))) refuse();
      return length;
    }

    function refuse(): void {
      socket.destroy(new Error(answer.toString('latin1', 0, answer.indexOf('\r\n'))));
    }
  });
}
