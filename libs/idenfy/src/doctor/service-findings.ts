import type { FindingKind } from './finding-kind.js';

/** What the checks of a running service can find, by code. */
export const SERVICE_FINDINGS = {
  CHECK_FAILED: {
    status: 'failed',
    detail: 'the check itself failed ({cause})',
    hint: 'see the log of the database and of the service for this time',
  },
  MISCONFIGURED: { status: 'failed', detail: '{option}', hint: '{hint}' },

  DATABASE_REACHED: { status: 'ok', detail: 'PostgreSQL {version}' },
  DATABASE_UNREACHABLE: {
    status: 'failed',
    detail: 'it cannot be reached ({cause})',
    hint: 'check address, password, pg_hba.conf, TLS and firewall of the database',
  },
  VERSION_FITS: { status: 'ok', detail: 'it can be used' },
  VERSION_TOO_OLD: { status: 'failed', detail: 'the server is too old', hint: '{hint}' },
  OBJECTS_FOUND: { status: 'ok', detail: 'tables, columns, indexes and triggers are there' },
  OBJECTS_MISSING: { status: 'failed', detail: 'objects are missing', hint: '{hint}' },
  PRIVILEGES_FOUND: { status: 'ok', detail: 'the role may do what the service does' },
  PRIVILEGES_MISSING: { status: 'failed', detail: 'privileges are missing', hint: '{hint}' },
  SETTINGS_FIT: { status: 'ok', detail: 'DateStyle is ISO' },
  SETTINGS_DIFFER: {
    status: 'failed',
    detail: 'a setting of the role cannot be worked with',
    hint: '{hint}',
  },
  ISOLATION_FITS: { status: 'ok', detail: '{isolation}' },
  ISOLATION_STRICTER: {
    status: 'warning',
    detail: 'the default is {isolation}, so each statement of the library takes a transaction of its own',
    hint: `set default_transaction_isolation to 'read committed' for this role`,
  },
  PRIMARY_IN_USE: { status: 'ok', detail: 'in use' },
  REPLICAS_UNUSED: { status: 'ok', detail: 'in use; the {replicas} read replicas are not' },
  STANDBY: {
    status: 'failed',
    detail: 'the server is a standby',
    hint: 'give the address of the primary',
  },
  READ_ONLY: {
    status: 'failed',
    detail: 'transactions are read-only',
    hint: 'unset default_transaction_read_only for this role',
  },
  POOL_FITS: {
    status: 'ok',
    detail: '{connections} connections in this process, and the server accepts {accepted}',
  },
  POOL_TOO_LARGE: {
    status: 'warning',
    detail: '{connections} connections in this process, and the server accepts {accepted}',
    hint: 'lower dataSource.poolSize, so that all processes together stay below it',
  },
  NOTIFICATIONS_HEARD: { status: 'ok', detail: 'LISTEN hears itself' },
  NOTIFICATIONS_UNHEARD: {
    status: 'warning',
    detail:
      'LISTEN succeeds and hears nothing: a pooler in transaction mode is in between, and results come by polling',
    hint: 'set database.listenUrl (on the command line DATABASE_LISTEN_URL) to the address of PostgreSQL itself',
  },
  DATABASE_CLOCK_AGREES: { status: 'ok', detail: 'it agrees with the clock of this machine' },
  DATABASE_CLOCK_DIFFERS: {
    status: 'warning',
    detail: 'it differs from the clock of this machine by {seconds} s',
    hint: 'let NTP set the clocks of both machines',
  },

  ENCRYPTION_KEY_GIVEN: { status: 'ok', detail: 'the key "{key}" writes' },
  ENCRYPTION_KEY_DERIVED: {
    status: 'warning',
    detail: 'the key is derived from the API secret, which production refuses',
    hint: 'give encryptionKeys (IDENFY_ENCRYPTION_KEYS), a list of id:base64 of 32 random bytes',
  },
  VALUES_READABLE: { status: 'ok', detail: 'stored values can be decrypted' },
  VALUES_UNREADABLE: {
    status: 'failed',
    detail: 'values under {keys} cannot be decrypted',
    hint: 'give back the keys with these ids, and remove a key only once `npx nestjs-idenfy rotate-keys` says so',
  },
  VALUES_UNSEALED: {
    status: 'failed',
    detail: '{columns} holds bytes that this library has not encrypted',
    hint: 'restore these rows from a backup, and find out what else writes to the tables',
  },
  SIGNING_KEYS_GIVEN: { status: 'ok', detail: '{account} has {count}' },
  SIGNING_KEYS_MISSING: {
    status: 'warning',
    detail: '{account} has none, so its webhooks are refused',
    hint: 'give the signing key that stands beside the webhook in the dashboard of iDenfy',
  },
  SIGNING_KEYS_LONG: { status: 'ok', detail: '{account}: {bytes} bytes or more' },
  SIGNING_KEY_SHORT: {
    status: 'warning',
    detail: 'a key of {account} is shorter than {bytes} bytes',
    hint: 'enter a longer one in the dashboard of iDenfy, such as `openssl rand -hex 32` makes',
  },
  SIGNATURE_REQUIRED: { status: 'ok', detail: 'webhooks without a signature are refused' },
  SIGNATURE_OPTIONAL: {
    status: 'warning',
    detail: 'webhooks without a signature are accepted: anyone who reaches the route can approve anyone',
    hint: 'set webhooks.requireSignature to true, unless iDenfy cannot sign and something else guards the route',
  },
  EVIDENCE_SIGNED: { status: 'ok', detail: 'evidence packs are signed' },
  EVIDENCE_UNSIGNED: {
    status: 'warning',
    detail: 'evidence is kept, but packs are not signed: no one can tell later whether one was changed',
    hint: 'give evidence.signingKey, such as `openssl genpkey -algorithm ed25519` makes',
  },

  CHAINS_WHOLE: {
    status: 'ok',
    detail: 'the newest {history} rows of history and {access} access records are whole',
  },
  CHAIN_KEY_UNKNOWN: {
    status: 'failed',
    detail: 'row {row} of {table} names a key that is not given',
    hint: 'give back the key to auditKeys (IDENFY_AUDIT_KEYS)',
  },
  CHAIN_BROKEN: {
    status: 'failed',
    detail: 'row {row} of {table} is broken: {problem}',
    hint: 'see `npx nestjs-idenfy audit verify`, and find out who may write to the tables besides the service',
  },

  IDENFY_REACHED: { status: 'ok', detail: '{account} at {url}' },
  IDENFY_FAILS: {
    status: 'failed',
    detail: '{account}: {url} answers {status}',
    hint: 'see the status page of iDenfy, or try again later',
  },
  IDENFY_UNREACHABLE: {
    status: 'failed',
    detail: '{account}: {url} does not answer ({cause})',
    hint: 'check baseUrl, DNS, the firewall for outgoing HTTPS, and the certificates that this machine trusts',
  },
  CREDENTIALS_ACCEPTED: { status: 'ok', detail: 'those of {account} are accepted' },
  CREDENTIALS_REFUSED: {
    status: 'failed',
    detail: 'those of {account} are refused',
    hint: 'compare apiKey and apiSecret with the dashboard (Settings, API keys), and whether they are of the sandbox or of production',
  },
  CREDENTIALS_UNKNOWN: {
    status: 'warning',
    detail: 'whether those of {account} are accepted is not known ({cause})',
    hint: 'try again later; where it stays, ask iDenfy what the account may do',
  },
  CLOCK_REPLACED: { status: 'ok', detail: 'the clock of this process is replaced' },
  CLOCK_UNTOLD: { status: 'ok', detail: '{account}: the answer has no Date' },
  CLOCK_AGREES: { status: 'ok', detail: '{account}: it agrees with the clock of this machine' },
  CLOCK_DIFFERS: {
    status: 'warning',
    detail: '{account}: it differs from the clock of this machine by {seconds} s',
    hint: 'let NTP set the clock of this machine',
  },

  HANDLERS_ANNOUNCED: { status: 'ok', detail: '{handlers}' },
  HANDLERS_NONE: {
    status: 'warning',
    detail: 'no process has announced a handler within two hours, so no code of yours learns of results',
    hint: 'start a process that has providers with @OnVerification(), or read the results over REST',
  },
  RUNS_ALL_HANDLED: { status: 'ok', detail: 'none' },
  RUNS_WITHOUT_HANDLER: {
    status: 'warning',
    detail: '{handlers}',
    hint: 'start a process that has the handler, or close them with `npx nestjs-idenfy inbox drop --handler …`',
  },
  DEAD_LETTERS_NONE: { status: 'ok', detail: 'none' },
  DEAD_LETTERS: {
    status: 'warning',
    detail: '{handlers}',
    hint: 'see why with `npx nestjs-idenfy inbox list`, and retry them once it is fixed',
  },
  WEBHOOKS_IN_TIME: { status: 'ok', detail: 'none is late' },
  WEBHOOKS_LATE: {
    status: 'failed',
    detail: '{count} wait for longer than {minutes} minutes',
    hint: 'start a process with webhooks.worker.enabled, and read the warnings of IdenfyWebhookWorker in its log',
  },

  RELATIONSHIPS_RECORDED: { status: 'ok', detail: 'all verified people have one' },
  RELATIONSHIPS_MISSING: {
    status: 'warning',
    detail: '{count} verified people have none, so their data is never due for erasure',
    hint: 'record them with Relationships, or with `npx nestjs-idenfy relationships import`',
  },
  SUSPICIONS_DECIDED: { status: 'ok', detail: 'none is undecided for {days} days' },
  SUSPICIONS_UNDECIDED: {
    status: 'warning',
    detail: '{count} are undecided for {days} days, and cannot be erased before a decision',
    hint: 'decide on them: GET /idenfy/verifications?status=SUSPECTED',
  },

  WEBHOOKS_NOT_EXPECTED: { status: 'ok', detail: 'no session should have ended so far' },
  WEBHOOKS_ARRIVE: { status: 'ok', detail: 'webhooks arrive' },
  WEBHOOKS_MISSING: {
    status: 'failed',
    detail: '{sessions} sessions should have ended, and no webhook has arrived since the first of them',
    hint: 'enter the URL of the webhook route in the dashboard of iDenfy (Settings, Webhooks), one entry for each event, and run `npx nestjs-idenfy doctor --public-url …` with that URL',
  },
  REVIEWS_IN_TIME: { status: 'ok', detail: '{count} are in review, which takes minutes' },
  RESULTS_OVERDUE: {
    status: 'warning',
    detail: '{count} verifications have no result although their time is over and iDenfy was asked',
    hint: 'look at these sessions in the dashboard of iDenfy, and fetch their results with POST …/refresh',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
