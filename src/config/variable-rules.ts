import { isIP } from 'node:net';
import { ValidateBy, type ValidationOptions } from 'class-validator';

const ENCRYPTION_KEY = /^([A-Za-z0-9_.-]{1,32}):[A-Za-z0-9+/]{43}=$/;

const HOST_NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

/** An IP address or a host name. */
export const IsHost = (options: ValidationOptions) => rule('isHost', isHost, options);

/** A PostgreSQL address with a host and a database name. */
export const IsPostgresUrl = (options: ValidationOptions) => rule('isPostgresUrl', isPostgresUrl, options);

/** An HTTPS address, or a plain HTTP address of this machine. */
export const IsSecureUrl = (options: ValidationOptions) => rule('isSecureUrl', isSecureUrl, options);

/** The address of an HTTP proxy, with or without a login. */
export const IsProxyUrl = (options: ValidationOptions) => rule('isProxyUrl', isProxyUrl, options);

/** A list of `id:base64(32 bytes)` with distinct ids. */
export const AreEncryptionKeys = (options: ValidationOptions) =>
  rule('areEncryptionKeys', areEncryptionKeys, options);

function rule(
  name: string,
  validate: (value: unknown) => boolean,
  options: ValidationOptions,
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate } }, options);
}

function isHost(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  // 999.1.1.1 looks like a host name, but URLs with it are invalid, and the simulator's webhooks need a URL.
  if (isIP(value) === 6) return URL.canParse(`http://[${value}]`);
  return HOST_NAME.test(value) && URL.canParse(`http://${value}`);
}

function isPostgresUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, pathname } = new URL(value);
  return /^postgres(ql)?:$/.test(protocol) && hostname !== '' && pathname.length > 1;
}

function isSecureUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function isProxyUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:\/\/[^/?#]+\/?$/.test(value);
}

function areEncryptionKeys(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const ids = value.map((key: unknown) =>
    typeof key === 'string' ? ENCRYPTION_KEY.exec(key)?.[1] : undefined,
  );
  return ids.every((id) => id !== undefined) && new Set(ids).size === ids.length;
}

/** Whether the host name is this machine's loopback interface. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
