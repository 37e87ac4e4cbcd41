import 'reflect-metadata';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';

/**
 * An option group is a class: each property gives the option's name, type, default, range and documentation in one
 * place. What a host passes is a `Partial` of it, `resolveOptions()` checks that and fills in the defaults, and the
 * tables in `docs/configuration.md` are generated from the class.
 *
 * @example
 * class SweepOptions {
 *   /** Seconds between two sweeps. *\/
 *   @Range(1, 86_400) everySeconds = 60;
 * }
 */
type OptionGroup<Group extends object> = new () => Group;

type Check = (value: unknown, option: string) => unknown;

const CHECKS = 'nestjs-idenfy:option-checks';

/** A number from `min` to `max`; a whole one unless `kind` is `'number'`. */
export function Range(min: number, max: number, kind: 'integer' | 'number' = 'integer'): PropertyDecorator {
  return CheckedBy((value, option) =>
    requireNumber(value, option, { min, max, integer: kind === 'integer' }),
  );
}

/** One of these values. */
export function OneOf(...values: readonly string[]): PropertyDecorator {
  return CheckedBy((value, option) => {
    if (values.includes(value as string)) return value;
    throw new IdenfyConfigurationError({ option, hint: `give one of ${values.join(', ')}` });
  });
}

/** An option without a default: `check` sees it only where it is given. */
export function Optional(check: Check = (value) => value): PropertyDecorator {
  return CheckedBy((value, option) => (value === undefined ? undefined : check(value, option)));
}

/** A group within the group: `@Nested(CircuitOptions) circuit = new CircuitOptions()`. */
export function Nested<Group extends object>(group: OptionGroup<Group>): PropertyDecorator {
  return CheckedBy((value, option) => resolveOptions(group, value as Partial<Group>, option));
}

/** A value that `check` accepts; the option becomes what `check` returns. */
export function CheckedBy(check: Check): PropertyDecorator {
  return (prototype, name) =>
    Reflect.defineMetadata(CHECKS, new Map([...checksOf(prototype), [name, check]]), prototype);
}

function checksOf(prototype: object): ReadonlyMap<string | symbol, Check> {
  return (
    (Reflect.getMetadata(CHECKS, prototype) as ReadonlyMap<string | symbol, Check> | undefined) ?? new Map()
  );
}

/** The names of the options of a group. */
export function optionNames<Group extends object>(group: OptionGroup<Group>): readonly string[] {
  const defaults = new group();
  return [...new Set([...Object.keys(defaults), ...checksOf(group.prototype as object).keys()].map(String))];
}

/**
 * The group with every default filled in.
 *
 * @param path of the group in the module's options, such as `webhooks.worker`; empty at the top level
 * @throws IdenfyConfigurationError naming the first option that is unknown, of another type or out of range
 */
export function resolveOptions<Group extends object>(
  group: OptionGroup<Group>,
  given: Partial<Group> = {},
  path = '',
): Group {
  const resolved = new group();
  const checks = checksOf(group.prototype as object);
  refuseUnknownOptions(given, optionNames(group), path);
  for (const name of optionNames(group) as (keyof Group & string)[]) {
    const option = path === '' ? name : `${path}.${name}`;
    const usual: unknown = resolved[name];
    const value: unknown = given[name] ?? usual;
    if (typeof usual === 'boolean' && typeof value !== 'boolean') {
      throw new IdenfyConfigurationError({ option, hint: 'give true or false' });
    }
    const checked = checks.get(name)?.(value, option) ?? value;
    if (checked !== undefined) resolved[name] = checked as Group[typeof name];
  }
  return resolved;
}

/** Refuses unknown option names: a misspelt option would otherwise be ignored without a message. */
export function refuseUnknownOptions(options: object, known: readonly string[], path = ''): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new IdenfyConfigurationError({
        option: path === '' ? name : `${path}.${name}`,
        hint: `there is no such option; known here are ${known.join(', ')}`,
      });
    }
  }
}

/**
 * The text without white space around it.
 * @throws IdenfyConfigurationError when it is no text, or empty
 */
export function requireText(value: unknown, option: string, hint: string): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') {
    throw new IdenfyConfigurationError({ option, hint });
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

/**
 * The number itself.
 * @throws IdenfyConfigurationError when it is no number within the range
 */
export function requireNumber(
  value: unknown,
  option: string,
  { min, max, integer = true }: NumberRange,
): number {
  const isRight = typeof value === 'number' && value >= min && value <= max;
  if (!isRight || (integer && !Number.isSafeInteger(value))) {
    const kind = integer ? 'a whole number' : 'a number';
    throw new IdenfyConfigurationError({ option, hint: `give ${kind} from ${min} to ${max}` });
  }
  return value;
}

/**
 * The URL without a trailing slash. Credentials travel to it, so it must be HTTPS, unless its host is this machine.
 * @throws IdenfyConfigurationError
 */
export function requireSecureUrl(value: unknown, option: string): string {
  const hint = 'give an https:// URL (http:// only for this machine)';
  const text = requireText(value, option, hint);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSecure(url)) {
    throw new IdenfyConfigurationError({ option, hint });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new IdenfyConfigurationError({
      option,
      hint: 'give a URL of scheme, host, port and path only, without credentials, query or fragment',
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

/** Whether the host of a URL is this machine by its name or address. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
