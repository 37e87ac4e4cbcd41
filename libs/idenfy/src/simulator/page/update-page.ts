import type { Answer } from '../http/answer.js';
import type { Route } from '../http/exchange.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';
import { html } from './html.js';
import { noticePage } from './notice-page.js';
import { pageAnswer } from './page-answer.js';

/** The page behind `sessionUrl` of a request for more information: one button hands in what was asked for. */
export function updateRoutes(world: World): readonly Route[] {
  return [
    { method: 'GET', path: '/ui/update', handle: ({ query }) => showUpdate(world, query.get('token') ?? '') },
    {
      method: 'POST',
      path: '/ui/update',
      handle: ({ body }) => handIn(world, new URLSearchParams(body.text).get('token') ?? ''),
    },
  ];
}

function showUpdate(world: World, tokenString: string): Answer {
  if (findPending(world, tokenString) === undefined) return gone();
  return pageAnswer({
    title: 'More information is needed',
    main: html`<p>The business you deal with has asked for more. Here, one button stands for all of it.</p>
      <form method="post" action="/ui/update">
        <input type="hidden" name="token" value="${tokenString}" />
        <button class="main">Hand in the information</button>
      </form>`,
  });
}

function handIn(world: World, tokenString: string): Answer {
  const session = findPending(world, tokenString);
  if (session === undefined) return gone();
  world.lifecycle.resubmit(session);
  return noticePage('Thank you', 'The information has been handed in. You can close this page.');
}

function findPending(world: World, tokenString: string): Session | undefined {
  const session = world.sessions.findByTokenString(tokenString);
  const expiresAt = session?.informationRequest?.expiresAt ?? 0;
  return expiresAt > world.clock.now() ? session : undefined;
}

function gone(): Answer {
  return noticePage('This link is not valid', 'Nothing is asked for under this link, or no longer.', 410);
}
