// Follows every link between pages of the built site, anchors included: VitePress looks at the pages alone.
import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';

const SITE = new URL('../.vitepress/dist/', import.meta.url);
const BASE = process.env.DOCS_BASE ?? '/';

const pages = new Map();
for (const file of await readdir(SITE, { recursive: true })) {
  if (!file.endsWith('.html')) continue;
  const html = await readFile(new URL(file, SITE), 'utf8');
  const address = `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`;
  pages.set(address, {
    anchors: new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
    links: [...html.matchAll(/<a[^>]* href="([^"]+)"/g)].map(([, href]) => href),
  });
}

const problems = new Set();
for (const [address, { links }] of pages) {
  for (const href of links) {
    if (/^\w+:/.test(href)) continue;
    const [path, anchor] = decodeURI(href).split('#');
    const target = path === '' ? address : `/${posix.relative(BASE, posix.resolve(BASE, path))}`;
    const page = pages.get(target) ?? pages.get(`${target}/`);
    if (!page) problems.add(`${address}: ${path} does not exist`);
    else if (anchor && !page.anchors.has(anchor))
      problems.add(`${address}: ${path}#${anchor} does not exist`);
  }
}
problems.forEach((problem) => console.error(problem));
console.log(`${pages.size} pages of the site, ${problems.size} broken links`);
process.exitCode = problems.size > 0 ? 1 : 0;
