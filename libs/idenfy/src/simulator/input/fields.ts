import { SimulatorInputError } from './simulator-input.error.js';

interface Range {
  readonly min: number;
  readonly max?: number;
}

/** Reads one JSON object property by property; whatever does not fit is refused with the property's name. */
export class Fields {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly prefix: string,
  ) {}

  /** @throws {SimulatorInputError} when the value is no object, or has a property that is not in `known` */
  static of(value: unknown, known: readonly string[], name = 'body'): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new SimulatorInputError(name, 'must be a JSON object');
    }
    const prefix = name === 'body' ? '' : `${name}.`;
    const stranger = Object.keys(value).find((key) => !known.includes(key));
    if (stranger !== undefined) {
      throw new SimulatorInputError(prefix + stranger, `is not known here; known are ${known.join(', ')}`);
    }
    return new Fields({ ...value }, prefix);
  }

  has(key: string): boolean {
    return this.values[key] !== undefined;
  }

  raw(key: string): unknown {
    return this.values[key];
  }

  string(key: string): string | undefined {
    return this.read(key, (value) => typeof value === 'string', 'must be a string') as string | undefined;
  }

  boolean(key: string): boolean | undefined {
    return this.read(key, (value) => typeof value === 'boolean', 'must be true or false') as
      boolean | undefined;
  }

  integer(key: string, range: Range): number | undefined {
    const fits = (value: unknown) => Number.isInteger(value) && within(value as number, range);
    return this.read(key, fits, `must be a whole number ${inWords(range)}`) as number | undefined;
  }

  number(key: string, range: Range): number | undefined {
    const fits = (value: unknown) =>
      typeof value === 'number' && Number.isFinite(value) && within(value, range);
    return this.read(key, fits, `must be a number ${inWords(range)}`) as number | undefined;
  }

  oneOf<Value extends string>(key: string, allowed: readonly Value[]): Value | undefined {
    const fits = (value: unknown) => (allowed as readonly unknown[]).includes(value);
    return this.read(key, fits, `must be one of ${allowed.join(', ')}`) as Value | undefined;
  }

  strings(key: string): readonly string[] | undefined {
    const fits = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string');
    return this.read(key, fits, 'must be a list of strings') as readonly string[] | undefined;
  }

  stringMap(key: string): Readonly<Record<string, string>> | undefined {
    const fits = (value: unknown) =>
      isPlainObject(value) && Object.values(value).every((item) => typeof item === 'string');
    return this.read(key, fits, 'must be an object of strings') as
      Readonly<Record<string, string>> | undefined;
  }

  object(key: string): Readonly<Record<string, unknown>> | undefined {
    return this.read(key, isPlainObject, 'must be an object') as
      Readonly<Record<string, unknown>> | undefined;
  }

  nested(key: string, known: readonly string[]): Fields | undefined {
    return this.has(key) ? Fields.of(this.values[key], known, this.prefix + key) : undefined;
  }

  refuse(key: string, mend: string): never {
    throw new SimulatorInputError(this.prefix + key, mend);
  }

  private read(key: string, fits: (value: unknown) => boolean, mend: string): unknown {
    const value = this.values[key];
    if (value !== undefined && !fits(value)) this.refuse(key, mend);
    return value;
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function within(value: number, { min, max = Infinity }: Range): boolean {
  return value >= min && value <= max;
}

function inWords({ min, max }: Range): string {
  return max === undefined ? `of at least ${min}` : `between ${min} and ${max}`;
}
