import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonAnswer, writeAnswer, type Answer } from '../http/answer.js';
import { receiveBody, type ReceivedBody } from '../http/body.js';
import type { Router } from '../http/router.js';
import type { ControlAccess } from './control-access.js';

/** Where the paths of control calls begin. */
export const CONTROL_PATH = '/_simulator';

/** Answers control calls. They are not recorded, and faults do not apply to them. */
export class ControlHandler {
  constructor(
    private readonly router: Router,
    private readonly saved: () => Promise<void>,
    private readonly access: ControlAccess,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await receiveBody(request);
    const answer = await this.answer(request, body);
    await this.saved();
    writeAnswer(response, answer);
  }

  private async answer(request: IncomingMessage, body: ReceivedBody): Promise<Answer> {
    const refusal = this.access.refusalOf(request, !body.isEmpty);
    if (refusal !== undefined) return jsonAnswer(refusal.status, { message: refusal.message });
    const url = new URL(request.url ?? '/', 'http://simulator');
    const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
    const match = this.router.find(request.method ?? 'GET', path);
    if (match === undefined) {
      return jsonAnswer(404, { message: 'There is no such control call; GET /_simulator lists them.' });
    }
    if (match === 'wrongMethod') {
      return jsonAnswer(405, { message: 'Wrong method; GET /_simulator lists the control calls.' });
    }
    const { route, params } = match;
    const authorization = request.headers.authorization;
    return route.handle({ method: route.method, path, query: url.searchParams, authorization, body, params });
  }
}
