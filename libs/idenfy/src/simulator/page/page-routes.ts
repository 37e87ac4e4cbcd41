import type { Route } from '../http/exchange.js';
import type { World } from '../world.js';
import { finishRoute } from './finish.js';
import { noticePage, obstacleOf, resultPage } from './notice-page.js';
import { assetAnswer } from './page-answer.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';
import { sessionPage } from './session-page.js';
import { updateRoutes } from './update-page.js';

/** What stands in for ui.idenfy.com. */
export function pageRoutes(world: World): readonly Route[] {
  return [
    page('/', () =>
      noticePage('It runs', 'Point your client at this address. GET /_simulator lists the control calls.'),
    ),
    page('/ui/', ({ query }) => {
      const session = world.sessions.findByToken(query.get('authToken') ?? '');
      const obstacle = obstacleOf(session);
      if (session === undefined || obstacle !== undefined) return obstacle ?? resultPage(null);
      world.lifecycle.open(session);
      return sessionPage(session, query.get('lang'));
    }),
    page('/ui/page.css', () => assetAnswer('text/css; charset=utf-8', PAGE_STYLE)),
    page('/ui/page.js', () => assetAnswer('text/javascript; charset=utf-8', PAGE_SCRIPT)),
    page('/ui/result', ({ query }) => resultPage(query.get('status'))),
    finishRoute(world),
    ...updateRoutes(world),
  ];
}

function page(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, handle };
}
