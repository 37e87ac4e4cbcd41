import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseFlags, refuseArguments, UsageError } from './flags.js';
import { unifiedDiff } from './init/diff.js';
import { planFor, type Change, type Plan } from './init/plan.js';
import { readProject, readText, type Project } from './init/project.js';
import { print } from './output.js';

const HELP = `Usage: nestjs-idenfy init [options]

Adds the module to the Nest application in this folder: a module with an access policy and a handler, its import in
app.module.ts, the migrations, .env.example, and a test. Shows the change, and writes it after a yes. It creates files and
inserts lines; it replaces and removes nothing. What it cannot insert, it says.

Options:
  --folder <name>   Folder of the new files, below the sources. Default: kyc
  --dry-run         Shows the change, and writes nothing
  --yes             Writes without asking
  -h, --help        Shows this help

Exit codes:
  0 success, 1 failure or no yes, 2 invalid usage

Example:
  npx nestjs-idenfy init --dry-run`;

const OPTIONS = {
  folder: { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const FOLDER = /^[\w-]+(\/[\w-]+)*$/;

/** `nestjs-idenfy init`: adds the module to an application. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags('init', args, OPTIONS);
  if (values.help) {
    print(HELP);
    return 0;
  }
  refuseArguments('init', positionals);
  const { folder = 'kyc' } = values;
  if (!FOLDER.test(folder)) throw new UsageError('--folder must be the name of a folder, such as kyc');

  const project = await readProject(process.cwd());
  const plan = await planFor(project, folder);
  show(plan);
  if (values['dry-run'] || plan.changes.length === 0) return 0;
  if (!values.yes && !(await confirmed())) {
    print('Nothing was written.');
    return 1;
  }
  for (const change of plan.changes) await write(project, change);
  print(`Written: ${plan.changes.map(({ path }) => path).join(', ')}`);
  print(await nextSteps(project));
  return 0;
}

function show({ changes, notes }: Plan): void {
  for (const { path, before, after } of changes) print(`${unifiedDiff(path, before, after)}\n`);
  if (changes.length === 0) print('There is nothing to add.');
  for (const note of notes) print(`By hand: ${note}`);
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    print('There is no terminal to ask at: --yes writes the change.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Write this? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

/** @throws Error when the file has changed since it was read */
async function write({ folder }: Project, { path, before, after }: Change): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  if (before !== null && (await readFile(file, 'utf8')) !== before) {
    throw new Error(`${path} has changed meanwhile, and stays as it is; run init again`);
  }
  await writeFile(file, after, { flag: before === null ? 'wx' : 'w' });
}

/** Versions of the companion packages. */
const PEERS = {
  11: ['@nestjs/axios@4', '@nestjs/typeorm@11', '@nestjs/swagger@11', 'typeorm@0.3'],
  12: ['@nestjs/axios@12', '@nestjs/typeorm@12', '@nestjs/swagger@12', 'typeorm@1'],
};
const PACKAGES = ['pg', 'axios', 'class-validator', 'class-transformer'];

async function nextSteps(project: Project): Promise<string> {
  const missing = (wanted: readonly string[]) =>
    wanted.filter((name) => !project.packages.has(name.replace(/(?<=.)@.*/, '')));
  const needed = missing(['nestjs-idenfy', ...PEERS[project.nest === 11 ? 11 : 12], ...PACKAGES]);
  const forTests = missing(['@nestjs-idenfy/simulator']);
  const main = (await readText(project.folder, join(project.sourceRoot, 'main.ts'))) ?? '';
  const steps = [
    needed.length > 0 && `${project.addCommand} ${needed.join(' ')}`,
    forTests.length > 0 && `${project.addCommand} -D ${forTests.join(' ')}`,
    'cp .env.example .env, and start with --env-file .env or load it as you do',
    'let identify() in KycAccess read your own login',
    !main.includes('enableShutdownHooks') && 'call app.enableShutdownHooks() in main.ts',
  ];
  return ['Next:', ...steps.filter((step) => step !== false).map((step) => `  ${step}`)].join('\n');
}
