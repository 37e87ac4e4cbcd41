import { createRequire } from 'node:module';
import { UsageError } from './flags.js';
import { print, printError } from './output.js';

interface Command {
  /** One line for `--help`. */
  readonly summary: string;
  readonly load: () => Promise<{
    /** Runs the command and resolves to the exit code. @throws {UsageError} */
    readonly run: (args: readonly string[]) => Promise<number>;
  }>;
}

/** Each command is imported when it is given, so that none needs the packages of another. */
const COMMANDS: ReadonlyMap<string, Command> = new Map([
  [
    'init',
    {
      summary: 'Adds the module to a Nest application: shows the change, and writes it after a yes',
      load: () => import('./init.js'),
    },
  ],
  [
    'inbox',
    {
      summary: 'Lists handler calls and webhooks that failed, and retries them',
      load: () => import('./inbox.js'),
    },
  ],
  [
    'drift',
    {
      summary: 'Lists what iDenfy sends and this version does not know',
      load: () => import('./drift.js'),
    },
  ],
  [
    'doctor',
    {
      summary: 'Checks database, keys, iDenfy, handlers and the webhook route, and says what to do',
      load: () => import('./doctor.js'),
    },
  ],
  [
    'import',
    {
      summary: 'Tracks sessions that were not started here',
      load: () => import('./import.js'),
    },
  ],
  [
    'relationships',
    {
      summary: 'Records when business relationships began and ended, from a file',
      load: () => import('./relationships.js'),
    },
  ],
  [
    'erasures',
    {
      summary: 'Exports what was erased, and erases it again after a backup was restored',
      load: () => import('./erasures.js'),
    },
  ],
  [
    'overview',
    {
      summary: 'Counts the figures of the overview again',
      load: () => import('./overview.js'),
    },
  ],
  [
    'rotate-keys',
    {
      summary: 'Encrypts all stored values again with the first encryption key',
      load: () => import('./rotate-keys.js'),
    },
  ],
  [
    'evidence',
    {
      summary: 'Verifies an evidence pack: its signature, and each of its files',
      load: () => import('./evidence.js'),
    },
  ],
  [
    'audit',
    {
      summary: 'Checks that no row of history or audit was changed, and exports where its chains end',
      load: () => import('./audit.js'),
    },
  ],
  [
    'grants',
    {
      summary: 'Prints the SQL that lets a role other than the owner of the tables run the service',
      load: () => import('./grants.js'),
    },
  ],
]);

const USAGE_EXIT_CODE = 2;

/**
 * Runs `nestjs-idenfy <command> [options]` and resolves to the exit code: 0 for success, 1 for a failure, 2 for invalid
 * usage. A failure prints one line to standard error.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  try {
    return await dispatch(name, args);
  } catch (error) {
    printError(error instanceof Error ? error.message : String(error));
    return error instanceof UsageError ? USAGE_EXIT_CODE : 1;
  }
}

async function dispatch(name: string | undefined, args: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    print(help());
    return 0;
  }
  if (name === '--version' || name === '-v') {
    print(packageVersion());
    return 0;
  }
  const command = COMMANDS.get(name ?? '');
  if (command === undefined) {
    const problem = name === undefined ? 'no command was given' : `there is no command '${name}'`;
    throw new UsageError(`${problem}; see 'nestjs-idenfy --help'`);
  }
  const { run } = await command.load();
  return run(args);
}

function help(): string {
  const commands = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`);
  return `Usage: nestjs-idenfy <command> [options]

Maintenance of a service that uses nestjs-idenfy.

Commands:
${commands.join('\n')}

Options:
  -h, --help      Shows this help; 'nestjs-idenfy <command> --help' shows the options of a command
  -v, --version   Prints the version

Exit codes:
  0 success, 1 failure, 2 invalid usage

Example:
  nestjs-idenfy inbox list

To run a local iDenfy for development and tests, use 'npx @nestjs-idenfy/simulator'.`;
}

function packageVersion(): string {
  const { version } = createRequire(import.meta.url)('nestjs-idenfy/package.json') as { version: string };
  return version;
}
