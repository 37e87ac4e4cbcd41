import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { faultAnswer } from '../faults/fault-answer.js';
import { matchesPath } from '../faults/path-pattern.js';
import { replacesWork, type RequestFault } from '../faults/request-fault.js';
import type { World } from '../world.js';
import type { Answer } from './answer.js';
import { answerOf, ApiRefusal, errorAnswer } from './api-refusal.js';
import type { Exchange } from './exchange.js';
import { receiveBody, type ReceivedBody } from './received-body.js';
import type { Router } from './router.js';
import { writeAnswer } from './write-answer.js';

const NO_QUERY = new URLSearchParams();

/** Answers one request after the other: reads it, lets a fault strike, does the work, and writes down what happened. */
export class RequestHandler {
  constructor(
    private readonly world: World,
    private readonly router: Router,
    private readonly kept: () => Promise<void>,
    private readonly closing: AbortSignal,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = splitUrl(request.url ?? '/');
    const fault = this.world.requestFaults.take((armed) => matchesPath(armed.path, path));
    const body = await receiveBody(request);
    this.world.time.catchUp();
    const at = this.world.clock.now();
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
    // No answer may tell of what a crash could still take back.
    await this.kept();
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
      if (error instanceof ApiRefusal) return answerOf(error);
      return errorAnswer(500, 'INTERNAL_ERROR', 'The simulator failed; this is a bug of its own.');
    }
  }

  private async holdBack(fault: RequestFault | undefined): Promise<void> {
    if (fault?.delayMs === undefined) return;
    // A simulator that is closed does not let its clients wait for the rest.
    await wait(fault.delayMs, undefined, { signal: this.closing }).catch(() => undefined);
  }

  private record(request: IncomingMessage, body: ReceivedBody, status: number | null, at: number): void {
    this.world.recorder.add({
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
