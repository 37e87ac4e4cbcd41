import {
  type TableLocation,
  LOCATION_OPTIONS,
  parseFlags,
  refuseArguments,
  seeHelp,
  UsageError,
} from './flags.js';
import { print } from './output.js';

const HELP = `Usage: nestjs-idenfy grants --role <name> [options]

Prints the SQL that lets a role run the service, while another role owns the tables and runs the migrations. The role can
neither change history nor touch triggers. Run the script as the owner, after the migrations of each update.

Options:
  --role <name>         The role that the service connects as; required
  --schema <name>       Schema of the tables. Default: the default schema of the connection
  --prefix <text>       Prefix of the table names (entityPrefix). Default: none
  -h, --help            Shows this help

Exit codes:
  0 success, 1 failure, 2 invalid usage

Example:
  nestjs-idenfy grants --role app | psql "$OWNER_URL"`;

const OPTIONS = {
  ...LOCATION_OPTIONS,
  role: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy grants`: prints the privileges that the role of the service needs. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags('grants', args, OPTIONS);
  if (values.help) {
    print(HELP);
    return 0;
  }
  refuseArguments('grants', positionals);
  if (!values.role) throw new UsageError(`grants needs --role; ${seeHelp('grants')}`);
  print(await script(values.role, values));
  return 0;
}

async function script(role: string, { schema, prefix }: TableLocation): Promise<string> {
  const { grantsFor } = await import('../database/grants.js'); // the database packages take a second to load
  return grantsFor(role, { schema, entityPrefix: prefix });
}
