// The pages of the site in reading order. A page's title is its first heading. Pages of docs/ that no list names follow
// those on building.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const docs = new URL('../', import.meta.url);

const START = ['what-it-is', 'five-minutes-simulator', 'getting-started', 'your-service'];
const HELP = [
  'help/webhook-signature',
  'help/raw-body',
  'help/no-webhook',
  'help/active-session',
  'help/suspected',
  'help/without-idenfy',
];
const BUILD = ['handlers', 'access', 'frontend', 'testing', 'simulator', 'extending', 'accounts'];
const STAFF = [
  'casework',
  'deciding',
  'console',
  'overview',
  'evidence',
  'audit',
  'retention',
  'erasure',
  'access-request',
];
const RUN = [
  'deployment',
  'monitoring',
  'doctor',
  'dead-letters',
  'security',
  'threats',
  'keys',
  'upgrading',
];
const CONCEPTS = [
  'architecture',
  'three-ways',
  'webhooks',
  'merge-rule',
  'standing',
  'reconciliation',
  'proof',
  'glossary',
];
const REFERENCE = [
  'configuration',
  'rest',
  'rest-people',
  'rest-images',
  'rest-officers',
  'rest-operators',
  'reference/rest-routes',
  'reference/rest-bodies',
  'errors',
  'reference/error-list',
  'reference/cli',
  'reference/metrics',
  'coverage',
  'compatibility',
  'contract-notes',
  'sources',
];
/** Entry points: each page lists what it exports. */
const API = [
  'nestjs-idenfy',
  'nestjs-idenfy/client',
  'nestjs-idenfy/migrations',
  'nestjs-idenfy/health',
  'nestjs-idenfy/metrics',
  'nestjs-idenfy/testing',
  '@nestjs-idenfy/browser',
  '@nestjs-idenfy/browser/staff',
  '@nestjs-idenfy/browser/element',
  '@nestjs-idenfy/browser/react',
  '@nestjs-idenfy/console',
  '@nestjs-idenfy/simulator',
  '@nestjs-idenfy/contract',
].map((name) => `reference/api/${name}/index`);
const PROJECT = [
  'project/contributing',
  'policy',
  'project/changelog',
  'project/operations',
  'project/benchmarks',
  'project/reporting',
  'project/conduct',
];

const decisions = readdirSync(new URL('decisions', docs))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => `decisions/${name.slice(0, -'.md'.length)}`);
const listed = new Set([
  ...START,
  ...HELP,
  ...BUILD,
  ...STAFF,
  ...RUN,
  ...CONCEPTS,
  ...REFERENCE,
  ...PROJECT,
  'index',
]);
const others = readdirSync(docs)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length))
  .filter((name) => !listed.has(name));

function item(page) {
  const file = new URL(`${page}.md`, docs);
  if (!existsSync(file)) throw new Error(`navigation.mjs names the page ${page}, which does not exist`);
  const text = readFileSync(file, 'utf8');
  const title = /^# (.+)$/m.exec(text)?.[1].replaceAll('`', '') ?? page;
  return { text: title, link: `/${page.replace(/index$/, '')}` };
}

const group = (text, pages, collapsed = false) => ({
  text,
  collapsed,
  items: pages.map((page) => item(page)),
});

export const sidebar = [
  group('Start', START),
  group('Answers', HELP),
  group('Build with it', [...BUILD, ...others]),
  group('Staff and personal data', STAFF),
  group('Run it', RUN),
  group('Concepts', CONCEPTS),
  group('Reference', REFERENCE),
  group('API', API, true),
  {
    text: 'Decisions',
    collapsed: true,
    items: [{ text: 'All decisions', link: '/decisions/' }, ...decisions.map((page) => item(page))],
  },
  group('Project', PROJECT, true),
];

export const nav = [
  {
    text: 'Start',
    link: '/what-it-is',
    activeMatch: '^/(what-it-is|five-minutes|getting-started|your-service)',
  },
  { text: 'Build', link: '/handlers' },
  { text: 'Staff', link: '/casework' },
  { text: 'Run', link: '/deployment' },
  { text: 'Concepts', link: '/architecture' },
  { text: 'Reference', link: '/configuration' },
  { text: 'Decisions', link: '/decisions/', activeMatch: '^/decisions/' },
];
