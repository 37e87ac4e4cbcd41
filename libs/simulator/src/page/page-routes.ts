import { iframeUrlFor, REDIRECT_PATH } from '@nestjs-idenfy/contract';
import type { Route } from '../http/router.js';
import type { SimulatorContext } from '../simulator-context.js';
import { finishRoute } from './finish.js';
import { messagePage, obstacleOf, resultPage } from './message-page.js';
import { moreInformationRoutes } from './more-information-page.js';
import { PAGE_SCRIPT, PAGE_STYLE } from './page-assets.js';
import { assetAnswer } from './page-layout.js';
import { sessionPage } from './session-page.js';

/** The pages that a browser opens: the redirect of the API, and what ui.idenfy.com is for iDenfy. */
export function pageRoutes(context: SimulatorContext): readonly Route[] {
  return [
    page('/', () =>
      messagePage(
        'The simulator runs',
        'Point your client at this address. GET /_simulator lists the control calls.',
      ),
    ),
    page('/ui/', ({ query }) => {
      const session = context.sessions.findByToken(query.get('authToken') ?? '');
      const obstacle = obstacleOf(session);
      if (session === undefined || obstacle !== undefined) return obstacle ?? resultPage(null);
      context.lifecycle.open(session);
      return sessionPage(session, query.get('lang'));
    }),
    page('/ui/page.css', () => assetAnswer('text/css; charset=utf-8', PAGE_STYLE)),
    page('/ui/page.js', () => assetAnswer('text/javascript; charset=utf-8', PAGE_SCRIPT)),
    page('/ui/result', ({ query }) => resultPage(query.get('status'))),
    redirectRoute(context),
    finishRoute(context),
    ...moreInformationRoutes(context),
  ];
}

function page(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, handle };
}

/** GET /api/v2/redirect: to the page of the session, in any state; the page explains why it cannot be used. */
function redirectRoute(context: SimulatorContext): Route {
  return {
    method: 'GET',
    path: REDIRECT_PATH,
    handle: ({ query }) => {
      const authToken = query.get('authToken') ?? '';
      const locale = context.sessions.findByToken(authToken)?.request.locale;
      const headers = { Location: iframeUrlFor(context.uiUrl, authToken, locale) };
      return { status: 302, headers, body: '' };
    },
  };
}
