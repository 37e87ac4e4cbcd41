import { LOCATION_OPTIONS, parseFlags, seeHelp, UsageError } from './flags.js';
import { print, printError } from './output.js';

const HELP = `Usage: nestjs-idenfy overview rebuild [options]

Counts the whole history again for the figures of the overview, while the service runs. It is needed only where the
counts were lost: the service keeps them by itself. What was erased since it was counted keeps its start, end, verdicts
and decisions, and loses its reasons, durations, country, document type and level.

You can stop it at any time: the service counts on from where it stopped.

Options:
  --schema <name>       Schema of the tables. Default: the default schema of the connection
  --prefix <text>       Prefix of the table names (entityPrefix). Default: none
  -h, --help            Shows this help

Environment:
  DATABASE_URL          PostgreSQL, such as postgres://user:password@host:5432/database

Exit codes:
  0 success, 1 failure, or the service is counting at the moment, 2 invalid usage

Example:
  nestjs-idenfy overview rebuild`;

const OPTIONS = { ...LOCATION_OPTIONS, help: { type: 'boolean', short: 'h' } } as const;

/** `nestjs-idenfy overview`: counts the figures of the overview again. */
export async function run([action, ...args]: readonly string[]): Promise<number> {
  if (action === '--help' || action === '-h') {
    print(HELP);
    return 0;
  }
  if (action === undefined) throw new UsageError(`overview needs an action; ${seeHelp('overview')}`);
  if (action !== 'rebuild')
    throw new UsageError(`overview has no action '${action}'; ${seeHelp('overview')}`);
  const { values, positionals } = parseFlags('overview', args, OPTIONS);
  if (values.help) {
    print(HELP);
    return 0;
  }
  const [argument] = positionals;
  if (argument !== undefined)
    throw new UsageError(`overview rebuild takes no argument '${argument}'; ${seeHelp('overview')}`);
  const { rebuildOverview } = await import('./overview-rebuild.js'); // the database packages take a second to load
  const { ran, cursor } = await rebuildOverview(values);
  if (!ran) {
    printError('the service is counting at the moment; run it again in a few seconds');
    return 1;
  }
  print(`Counted again, up to line ${cursor} of the history.`);
  return 0;
}
