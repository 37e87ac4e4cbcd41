// Type-checks every `ts` block of the READMEs and docs/, and looks for every relative link, named file and named test, so
// that a page that is out of date fails here first. A block may name its file in its first line (`// kyc-access.ts`); the
// other blocks of the same page can then import it.
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const out = resolve('node_modules/.cache/docs-check');
const codeBlock = /^```ts\n(.*?)^```$/gms;
const relativeLink = /\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g;
const heading = /^#+ (.+)$/gm;
const namedFile = /`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs))`/g;
const namedTest = /`([\w./-]+\.spec|[\w-]+\/[\w-]+)`/g;

// The build of the site generates docs/reference and docs/project, and checks the links in them.
const generated = /^(?:\.vitepress|node_modules|reference|project)\//;
const guides = (await readdir('docs', { recursive: true })).filter(
  (path) => path.endsWith('.md') && !generated.test(path),
);
const readmes = (await readdir('libs')).map((name) => `libs/${name}/README.md`);
const examples = ['', 'plain-html', 'react-vite', 'next-app-router', 'nest-only'].map((name) =>
  join('examples', name, 'README.md'),
);
const pages = [
  'README.md',
  'CHANGELOG.md',
  'CODE_OF_CONDUCT.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/README.md',
  'ops/README.md',
  ...examples,
  ...readmes,
  ...guides.map((path) => join('docs', path)),
];
const folders = ['libs', 'src', 'test', 'bench', 'examples', 'scripts', 'migrations'];
const files = (await Promise.all(folders.map(sourcesIn))).flat();

async function sourcesIn(folder) {
  const inside = await readdir(folder, { recursive: true });
  return inside
    .filter((path) => !/(^|\/)(dist|package|node_modules)\//.test(path))
    .map((path) => join(folder, path));
}

async function writeBlocks(page, text) {
  const folder = join(out, page.replace(/\W+/g, '-'));
  await mkdir(folder, { recursive: true });
  const blocks = [...text.matchAll(codeBlock)].map(([, code]) => code);
  for (const [index, code] of blocks.entries()) {
    const named = /^\/\/ (?:.*\/)?([\w.-]+\.ts)$/m.exec(code.split('\n', 1)[0]);
    await writeFile(join(folder, named?.[1] ?? `block-${index + 1}.ts`), `${code}\nexport {};\n`);
  }
  return blocks.length;
}

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** A page may leave out the folder that all of its files share. */
const exists = (name) => files.some((file) => file === name || file.endsWith(`/${name}`));

function missingFiles(page, text) {
  const named = [...text.matchAll(namedFile)].map(([, name]) => name);
  return named.filter((name) => !exists(name)).map((name) => `${page}: ${name} does not exist`);
}

/** The last column of the tables of threats names the tests that prove each line. */
function missingTests(page, text) {
  if (!page.endsWith('threats.md')) return [];
  const proofs = [...text.matchAll(/^\|.*\| ([^|]+) \|$/gm)].map(([, cell]) => cell).join(' ');
  const named = [...proofs.matchAll(namedTest)].map(([, name]) => name);
  const found = (name) => exists(`${name}.ts`) || exists(`test/${name}.e2e-spec.ts`);
  return named.filter((name) => !found(name)).map((name) => `${page}: the test ${name} does not exist`);
}

async function brokenLinks(page, text) {
  const targets = [...text.matchAll(relativeLink)].map(([, path, anchor]) => ({ path, anchor }));
  const missing = await Promise.all(
    targets.map(async ({ path, anchor }) => {
      const file = path ? resolve(dirname(page), path) : page;
      const target = await readFile(file, 'utf8').catch(() => null);
      if (target === null) return `${page}: ${path} does not exist`;
      const headings = [...target.matchAll(heading)].map(([, words]) => anchorOf(words));
      return anchor && !headings.includes(anchor) ? `${page}: ${path}#${anchor} does not exist` : null;
    }),
  );
  return missing.filter((problem) => problem !== null);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeFile(
  join(out, 'tsconfig.json'),
  JSON.stringify({
    extends: resolve('tsconfig.json'),
    // examples for browsers stand beside those for Node.js
    compilerOptions: { noEmit: true, declaration: false, rootDir: resolve('.'), lib: ['ES2023', 'DOM'] },
    include: ['**/*.ts'],
    exclude: [],
  }),
);

let blocks = 0;
const problems = [];
for (const page of pages) {
  const text = await readFile(page, 'utf8').catch(() => null);
  if (text === null) {
    problems.push(`${page} does not exist`);
    continue;
  }
  blocks += await writeBlocks(page, text);
  problems.push(...missingFiles(page, text), ...missingTests(page, text));
  problems.push(...(await brokenLinks(page, text)));
}

const compiled = await run('node_modules/.bin/tsc', ['-p', out, '--pretty', 'false']).catch((error) => error);
if (compiled.stdout) problems.push(compiled.stdout.trim());

problems.forEach((problem) => console.error(problem));
console.log(`${pages.length} pages, ${blocks} examples, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
