// Serves the page, and passes on to the service what is not of the page, so that both have one origin.
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';

const service = process.env['SERVICE_URL'] ?? 'http://127.0.0.1:3000';
const port = Number(process.env['PORT'] ?? 8080);
const here = (/** @type {string} */ file) => new URL(file, import.meta.url);
const script = 'text/javascript';
const files = new Map([
  ['/', { file: here('index.html'), type: 'text/html' }],
  ['/page.js', { file: here('page.js'), type: script }],
  ['/login.js', { file: here('login.js'), type: script }],
  [
    '/idenfy-verification.js',
    { file: new URL(import.meta.resolve('@nestjs-idenfy/browser/idenfy-verification.js')), type: script },
  ],
]);

createServer(async (incoming, response) => {
  const { method, headers, url = '/' } = incoming;
  const [path = '/'] = url.split('?', 1);
  const found = files.get(path);
  if (found) {
    response.writeHead(200, { 'content-type': found.type });
    response.end(await readFile(found.file));
    return;
  }
  const forwarded = request(service + url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  forwarded.on('error', () => response.headersSent || response.writeHead(502).end());
  response.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
