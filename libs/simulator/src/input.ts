import { isJsonObject, isStringList } from '@nestjs-idenfy/contract';

/** An option, a fault, an outcome or another instruction to the simulator is invalid. The message is `field: hint`. */
export class SimulatorInputError extends Error {
  override readonly name = 'SimulatorInputError';

  constructor(
    /** The invalid field, dotted when it is nested (`webhooks.drop`), or `body`. */
    readonly field: string,
    /** What the simulator accepts there. */
    readonly hint: string,
  ) {
    super(`${field}: ${hint}`);
  }
}

/** Returns the value with its type. @throws {SimulatorInputError} when it does not fit */
export type Check<Value> = (value: unknown, field: string) => Value;

interface Range {
  readonly min: number;
  readonly max?: number;
}

export const string = checked('must be a string', (value) => typeof value === 'string');
export const boolean = checked('must be true or false', (value) => typeof value === 'boolean');
export const strings: Check<readonly string[]> = checked('must be a list of strings', isStringList);
export const object: Check<Readonly<Record<string, unknown>>> = checked('must be an object', isJsonObject);

export const stringMap = checked(
  'must be an object of strings',
  (value): value is Readonly<Record<string, string>> =>
    isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string'),
);

export const webUrl = checked('must be an http or https address', (value): value is string => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:';
});

export function integer(range: Range): Check<number> {
  return checked(
    `must be a whole number ${rangeText(range)}`,
    (value): value is number => Number.isInteger(value) && isWithin(Number(value), range),
  );
}

export function number(range: Range): Check<number> {
  return checked(
    `must be a number ${rangeText(range)}`,
    (value): value is number => typeof value === 'number' && Number.isFinite(value) && isWithin(value, range),
  );
}

export function oneOf<const Value extends string>(allowed: readonly Value[]): Check<Value> {
  const values: readonly unknown[] = allowed;
  return checked(`must be one of ${allowed.join(', ')}`, (value): value is Value => values.includes(value));
}

/** @param hint finishes the sentence that begins with the field */
export function checked<Value>(hint: string, fits: (value: unknown) => value is Value): Check<Value> {
  return (value, field) => {
    if (fits(value)) return value;
    throw new SimulatorInputError(field, hint);
  };
}

/** One JSON object, read property by property. Properties with unknown names are refused. */
export class Fields {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly prefix: string,
  ) {}

  /**
   * @param name of the object in error messages; the names of its properties follow it after a dot, unless it is `body`
   * @throws {SimulatorInputError} when the value is not an object, or has a property that is not in `known`
   */
  static of(value: unknown, known: readonly string[], name = 'body'): Fields {
    if (!isJsonObject(value)) throw new SimulatorInputError(name, 'must be a JSON object');
    const prefix = name === 'body' ? '' : `${name}.`;
    const unknown = Object.keys(value).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      throw new SimulatorInputError(prefix + unknown, `is not known here; known are ${known.join(', ')}`);
    }
    return new Fields({ ...value }, prefix);
  }

  has(key: string): boolean {
    return this.values[key] !== undefined;
  }

  raw(key: string): unknown {
    return this.values[key];
  }

  /** Undefined when the property is absent. @throws {SimulatorInputError} */
  read<Value>(key: string, check: Check<Value>): Value | undefined {
    return this.has(key) ? check(this.values[key], this.prefix + key) : undefined;
  }

  /** @throws {SimulatorInputError} */
  nested(key: string, known: readonly string[]): Fields | undefined {
    return this.has(key) ? Fields.of(this.values[key], known, this.prefix + key) : undefined;
  }

  refuse(key: string, hint: string): never {
    throw new SimulatorInputError(this.prefix + key, hint);
  }
}

function isWithin(value: number, { min, max = Infinity }: Range): boolean {
  return value >= min && value <= max;
}

function rangeText({ min, max }: Range): string {
  return max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
}
