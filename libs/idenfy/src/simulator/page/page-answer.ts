import type { Answer } from '../http/answer.js';
import { html, type Html } from './html.js';

/** Nothing is loaded from elsewhere; any page may frame this one, as iDenfy's may be. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

interface Page {
  readonly status?: number;
  readonly title: string;
  readonly main: Html;
  readonly withScript?: boolean;
}

/** A page of the simulator: it says on every one of them that nothing here is real. */
export function pageAnswer({ status = 200, title, main, withScript = false }: Page): Answer {
  const script = withScript ? html`<script src="/ui/page.js" defer></script>` : html``;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – iDenfy simulator</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/ui/page.css" />
        ${script}
      </head>
      <body>
        <header>
          <strong>iDenfy simulator</strong>
          <span
            >Not iDenfy. Nothing you do here is real, and nothing leaves this machine but the callback.</span
          >
        </header>
        <main>
          <h1>${title}</h1>
          ${main}
        </main>
      </body>
    </html>`;
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
    body: document.text,
  };
}

export function assetAnswer(contentType: string, body: string): Answer {
  return { status: 200, headers: { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff' }, body };
}
