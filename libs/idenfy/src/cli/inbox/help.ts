/** `nestjs-idenfy inbox --help`. */
export const INBOX_HELP = `Usage: nestjs-idenfy inbox <what> [options]

Shows what got stuck between iDenfy and your handlers, and brings it back.

  list                  calls of handlers that were given up (dead letters), the newest first
  show <id>             one of them: what it was about, and why it failed
  retry <id>            has the handler called again, with a full number of attempts
  retry-all             the same for all that were given up since --since
  orphans               callbacks that no verification was waiting for, or that cannot be read

  --handler <name>      only of this handler (list, retry-all)
  --account <name>      only of this iDenfy account
  --limit <number>      how many to list, 1 to 200 (50)
  --before <id>         only older ones: the next page
  --since <time>        a date or a time with its zone, such as 2026-01-31T08:00:00Z (retry-all)
  --reason <text>       why; required to retry, and kept with the name, also in the audit
  --by <name>           who you are (the user of this machine)

  --json                for programs
  --schema <name>       schema of the tables, if it is not the default one
  --prefix <text>       what the names of the tables begin with (entityPrefix)
  --help                this text

Environment:
  DATABASE_URL          PostgreSQL, e.g. postgres://user:password@host/database`;
