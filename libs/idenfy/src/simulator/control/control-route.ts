import { jsonAnswer } from '../http/answer.js';
import type { Exchange, Route } from '../http/exchange.js';
import { SimulatorInputError } from '../input/simulator-input.error.js';

/** A control call: JSON in, JSON out; what makes no sense is 400, with the field and the mend. */
export function controlRoute(
  method: Route['method'],
  path: string,
  act: (exchange: Exchange) => unknown,
): Route {
  return {
    method,
    path: `/_simulator${path}`,
    handle: async (exchange) => {
      try {
        return jsonAnswer(200, (await act(exchange)) ?? { ok: true });
      } catch (error) {
        if (!(error instanceof SimulatorInputError)) throw error;
        const { field, mend } = error;
        return jsonAnswer(field === 'scanRef' ? 404 : 400, { message: error.message, field, mend });
      }
    },
  };
}

/** The JSON of a control call; an empty body is an empty object. @throws {SimulatorInputError} */
export function controlBody({ body }: Exchange): unknown {
  if (body.isEmpty) return {};
  try {
    return body.parseJson();
  } catch {
    throw new SimulatorInputError('body', 'must be JSON');
  }
}
