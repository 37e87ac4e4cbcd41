import { jsonAnswer } from '../http/answer.js';
import type { Exchange, Route } from '../http/router.js';
import { SimulatorInputError } from '../input.js';
import { CONTROL_PATH } from './control-handler.js';
import type { Controls } from './controls.js';

/** The control API: a test, or a person with curl, drives the simulator with it. */
export function controlRoutes(controls: Controls): readonly Route[] {
  return [
    controlRoute('GET', '', () => CONTROL_HELP),
    controlRoute('GET', '/health', () => ({ status: 'ok' })),
    controlRoute('POST', '/verifications/:scanRef/outcome', (exchange) =>
      controls.outcome(exchange.params['scanRef'] ?? '', controlBody(exchange)),
    ),
    controlRoute('GET', '/verifications/:scanRef', ({ params }) =>
      controls.verification(params['scanRef'] ?? ''),
    ),
    controlRoute('POST', '/verifications/:scanRef/webhooks', (exchange) =>
      controls.sendWebhook(exchange.params['scanRef'] ?? '', controlBody(exchange)),
    ),
    controlRoute('POST', '/faults', (exchange) => controls.fault(controlBody(exchange))),
    controlRoute('DELETE', '/faults', () => controls.clearFaults()),
    controlRoute('POST', '/clock', (exchange) => ({
      now: controls.clock(controlBody(exchange)).toISOString(),
    })),
    controlRoute('GET', '/requests', ({ query }) => ({
      items: controls.requests(query.get('path') ?? undefined),
    })),
    controlRoute('GET', '/webhooks', () => ({ items: controls.webhooks() })),
    controlRoute('POST', '/reset', (exchange) => controls.reset(controlBody(exchange))),
  ];
}

/** The answer of `GET /_simulator`. */
const CONTROL_HELP = {
  simulator: 'A local iDenfy. Nothing here is real.',
  calls: {
    'POST /_simulator/verifications/:scanRef/outcome':
      'Sets the outcome of a verification and sends its webhook: { overall, final?, eventType?, fraudTags?, ' +
      'mismatchTags?, data?, autoFace?, autoDocument?, manualFace?, manualDocument?, checks?, webhook? }',
    'POST /_simulator/verifications/:scanRef/webhooks':
      'Sends a webhook without changing the verification: { eventType, body? }',
    'GET /_simulator/verifications/:scanRef': 'The whole state of a verification.',
    'POST /_simulator/faults':
      'Breaks the next requests: { path, count?, rate?, status?, body?, headers?, delayMs?, cut?: "before" | "after" }; ' +
      'or the next webhooks: { webhooks: { duplicate?, shuffle?, drop?, delayMs?, badSignature? }, count?, rate? }',
    'DELETE /_simulator/faults': 'Removes every fault.',
    'POST /_simulator/clock': 'Moves the clock and does what has become due: { advanceSeconds } or { now }',
    'GET /_simulator/requests?path=': 'The last 10,000 requests; credentials are masked, images are cut.',
    'GET /_simulator/webhooks': 'The last 10,000 webhooks, with the status the receiver answered.',
    'POST /_simulator/reset': 'Forgets everything but the options, and begins a new series of ids: { seed? }',
    'GET /_simulator/health': 'Whether the simulator runs.',
  },
} as const;

/** JSON in, JSON out; invalid input is 400 with the field and the hint, and an unknown scanRef 404. */
function controlRoute(method: Route['method'], path: string, act: (exchange: Exchange) => unknown): Route {
  return {
    method,
    path: CONTROL_PATH + path,
    handle: async (exchange) => {
      try {
        return jsonAnswer(200, (await act(exchange)) ?? { ok: true });
      } catch (error) {
        if (!(error instanceof SimulatorInputError)) throw error;
        const { field, hint } = error;
        return jsonAnswer(field === 'scanRef' ? 404 : 400, { message: error.message, field, hint });
      }
    },
  };
}

/** The JSON of a control call; no body is an empty object. @throws {SimulatorInputError} */
function controlBody({ body }: Exchange): unknown {
  if (body.isEmpty) return {};
  try {
    return body.parseJson();
  } catch {
    throw new SimulatorInputError('body', 'must be JSON');
  }
}
