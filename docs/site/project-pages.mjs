// Pages of the repository that lie outside of docs/ and belong to the site. Links in them stay relative to the source.
import { readFile } from 'node:fs/promises';

/** Source in the repository → page of the site. */
export const PROJECT_PAGES = new Map([
  ['CONTRIBUTING.md', 'project/contributing.md'],
  ['SECURITY.md', 'project/reporting.md'],
  ['CODE_OF_CONDUCT.md', 'project/conduct.md'],
  ['CHANGELOG.md', 'project/changelog.md'],
  ['ops/README.md', 'project/operations.md'],
  ['bench/README.md', 'project/benchmarks.md'],
]);

export async function projectPages() {
  return Promise.all(
    [...PROJECT_PAGES].map(async ([source, page]) => {
      const text = await readFile(new URL(`../../${source}`, import.meta.url), 'utf8');
      return [page, `---\nsource: ${source}\n---\n\n${text}`];
    }),
  );
}
