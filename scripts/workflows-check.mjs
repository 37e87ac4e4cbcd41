// Checks .github/workflows against GitHub's own schema and expressions, that each action is pinned by its full version, and
// that each `npm run` names a script of package.json. Issue forms are checked to be YAML.
import { readdir, readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';

// The parser imports its schema as JSON without the attribute that Node.js asks for, because it is written for bundlers.
const jsonAsModule = `
  import { readFile } from 'node:fs/promises';
  export async function load(url, context, next) {
    if (!url.endsWith('.json') || context.importAttributes?.type) return next(url, context);
    const source = 'export default ' + (await readFile(new URL(url), 'utf8'));
    return { format: 'module', source, shortCircuit: true };
  }`;
register(`data:text/javascript,${encodeURIComponent(jsonAsModule)}`);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
  await import('@actions/workflow-parser');

const WORKFLOWS = '.github/workflows';
const FORMS = '.github/ISSUE_TEMPLATE';
const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
const problems = [];

for (const name of await readdir(WORKFLOWS)) {
  const content = await readFile(join(WORKFLOWS, name), 'utf8');
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  problems.push(...context.errors.getErrors().map(({ message }) => message));
  for (const [, action] of content.matchAll(/uses: (?!\.\/)(\S+)/g))
    if (!/@v\d+\.\d+\.\d+$/.test(action)) problems.push(`${name}: ${action} is not pinned by a full version`);
  for (const [, script] of content.matchAll(/npm run (\S+)/g))
    if (!(script in scripts)) problems.push(`${name}: package.json has no script ${script}`);
}

for (const name of await readdir(FORMS)) {
  try {
    parse(await readFile(join(FORMS, name), 'utf8'));
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}

problems.forEach((problem) => console.error(problem));
console.log(`${problems.length} problems in workflows and issue forms`);
process.exitCode = problems.length > 0 ? 1 : 0;
