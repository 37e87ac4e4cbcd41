import { OPERATIONS } from '../../contract/endpoints.js';
import type { IdentificationList } from '../../contract/identifications.js';
import { jsonAnswer } from '../http/answer.js';
import { ApiRefusal, badValue } from '../http/api-refusal.js';
import type { PartnerExchange, Route } from '../http/exchange.js';
import { partnerRoute } from '../http/partner-route.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';

const USUAL_PER_PAGE = 10;
const MOST_PER_PAGE = 100;

/** GET /kyc/identifications/ (OAS): newest first, in pages. */
export function listIdentificationsRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.listIdentifications, (exchange) =>
    jsonAnswer(200, listFor(world, exchange)),
  );
}

function listFor(world: World, { account, query, path }: PartnerExchange): IdentificationList {
  const clientId = query.get('clientId');
  const page = positive(query, 'page', 1);
  const perPage = Math.min(positive(query, 'perPage', USUAL_PER_PAGE), MOST_PER_PAGE);
  const sessions =
    clientId === null
      ? world.sessions.ofAccount(account.name)
      : world.sessions.ofClient(account.name, clientId);
  const pages = Math.max(Math.ceil(sessions.length / perPage), 1);
  if (page > pages) throw new ApiRefusal(404, 'BAD_VALUE', 'Invalid page.');

  const link = (number: number) => {
    const wanted = new URLSearchParams(query);
    wanted.set('page', String(number));
    return `${world.baseUrl}${path}?${wanted.toString()}`;
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

function summary({ scanRef, status, findings }: Session): IdentificationList['results'][number] {
  return {
    scanRef,
    // The list does not know EXPIRED-DELETED (OAS).
    status: status === 'EXPIRED-DELETED' ? 'DELETED' : status,
    suspected: findings?.overall === 'SUSPECTED',
  };
}

function positive(query: URLSearchParams, name: string, usual: number): number {
  const value = query.get(name);
  if (value === null) return usual;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw badValue(`Parameter '${name}' must be a positive integer.`);
  return Number(value);
}
