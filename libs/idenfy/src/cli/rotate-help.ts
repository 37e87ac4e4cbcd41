/** `nestjs-idenfy rotate-keys --help`. */
export const ROTATE_HELP = `Usage: nestjs-idenfy rotate-keys [options]

Seals everything that is encrypted at rest anew with the first key of IDENFY_ENCRYPTION_KEYS, value by value,
while the service runs. It may be stopped and run again at any time. To exchange a key:

  1. add the new key as the last one, and restart every replica: all of them can read it
  2. move the new key to the front, and restart every replica: it writes
  3. run this command with the same keys, until it says that none is left under another key
  4. drop the old key, and restart

  --schema <name>    schema of the tables, if it is not the default one
  --prefix <text>    what the names of the tables begin with (entityPrefix)
  --batch <number>   values read at a time (200)
  --help             this text

Environment:
  DATABASE_URL             PostgreSQL, e.g. postgres://user:password@host/database
  IDENFY_ENCRYPTION_KEYS   id:base64 of 32 bytes, comma separated, the new one first`;
