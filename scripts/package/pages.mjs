// The published pages. Links lead to the repository once package.json names its address. Until then the guides travel in
// the package of the module, and a link to what does not travel is plain text.
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

const link = /\[([^\]]*)\]\((?!\w+:)([^)#\s]+)((?:#[^)\s]*)?)\)/g;

/** `index.md` is the start of the site. */
async function guidesOf(...folders) {
  const names = await Promise.all(folders.map((folder) => readdir(folder)));
  return names.flatMap((files, index) =>
    files
      .filter((file) => file.endsWith('.md') && file !== 'index.md')
      .map((file) => `${folders[index]}/${file}`),
  );
}

export async function writePages(lib, stage, address) {
  await cp(join(lib, 'LICENSE'), join(stage, 'LICENSE'));
  const guides = address || !lib.endsWith('idenfy') ? [] : await guidesOf('docs', 'docs/help');
  /** Path in the repository to path in the package. */
  const pages = new Map([
    [`${lib}/README.md`, 'README.md'],
    ['CHANGELOG.md', 'CHANGELOG.md'],
    ['LICENSE', 'LICENSE'],
    ...guides.map((file) => [file, file]),
  ]);
  for (const [from, to] of pages) {
    if (!to.endsWith('.md')) continue;
    const page = await readFile(from, 'utf8');
    await mkdir(dirname(join(stage, to)), { recursive: true });
    await writeFile(
      join(stage, to),
      page.replace(/^<img .*>\n\n/gm, '').replace(link, (...found) => rewritten(found, from, to)), // images stay on the site
    );
  }

  function rewritten([, words, path, anchor], from, to) {
    const target = posix.join(posix.dirname(from), path);
    const packed = pages.get(target);
    if (packed) return `[${words}](${posix.relative(posix.dirname(to), packed)}${anchor})`;
    return address ? `[${words}](${address}/blob/main/${target}${anchor})` : words;
  }
}
