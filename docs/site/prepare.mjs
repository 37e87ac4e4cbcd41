// Writes what the site shows and the repository does not keep: the generated reference, the pages from outside of docs/,
// and the script that draws diagrams. Needs a built workspace (`npm run build`).
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';
import { cliPage } from './cli-page.mjs';
import { errorPage } from './error-page.mjs';
import { metricPage } from './metric-page.mjs';
import { projectPages } from './project-pages.mjs';
import { restPages } from './rest-pages.mjs';

const docs = new URL('../', import.meta.url);
process.chdir(fileURLToPath(docs));

for (const folder of ['reference', 'project', 'public/mermaid'])
  await rm(folder, { recursive: true, force: true });
for (const folder of ['reference', 'project', 'public/mermaid/chunks'])
  await mkdir(folder, { recursive: true });

// Mermaid's own bundle, loaded by pages with a diagram: through Rollup it would triple the time of a build.
const mermaid = 'node_modules/mermaid/dist';
await cp(`${mermaid}/mermaid.esm.min.mjs`, 'public/mermaid/mermaid.esm.min.mjs');
await cp(`${mermaid}/chunks/mermaid.esm.min`, 'public/mermaid/chunks/mermaid.esm.min', {
  recursive: true,
  filter: (file) => !file.endsWith('.map'),
});

// Charts of the page of benchmarks, beside it as in the repository.
await cp('../bench/results', 'project/results', {
  recursive: true,
  filter: (file) => !file.endsWith('.json'),
});

const pages = [
  ...(await projectPages()),
  ['reference/cli.md', await cliPage()],
  ['reference/error-list.md', await errorPage()],
  ['reference/metrics.md', await metricPage()],
  ...[...(await restPages())].map(([name, text]) => [`reference/${name}`, text]),
];
for (const [file, text] of pages) await writeFile(file, text);

const app = await Application.bootstrapWithPlugins({ options: 'typedoc.json' });
const project = await app.convert();
if (!project || app.logger.hasErrors()) throw new Error('typedoc found errors');
for (const entryPoint of project.children ?? []) entryPoint.name = importedAs(entryPoint.name);
await app.generateOutputs(project);
process.exit(app.logger.hasErrors() ? 1 : 0);

/** What a host writes after `from`, of an entry point whose source is named `idenfy/src/testing`. */
function importedAs(source) {
  const [library, , entry] = source.split('/');
  const name = library === 'idenfy' ? 'nestjs-idenfy' : `@nestjs-idenfy/${library}`;
  return entry ? `${name}/${entry}` : name;
}
