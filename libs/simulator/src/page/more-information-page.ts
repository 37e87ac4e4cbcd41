import type { Answer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import type { Session } from '../sessions/session.js';
import type { SimulatorContext } from '../simulator-context.js';
import { messagePage } from './message-page.js';
import { html, pageAnswer } from './page-layout.js';

/** The page of a request for more information (its `sessionUrl`). One button submits everything. */
export function moreInformationRoutes(context: SimulatorContext): readonly Route[] {
  return [
    { method: 'GET', path: '/ui/update', handle: ({ query }) => showPage(context, query.get('token') ?? '') },
    {
      method: 'POST',
      path: '/ui/update',
      handle: ({ body }) => submit(context, new URLSearchParams(body.text).get('token') ?? ''),
    },
  ];
}

function showPage(context: SimulatorContext, tokenString: string): Answer {
  if (findPending(context, tokenString) === undefined) return notPending();
  return pageAnswer({
    title: 'More information is needed',
    main: html`<p>
        More information about you is requested. In this simulator, one button submits all of it.
      </p>
      <form method="post" action="/ui/update">
        <input type="hidden" name="token" value="${tokenString}" />
        <button class="main">Submit the information</button>
      </form>`,
  });
}

function submit(context: SimulatorContext, tokenString: string): Answer {
  const session = findPending(context, tokenString);
  if (session === undefined) return notPending();
  context.lifecycle.resubmit(session);
  return messagePage('Thank you', 'The information has been submitted. You can close this page.');
}

function findPending(context: SimulatorContext, tokenString: string): Session | undefined {
  const session = context.sessions.findByTokenString(tokenString);
  const expiresAt = session?.informationRequest?.expiresAt ?? 0;
  return expiresAt > context.clock.now() ? session : undefined;
}

function notPending(): Answer {
  return messagePage('This link is not valid', 'No information is requested under this link.', 410);
}
