import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { AreEncryptionKeys, IsHost, IsPostgresUrl, IsProxyUrl, IsSecureUrl } from './variable-rules.js';

const MODES = ['development', 'test', 'production'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
const RETENTION_STARTS = ['relationship-end', 'verification-end'] as const;
const SWITCH = ['on', 'off'] as const;

const portRule = (name: string) => ({ message: `${name} must be a whole number from 0 to 65535` });
const daysRule = (name: string) => ({ message: `${name} must be a whole number of days, at least 1` });
const switchRule = (name: string) => ({ message: `${name} must be "on" or "off"` });
const urlRule = (name: string) => ({
  message: `${name} must be an https:// address (http:// only for this machine)`,
});

/** Every variable the service reads. Variables without a default are optional here; the boot checks which are needed. */
export class Environment {
  @IsIn(MODES, { message: `NODE_ENV must be one of ${MODES.join(', ')}` })
  NODE_ENV: (typeof MODES)[number] = 'development';

  /** Port the service listens on; 0 takes a free one. */
  @Type(() => Number)
  @IsInt(portRule('PORT'))
  @Min(0, portRule('PORT'))
  @Max(65_535, portRule('PORT'))
  PORT = 3000;

  /** Address the service listens on. */
  @IsHost({
    message: 'HOST must be an address of this machine such as 127.0.0.1, or 0.0.0.0 for every interface',
  })
  HOST = '127.0.0.1';

  @IsIn(LOG_LEVELS, { message: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'warn';

  @IsOptional()
  @IsPostgresUrl({ message: 'DATABASE_URL must look like postgres://user:password@host:5432/database' })
  DATABASE_URL?: string;

  /** Why connections to a database on another host may go without TLS in production, such as "the sidecar encrypts". */
  @IsOptional()
  @IsString()
  DATABASE_ALLOW_PLAINTEXT?: string;

  /** Folder of the embedded database, the simulator's state and the generated keys. */
  @IsString()
  DATA_DIR = '.data';

  @IsOptional()
  @IsString()
  IDENFY_API_KEY?: string;

  @IsOptional()
  @IsString()
  IDENFY_API_SECRET?: string;

  @IsOptional()
  @IsSecureUrl(urlRule('IDENFY_BASE_URL'))
  IDENFY_BASE_URL?: string;

  @IsOptional()
  @IsSecureUrl(urlRule('IDENFY_UI_URL'))
  IDENFY_UI_URL?: string;

  /** Proxy for all requests to iDenfy; it must open tunnels (CONNECT). HTTPS_PROXY and its like are not used. */
  @IsOptional()
  @IsProxyUrl({ message: 'IDENFY_PROXY_URL must look like http://user:password@proxy:3128' })
  IDENFY_PROXY_URL?: string;

  /** Keys that webhooks may be signed with, separated by commas. */
  @IsOptional()
  @Transform(commaSeparated)
  @ArrayNotEmpty({ message: 'IDENFY_WEBHOOK_SIGNING_KEYS must contain at least one key' })
  IDENFY_WEBHOOK_SIGNING_KEYS?: string[];

  /** Keys for personal data at rest, separated by commas: the first one encrypts, all of them decrypt. */
  @IsOptional()
  @Transform(commaSeparated)
  @AreEncryptionKeys({
    message:
      'IDENFY_ENCRYPTION_KEYS must be a comma-separated list of id:base64 of 32 random bytes, each id once',
  })
  IDENFY_ENCRYPTION_KEYS?: string[];

  /** Key of hashes that must never change, such as the idempotency keys of handlers. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'IDENFY_HASH_KEY must be base64 of 32 random bytes' })
  IDENFY_HASH_KEY?: string;

  /** Keys of the audit chains, separated by commas: the first one links new rows, all of them check stored ones. */
  @IsOptional()
  @Transform(commaSeparated)
  @AreEncryptionKeys({
    message: 'IDENFY_AUDIT_KEYS must be a comma-separated list of id:base64 of 32 random bytes, each id once',
  })
  IDENFY_AUDIT_KEYS?: string[];

  /** Days for which a verification must be kept (legal duty). */
  @IsOptional()
  @Type(() => Number)
  @IsInt(daysRule('IDENFY_KEEP_AT_LEAST_DAYS'))
  @Min(1, daysRule('IDENFY_KEEP_AT_LEAST_DAYS'))
  IDENFY_KEEP_AT_LEAST_DAYS?: number;

  /** Days after which a verification must be erased (privacy). */
  @IsOptional()
  @Type(() => Number)
  @IsInt(daysRule('IDENFY_DELETE_AFTER_DAYS'))
  @Min(1, daysRule('IDENFY_DELETE_AFTER_DAYS'))
  IDENFY_DELETE_AFTER_DAYS?: number;

  /** What both counts of days start from: the end of the business relationship, or that of each verification. */
  @IsOptional()
  @IsIn(RETENTION_STARTS, {
    message: `IDENFY_RETENTION_STARTS_AT must be one of ${RETENTION_STARTS.join(', ')}`,
  })
  IDENFY_RETENTION_STARTS_AT?: (typeof RETENTION_STARTS)[number];

  @Type(() => Number)
  @IsInt(portRule('SIMULATOR_PORT'))
  @Min(0, portRule('SIMULATOR_PORT'))
  @Max(65_535, portRule('SIMULATOR_PORT'))
  SIMULATOR_PORT = 4010;

  /** Secret that signs the bearer tokens of this service's own login. */
  @IsOptional()
  @MinLength(32, { message: 'AUTH_JWT_SECRET must have at least 32 characters' })
  AUTH_JWT_SECRET?: string;

  /** Most sessions started within 24 hours, over all people: the cap on what onboarding may cost. */
  @Type(() => Number)
  @IsInt({ message: 'SESSIONS_PER_DAY must be a whole number, at least 1' })
  @Min(1, { message: 'SESSIONS_PER_DAY must be a whole number, at least 1' })
  SESSIONS_PER_DAY = 1000;

  /** Serve /docs and /docs-json. On by default, off by default in production. */
  @IsOptional()
  @IsIn(SWITCH, switchRule('SERVE_DOCS'))
  SERVE_DOCS?: (typeof SWITCH)[number];

  /** Serve /metrics. On by default, off by default in production. */
  @IsOptional()
  @IsIn(SWITCH, switchRule('SERVE_METRICS'))
  SERVE_METRICS?: (typeof SWITCH)[number];
}

function commaSeparated({ value }: { value: unknown }): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
