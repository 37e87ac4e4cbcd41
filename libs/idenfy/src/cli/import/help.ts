/** `nestjs-idenfy import --help`. */
export const IMPORT_HELP = `Usage: nestjs-idenfy import --client-id <id> [--scan-ref <scanRef>]... [options]

Tracks sessions that were not started here: asks iDenfy once for the status of each, within the hour's budget of
requests that the service shares, and goes on from there. Handlers are called for final results, and callbacks
that came before are applied.

  --client-id <text>     your own name for the person, as the session was started with
  --scan-ref <scanRef>   the session; several in the order they were started, the oldest first.
                         Without it the only session that iDenfy has of this person
  --started-at <time>    when the one session was started, such as 2026-01-31T08:00:00Z (now): of several
                         outcomes, that of the newest session counts
  --account <name>       the iDenfy account, as the service calls it (default)
  --keep nothing         stores no tags and results, as the service does with keep: 'nothing'
  --by <name>            who you are, for the history (the user of this machine)

  --json                 for programs
  --schema <name>        schema of the tables, if it is not the default one
  --prefix <text>        what the names of the tables begin with (entityPrefix)
  --help                 this text

Environment:
  DATABASE_URL           PostgreSQL, e.g. postgres://user:password@host/database
  IDENFY_API_KEY         credentials of the account
  IDENFY_API_SECRET
  IDENFY_BASE_URL        where the API is, if not at https://ivs.idenfy.com`;
