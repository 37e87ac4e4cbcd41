import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import llmstxt from 'vitepress-plugin-llms';
import { anchorOf, contentsLists, siteLinks } from '../site/links.mjs';
import { nav, sidebar } from './navigation.mjs';

const { repository } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
/** The path that the site is served below, such as /nestjs-idenfy/. */
const BASE = process.env.DOCS_BASE ?? '/';
const TITLE = 'nestjs-idenfy';
const DESCRIPTION = 'Identity verification (KYC) through iDenfy for NestJS on PostgreSQL';

/** A searcher wants a guide: the API answers only where no other page does, and what explains how it is built comes late. */
function boostDocument(id) {
  if (/\/(reference|project)\//.test(id)) return 0.2;
  if (/\/(decisions|glossary|three-ways|architecture|proof|sources|threats)\b/.test(id)) return 0.4;
  if (/\/(configuration|what-it-is|testing)\b/.test(id)) return 0.7;
  return id.includes('/help/') ? 1.3 : 1;
}

/** Members of classes and interfaces would be most of the index, which the first search loads. */
function renderForSearch(source, env, md) {
  const html = md.render(source, env);
  const isMemberList = /^reference\/api\/.*\/(classes|interfaces)\//.test(env.relativePath);
  return isMemberList ? html.split('<h2', 1)[0] : html;
}

export default defineConfig({
  title: TITLE,
  description: DESCRIPTION,
  lang: 'en',
  base: BASE,
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${BASE}icon.svg` }]],
  srcExclude: ['site/**'],
  rewrites: { 'decisions/README.md': 'decisions/index.md' },
  themeConfig: {
    nav,
    sidebar,
    outline: [2, 3],
    search: {
      provider: 'local',
      options: { _render: renderForSearch, miniSearch: { searchOptions: { boostDocument } } },
    },
    ...(repository ? { socialLinks: [{ icon: 'github', link: repository }] } : {}),
    footer: { message: 'MIT. Not affiliated with iDenfy.' },
  },
  markdown: {
    // anchors are those of the code host, where the pages are read as well
    anchor: { slugify: anchorOf },
    config(md) {
      siteLinks(md, repository);
      contentsLists(md);
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, at, ...rest) =>
        tokens[at].info.trim() === 'mermaid'
          ? `<MermaidDiagram source="${encodeURIComponent(tokens[at].content)}" />`
          : fence(tokens, at, ...rest);
    },
  },
  vite: {
    plugins: [
      llmstxt({ description: DESCRIPTION, ignoreFiles: ['reference/api/**', 'project/**', 'site/**'] }),
    ],
    build: { chunkSizeWarningLimit: 3_000 },
  },
});
