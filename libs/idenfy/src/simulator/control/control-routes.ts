import type { Route } from '../http/exchange.js';
import { CONTROL_HELP } from './control-help.js';
import { controlBody, controlRoute } from './control-route.js';
import type { Controls } from './controls.js';

/** The control API: how a test, or a person with curl, drives the simulator. */
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
