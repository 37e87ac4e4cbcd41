import type { Answer } from '../http/answer.js';

/** Allows nothing from other origins. Without frame-ancestors any page may frame this one, as with iDenfy. */
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

/** A page of the simulator. Each one says that nothing here is real. */
export function pageAnswer({ status = 200, title, main, withScript = false }: Page): Answer {
  const script = withScript ? new Html('<script src="/ui/page.js" defer></script>') : html``;
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
          <span>This is not iDenfy. Nothing here is real. Only webhooks are sent to another address.</span>
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
    },
    body: document.text,
    isPage: true,
  };
}

export function assetAnswer(contentType: string, body: string): Answer {
  return { status: 200, headers: { 'Content-Type': contentType }, body };
}

/** Text that is HTML, so it is not escaped again. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** A template that escapes its values, except those that are HTML. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.reduce((before, string, index) => before + escaped(parts[index - 1] ?? '') + string);
  return new Html(text);
}

function escaped(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
