import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocal } from './is-local.js';
import { jsonAnswer, type Answer } from '../http/answer.js';
import { receiveBody, type ReceivedBody } from '../http/received-body.js';
import { writeAnswer } from '../http/write-answer.js';
import type { Router } from '../http/router.js';

export const CONTROL_PATH = '/_simulator';

/** Answers control calls. They are not recorded, and no fault strikes them. */
export class ControlHandler {
  constructor(
    private readonly router: Router,
    private readonly kept: () => Promise<void>,
    private readonly fromAnywhere: boolean,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await receiveBody(request);
    const answer = await this.answer(request, body);
    await this.kept();
    writeAnswer(response, answer);
  }

  private async answer(request: IncomingMessage, body: ReceivedBody): Promise<Answer> {
    if (!this.fromAnywhere && !isLocal(request)) {
      return refusal(
        403,
        'The control API answers to this machine only; start with controlFromAnywhere to change it.',
      );
    }
    const url = new URL(request.url ?? '/', 'http://simulator');
    const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
    const match = this.router.find(request.method ?? 'GET', path);
    if (match === undefined) return refusal(404, 'No such control call; GET /_simulator lists them.');
    if (match === 'wrongMethod')
      return refusal(405, 'Wrong method; GET /_simulator lists the control calls.');
    const { route, params } = match;
    const authorization = request.headers.authorization;
    return route.handle({ method: route.method, path, query: url.searchParams, authorization, body, params });
  }
}

function refusal(status: number, message: string): Answer {
  return jsonAnswer(status, { message });
}
