import { LOCATION_OPTIONS, pageFrom, parseFlags, refuseArguments } from './flags.js';
import { print } from './output.js';

const HELP = `Usage: nestjs-idenfy drift [options]

Lists what iDenfy sends in webhooks and this version does not know: fields, values and types, counted for each account.

Options:
  --account <name>      Only this iDenfy account. Default: all
  --limit <number>      Rows to list, 1 to 200. Default: 50
  --before <id>         Only older rows, for the next page
  --json                Prints JSON
  --schema <name>       Schema of the tables. Default: the default schema of the connection
  --prefix <text>       Prefix of the table names (entityPrefix). Default: none
  -h, --help            Shows this help

Environment:
  DATABASE_URL          PostgreSQL, such as postgres://user:password@host:5432/database

Exit codes:
  0 success, 1 failure, 2 invalid usage

Example:
  nestjs-idenfy drift --account eu`;

const text = { type: 'string' } as const;
const OPTIONS = {
  ...LOCATION_OPTIONS,
  account: text,
  limit: text,
  before: text,
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `nestjs-idenfy drift`: lists what iDenfy sends and this version does not know. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags('drift', args, OPTIONS);
  if (values.help) {
    print(HELP);
    return 0;
  }
  refuseArguments('drift', positionals);
  const query = { account: values.account, ...pageFrom(values) };
  const { listDrift } = await import('./drift-list.js'); // the database packages take a second to load
  const { data, text: table } = await listDrift(query, values);
  print(values.json ? JSON.stringify(data, null, 2) : table);
  return 0;
}
