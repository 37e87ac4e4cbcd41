import { COMMANDS } from './commands.js';
import { complain, say } from './terminal.js';
import { UsageError } from './usage.error.js';
import { packageVersion } from './version.js';

const USAGE_EXIT_CODE = 2;

/**
 * Runs the command line `nestjs-idenfy <command> [options]` and resolves to the exit code: 0 for success, 1 for a failure,
 * 2 for a call that makes no sense. Failures are one line on standard error.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  try {
    return await dispatch(name, args);
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return error instanceof UsageError ? USAGE_EXIT_CODE : 1;
  }
}

async function dispatch(name: string | undefined, args: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    say(help());
    return 0;
  }
  if (name === '--version' || name === '-v') {
    say(await packageVersion());
    return 0;
  }
  const command = COMMANDS.get(name ?? '');
  if (command === undefined) {
    const problem = name === undefined ? 'no command was given' : `there is no command '${name}'`;
    throw new UsageError(`${problem}; 'nestjs-idenfy --help' lists them`);
  }
  const { run } = await command.load();
  return run(args);
}

function help(): string {
  const commands = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`);
  return [
    'Usage: nestjs-idenfy <command> [options]',
    '',
    ...commands,
    '',
    "'nestjs-idenfy <command> --help' tells more about one of them; --version tells the version.",
  ].join('\n');
}
