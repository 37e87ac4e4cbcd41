import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppFile, BuiltApp } from './built-app.js';
import type { ResolvedConsoleOptions } from './console-options.js';

/**
 * The page may load its own files and call its own origin, and nothing else: no inline script, no inline style. Images and
 * videos of a case are `blob:` because they are fetched with the login and the reason for access.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  'media-src blob:',
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Answers the requests below the mount path, on any HTTP adapter: it needs only Node's request and response. */
export class ConsoleServer {
  readonly #app = BuiltApp.read();
  readonly #pages = new Map<number, AppFile>();

  constructor(private readonly options: ResolvedConsoleOptions) {}

  /** @param path path of the request below the mount path, without query, such as `/cases/x`; empty for the mount path itself */
  async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (path === '') return this.#toFolder(request, response);
    const file = this.#app.files.get(path.slice(1));
    if (file) return send(file, request, response);
    // A file that is gone must not be answered with the page: a tab of an older version would run it as a script.
    if (path.startsWith('/assets/')) return refuse(404, response);
    return send(this.#page(path.split('/').length - 2), request, response);
  }

  /** Adds the slash that relative addresses need. Relative itself, so that a proxy may add a prefix. */
  #toFolder(request: IncomingMessage, response: ServerResponse): void {
    const [, query] = /(\?.*)$/.exec(request.url ?? '') ?? [];
    const [last = ''] = this.options.path.split('/').slice(-1);
    response.writeHead(308, { Location: `${last}/${query ?? ''}`, 'Cache-Control': 'no-cache' }).end();
  }

  /** The page for a deep link with so many folders: its base leads back to the mount path, wherever a proxy puts that. */
  #page(depth: number): AppFile {
    const known = this.#pages.get(depth);
    if (known) return known;
    const page = new AppFile('index.html', Buffer.from(completed(this.#app.html, depth, this.options)));
    if (depth < 8) this.#pages.set(depth, page);
    return page;
  }
}

function completed(html: string, depth: number, { path: _, ...options }: ResolvedConsoleOptions): string {
  const head = [
    `<base href="${'../'.repeat(depth) || './'}" />`,
    `<title>${escaped(options.title)}</title>`,
    `<meta name="idenfy-console" content="${escaped(JSON.stringify(options))}" />`,
  ];
  return html.replace(/<title>.*?<\/title>/, '').replace('<head>', () => `<head>${head.join('')}`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}

async function send(file: AppFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, headers } = request;
  response.setHeader('ETag', file.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (headers['if-none-match']?.includes(file.etag)) return void response.writeHead(304).end();
  const gzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/.test([headers['accept-encoding']].flat().join());
  const bytes = gzip ? await file.gzipped() : file.bytes;
  if (gzip) response.setHeader('Content-Encoding', 'gzip');
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': bytes.length });
  response.end(method === 'HEAD' ? undefined : bytes);
}

function refuse(status: number, response: ServerResponse): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end('Not found.\n');
}
