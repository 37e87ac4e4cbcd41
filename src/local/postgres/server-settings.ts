/** What differs from PostgreSQL's own defaults, as `name=value`. */
export function serverSettings({
  durable,
  port,
}: {
  readonly durable: boolean;
  readonly port: number;
}): string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_checkpoints=off',
    ...(durable ? [] : CARELESS),
  ];
}

/** Waits for no disk: what a crash of the machine takes is not missed. */
const CARELESS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];
