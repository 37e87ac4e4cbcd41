import { type IdentificationList, OPERATIONS } from '@nestjs-idenfy/contract';
import { ApiRefusal, badValue, jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import type { Session } from '../sessions/session.js';
import type { SimulatorContext } from '../simulator-context.js';
import { type ApiExchange, apiRoute } from './api-route.js';

const DEFAULT_PER_PAGE = 10;
const MOST_PER_PAGE = 100;

/** GET /kyc/identifications/ (OAS): newest first, in pages. */
export function listIdentificationsRoute(context: SimulatorContext): Route {
  return apiRoute(context, OPERATIONS.listIdentifications, (exchange) =>
    jsonAnswer(200, listFor(context, exchange)),
  );
}

function listFor(context: SimulatorContext, { account, query, path }: ApiExchange): IdentificationList {
  const clientId = query.get('clientId');
  const page = positive(query, 'page', 1);
  const perPage = Math.min(positive(query, 'perPage', DEFAULT_PER_PAGE), MOST_PER_PAGE);
  const sessions =
    clientId === null
      ? context.sessions.ofAccount(account.name)
      : context.sessions.ofClient(account.name, clientId);
  const pages = Math.max(Math.ceil(sessions.length / perPage), 1);
  if (page > pages) throw new ApiRefusal(404, 'BAD_VALUE', 'Invalid page.');

  const link = (number: number) => {
    const wanted = new URLSearchParams(query);
    wanted.set('page', String(number));
    return `${context.baseUrl}${path}?${wanted.toString()}`;
  };
  const end = sessions.length - (page - 1) * perPage;
  return {
    count: sessions.length,
    next: page < pages ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results: sessions
      .slice(Math.max(end - perPage, 0), end)
      .toReversed()
      .map(summary),
  };
}

function summary({ scanRef, status, results }: Session): IdentificationList['results'][number] {
  return {
    scanRef,
    // The list has no EXPIRED-DELETED (OAS).
    status: status === 'EXPIRED-DELETED' ? 'DELETED' : status,
    suspected: results?.overall === 'SUSPECTED',
  };
}

function positive(query: URLSearchParams, name: string, fallback: number): number {
  const value = query.get(name);
  if (value === null) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw badValue(`Parameter '${name}' must be a positive integer.`);
  return Number(value);
}
