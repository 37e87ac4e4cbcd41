import { type Check, Fields, object } from './input.js';

/** One option: its default, and what is accepted instead. */
export interface Option<Value> {
  readonly fallback: Value;
  readonly check: Check<Value>;
}

/** An option that is an object of options. What is left out of it has its default. */
export interface Group<Inner> {
  readonly inner: Inner;
}

type Rules = Readonly<Record<string, Option<unknown> | Group<Readonly<Record<string, Option<unknown>>>>>>;

/** The options with every default filled in. */
export type Values<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends Group<infer Inner>
    ? Values<Inner>
    : Options[Name] extends Option<infer Value>
      ? Value
      : never;
};

/** The options as a caller gives them: each may be left out. */
export type Given<Options> = {
  readonly [Name in keyof Options]?: Options[Name] extends Group<infer Inner>
    ? Given<Inner>
    : Options[Name] extends Option<infer Value>
      ? Value
      : never;
};

/** @param fallback the default */
export function option<Value>(fallback: NoInfer<Value>, check: Check<Value>): Option<Value> {
  return { fallback, check };
}

/** An option without a default. */
export function optional<Value>(check: Check<Value>): Option<Value | undefined> {
  return { fallback: undefined, check };
}

export function nullable<Value>(check: Check<Value>): Check<Value | null> {
  return (value, field) => (value === null ? null : check(value, field));
}

export function group<Inner>(inner: Inner): Group<Inner> {
  return { inner };
}

/**
 * Checks the given options and fills in the defaults.
 *
 * @param prefix of the names in error messages
 * @throws {SimulatorInputError}
 */
export function resolve<Options extends Rules>(
  options: Options,
  given: object,
  prefix = '',
): Values<Options> {
  const values = new Map(Object.entries(given));
  const resolved = Object.entries(options).map(([name, rule]) => {
    const value: unknown = values.get(name);
    const field = prefix + name;
    if ('inner' in rule) {
      const fields = value === undefined ? {} : object(value, field);
      refuseUnknown(fields, rule.inner, field);
      return [name, resolve(rule.inner, fields, `${field}.`)];
    }
    return [name, value === undefined ? rule.fallback : rule.check(value, field)];
  });
  return Object.fromEntries(resolved) as Values<Options>;
}

/** @param field names the object in the error message @throws {SimulatorInputError} */
export function refuseUnknown(given: unknown, options: object, field: string): void {
  Fields.of(given, Object.keys(options), field);
}
