import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';

/** Refuses option names we do not know: a misspelt option would otherwise be ignored in silence. */
export function refuseUnknownOptions(options: object, known: readonly string[], path = ''): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new IdenfyConfigurationError({
        option: path === '' ? name : `${path}.${name}`,
        mend: `there is no such option; known here are ${known.join(', ')}`,
      });
    }
  }
}

/** The text without white space around it. */
export function requireText(value: unknown, option: string, mend: string): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') {
    throw new IdenfyConfigurationError({ option, mend });
  }
  return text;
}

/** Limits of a number. */
export interface NumberRange {
  min: number;
  max: number;
  /** @default true */
  integer?: boolean;
}

/** The number itself, if it is within the range. */
export function requireNumber(
  value: unknown,
  option: string,
  { min, max, integer = true }: NumberRange,
): number {
  const isRight = typeof value === 'number' && value >= min && value <= max;
  if (!isRight || (integer && !Number.isSafeInteger(value))) {
    const kind = integer ? 'a whole number' : 'a number';
    throw new IdenfyConfigurationError({ option, mend: `give ${kind} from ${min} to ${max}` });
  }
  return value;
}

/** The URL without a trailing slash. Credentials travel to it, so it must be HTTPS, unless it is this machine. */
export function requireSecureUrl(value: unknown, option: string): string {
  const mend = 'give an https:// URL (http:// only for this machine)';
  const text = requireText(value, option, mend);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSecure(url)) {
    throw new IdenfyConfigurationError({ option, mend });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new IdenfyConfigurationError({
      option,
      mend: 'give a URL of scheme, host, port and path only, without credentials, query or fragment',
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

/** Whether the host of a URL is this machine by its very name or address. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
