// Type-checks every `ts` block of the README and docs/, and looks up every relative link, so that an example that no
// longer compiles is found here first. A block may name its file in its first line (`// kyc-access.ts`); the other
// blocks of the same page can then import it.
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const out = resolve('node_modules/.cache/docs-check');
const codeBlock = /^```ts\n(.*?)^```$/gms;
const relativeLink = /\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g;
const heading = /^#+ (.+)$/gm;

const guides = (await readdir('docs', { recursive: true })).filter((path) => path.endsWith('.md'));
const pages = ['README.md', 'libs/idenfy/README.md', ...guides.map((path) => join('docs', path))];

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

/** How GitHub names the place of a heading. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

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
    compilerOptions: { noEmit: true, declaration: false, rootDir: resolve('.') },
    include: ['**/*.ts'],
    exclude: [],
  }),
);

let blocks = 0;
const problems = [];
for (const page of pages) {
  const text = await readFile(page, 'utf8');
  blocks += await writeBlocks(page, text);
  problems.push(...(await brokenLinks(page, text)));
}

const compiled = await run('node_modules/.bin/tsc', ['-p', out, '--pretty', 'false']).catch((error) => error);
if (compiled.stdout) problems.push(compiled.stdout.trim());

problems.forEach((problem) => console.error(problem));
console.log(`${pages.length} pages, ${blocks} examples, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
