import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** A POST that a server on 127.0.0.1 answers. */
export interface PacedRequest {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Sends requests at a steady pace, whether the earlier ones were answered or not, until `stop` is aborted or none is left.
 * Each is timed from the moment it was due, so a server that stands still is charged for all that it kept waiting.
 *
 * @returns milliseconds that each answer took
 * @throws unless all are answered with 200
 */
export async function sendPaced(
  requests: Iterable<PacedRequest>,
  perSecond: number,
  stop: AbortSignal,
): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true });
  const answers: Promise<number>[] = [];
  const began = performance.now();
  try {
    for (const each of requests) {
      const due = began + (answers.length * 1_000) / perSecond;
      const waitMs = due - performance.now();
      if (waitMs > 0) await setTimeout(waitMs);
      if (stop.aborted) break;
      const answer = send(agent, each).then(() => performance.now() - due);
      // a rejection is reported below, when all are awaited
      answer.catch(() => undefined);
      answers.push(answer);
    }
    return await Promise.all(answers);
  } finally {
    agent.destroy();
  }
}

async function send(agent: Agent, { port, path, headers, body }: PacedRequest): Promise<void> {
  const sent = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}`);
  await once(response, 'end');
}
