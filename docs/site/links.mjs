// Links of pages that are read on the code host as well: a file outside of docs/ is a page of the site, a file of the
// repository where its address is known, or plain text.
import { posix } from 'node:path';
import { PROJECT_PAGES } from './project-pages.mjs';

/** The link for the site, or null where the site has no such page. */
export function siteLink(href, source, repository) {
  if (/^(\w+:|#|\/)/.test(href)) return href;
  const [path, anchor] = href.split('#');
  const target = posix.normalize(posix.join(posix.dirname(source), path));
  const end = anchor ? `#${anchor}` : '';
  if (target.startsWith('docs/')) return `/${target.slice('docs/'.length).replace(/README\.md$/, '')}${end}`;
  if (target === 'README.md') return `/${end}`;
  const page = PROJECT_PAGES.get(target);
  if (page) return `/${page}${end}`;
  return repository ? `${repository}/blob/HEAD/${target}${end}` : null;
}

/** A plugin of markdown-it: rewrites every link of a page by {@link siteLink}. */
export function siteLinks(md, repository) {
  md.core.ruler.push('site-links', ({ tokens, env }) => {
    const source = env.frontmatter?.source ?? `docs/${env.relativePath}`;
    for (const { children } of tokens) rewrite(children ?? [], source, repository);
  });
}

function rewrite(tokens, source, repository) {
  let isText = false;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = siteLink(token.attrGet('href') ?? '', source, repository);
      isText = href === null;
      if (href !== null) token.attrSet('href', href);
    }
    if (isText && token.type.startsWith('link_')) {
      if (token.type === 'link_close') isText = false;
      Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '' });
    }
  }
}

/** A plugin of markdown-it: marks a list that only leads to the headings of its own page, as the outline of the site does. */
export function contentsLists(md) {
  md.core.ruler.push('contents-lists', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      if (token.type === 'heading_open' && token.tag === 'h2') return;
      if (token.type !== 'bullet_list_open') continue;
      const end = tokens.findIndex((other, index) => index > at && other.type === 'bullet_list_close');
      const items = tokens.slice(at, end).filter(({ type }) => type === 'inline');
      if (items.every(leadsToHeading)) token.attrJoin('class', 'contents');
    }
  });
}

function leadsToHeading({ children }) {
  const [first] = children ?? [];
  return first?.type === 'link_open' && String(first.attrGet('href')).startsWith('#');
}

/** The anchor that the code host gives a heading. */
export const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
