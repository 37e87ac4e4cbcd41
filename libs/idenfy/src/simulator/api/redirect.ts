import { iframeUrlFor, REDIRECT_PATH } from '../../contract/ui.js';
import type { Route } from '../http/exchange.js';
import type { World } from '../world.js';

/** GET /api/v2/redirect: sends a browser to the page of its session, whatever became of it; the page explains. */
export function redirectRoute(world: World): Route {
  return {
    method: 'GET',
    path: REDIRECT_PATH,
    handle: ({ query }) => {
      const authToken = query.get('authToken') ?? '';
      const locale = world.sessions.findByToken(authToken)?.request.locale;
      const headers = { Location: iframeUrlFor(world.uiUrl, authToken, locale) };
      return { status: 302, headers, body: '' };
    },
  };
}
