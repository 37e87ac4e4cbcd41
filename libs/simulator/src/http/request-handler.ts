import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { faultAnswer } from '../faults/fault-answer.js';
import { replacesWork, type RequestFault } from '../faults/fault.js';
import type { SimulatorContext } from '../simulator-context.js';
import { type Answer, ApiRefusal, errorAnswer, refusalAnswer, writeAnswer } from './answer.js';
import { receiveBody, type ReceivedBody } from './body.js';
import { matchesPath } from './path-pattern.js';
import type { Exchange, Router } from './router.js';

const NO_QUERY = new URLSearchParams();

/** Answers a request: reads it, applies a fault, does the work, saves the state, records the request. */
export class RequestHandler {
  constructor(
    private readonly context: SimulatorContext,
    private readonly router: Router,
    private readonly saved: () => Promise<void>,
    private readonly closing: AbortSignal,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = splitUrl(request.url ?? '/');
    const fault = this.context.requestFaults.take((armed) => matchesPath(armed.path, path));
    const body = await receiveBody(request);
    this.context.timers.catchUp();
    const at = this.context.clock.now();
    const exchange = {
      method: request.method ?? 'GET',
      path,
      query,
      authorization: request.headers.authorization,
      body,
      params: {},
    };

    const answer =
      fault !== undefined && replacesWork(fault) ? faultAnswer(fault) : await this.work(exchange);
    // A client must not learn of a change that a crash could still undo.
    await this.saved();
    const isCut = fault?.cut !== undefined;
    this.record(request, body, isCut ? null : answer.status, at);
    await this.holdBack(fault);
    if (isCut) request.socket.destroy();
    else writeAnswer(response, answer, fault?.headers);
  }

  private async work(exchange: Exchange): Promise<Answer> {
    const match = this.router.find(exchange.method, exchange.path);
    if (match === undefined) return errorAnswer(404, 'BAD_VALUE', 'Not found.');
    if (match === 'wrongMethod') return errorAnswer(405, 'METHOD_NOT_ALLOWED', 'Method not allowed.');
    try {
      return await match.route.handle({ ...exchange, params: match.params });
    } catch (error) {
      if (error instanceof ApiRefusal) return refusalAnswer(error);
      return errorAnswer(500, 'INTERNAL_ERROR', 'The simulator itself failed.');
    }
  }

  private async holdBack(fault: RequestFault | undefined): Promise<void> {
    if (fault?.delayMs === undefined) return;
    // Closing the simulator ends the delay.
    await wait(fault.delayMs, undefined, { signal: this.closing }).catch(() => undefined);
  }

  private record(request: IncomingMessage, body: ReceivedBody, status: number | null, at: number): void {
    this.context.recorder.add({
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      text: body.text,
      json: body.parsedJson,
      status,
      at,
    });
  }
}

function splitUrl(url: string): { path: string; query: URLSearchParams } {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: NO_QUERY };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}
