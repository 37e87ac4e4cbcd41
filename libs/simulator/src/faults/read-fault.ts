import { Fields, integer, number, object, oneOf, string, stringMap } from '../input.js';
import type { Frequency, Likelihood, RequestFault, WebhookFault } from './fault.js';

/** A fault to arm: exactly one of the two kinds. */
export type ReadFault =
  | { readonly request: RequestFault; readonly frequency: Frequency }
  | { readonly webhooks: WebhookFault; readonly frequency: Frequency };

const KNOWN = ['path', 'count', 'rate', 'status', 'body', 'headers', 'delayMs', 'cut', 'webhooks'];
const KNOWN_OF_WEBHOOKS = ['duplicate', 'shuffle', 'drop', 'delayMs', 'badSignature'];
const OF_REQUESTS_ONLY = ['path', 'status', 'body', 'headers', 'delayMs', 'cut'];

/** @throws {SimulatorInputError} */
export function readFault(body: unknown): ReadFault {
  const fields = Fields.of(body, KNOWN);
  const rate = fields.read('rate', number({ min: 0, max: 1 }));
  const count = fields.read('count', integer({ min: 1 }));
  if (!fields.has('webhooks')) {
    const request = readRequestFault(fields);
    return { request, frequency: { count: count ?? (rate === undefined ? 1 : Infinity), rate: rate ?? 1 } };
  }
  const misplaced = OF_REQUESTS_ONLY.find((key) => fields.has(key));
  if (misplaced !== undefined) {
    fields.refuse(misplaced, 'belongs to a fault of requests; a fault of webhooks is a call of its own');
  }
  const webhooks = readWebhookFault(fields);
  return { webhooks, frequency: { count: count ?? defaultCount(webhooks, rate), rate: rate ?? 1 } };
}

// A share has no end, a whole number is itself the count, and a single webhook cannot be out of order.
function defaultCount({ duplicate, shuffle, drop, badSignature }: WebhookFault, rate?: number): number {
  const isShare = (likelihood?: Likelihood) => typeof likelihood === 'number' && likelihood % 1 !== 0;
  if (rate !== undefined || [duplicate, shuffle, drop, badSignature].some(isShare)) return Infinity;
  return Math.max(
    shuffle === true ? 2 : 1,
    Number(shuffle ?? 0),
    Number(drop ?? 0),
    Number(badSignature ?? 0),
  );
}

function readRequestFault(fields: Fields): RequestFault {
  const path = fields.read('path', string);
  if (path === undefined || !path.startsWith('/')) {
    fields.refuse('path', 'give the path of the requests, e.g. /api/v2/token, or give webhooks instead');
  }
  if (path.startsWith('/_simulator')) fields.refuse('path', 'must not be that of a control call');
  const body = fields.raw('body');
  const fault: RequestFault = {
    path,
    status: fields.read('status', integer({ min: 200, max: 599 })),
    body: typeof body === 'string' ? body : fields.read('body', object),
    headers: fields.read('headers', stringMap),
    delayMs: fields.read('delayMs', integer({ min: 0 })),
    cut: fields.read('cut', oneOf(['before', 'after'])),
  };
  const effects = [fault.status, fault.body, fault.headers, fault.delayMs, fault.cut];
  if (effects.every((effect) => effect === undefined)) {
    fields.refuse('status', 'give at least one of status, body, headers, delayMs and cut');
  }
  return fault;
}

function readWebhookFault(fields: Fields): WebhookFault {
  const webhooks = fields.nested('webhooks', KNOWN_OF_WEBHOOKS);
  if (webhooks === undefined || !KNOWN_OF_WEBHOOKS.some((key) => webhooks.has(key))) {
    fields.refuse('webhooks', `give at least one of ${KNOWN_OF_WEBHOOKS.join(', ')}`);
  }
  return {
    duplicate: readLikelihood(webhooks, 'duplicate'),
    shuffle: readLikelihood(webhooks, 'shuffle'),
    drop: readLikelihood(webhooks, 'drop'),
    delayMs: webhooks.read('delayMs', integer({ min: 0 })),
    badSignature: readLikelihood(webhooks, 'badSignature'),
  };
}

function readLikelihood(fields: Fields, key: string): Likelihood | undefined {
  const value = fields.raw(key);
  if (value === undefined || typeof value === 'boolean') return value;
  const isShare = typeof value === 'number' && value >= 0 && value < 1;
  if (isShare || (Number.isInteger(value) && Number(value) > 0)) return Number(value);
  return fields.refuse(key, 'must be true, false, a share below 1, or a whole number of webhooks');
}
