/** A type of JSON. */
export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/** A JSON Schema (2020-12), as far as the contract's schemas use it. */
export interface JsonSchema {
  readonly type?: JsonType | readonly JsonType[];
  readonly enum?: readonly (string | null)[];
  readonly format?: 'date' | 'date-time' | 'email' | 'uri' | 'uuid';
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** A schema for each field of the type: one that is missing or unknown does not compile. */
export type Columns<Table> = { readonly [Field in keyof Required<Table>]: JsonSchema };

/** @param maxLength in characters */
export function text(maxLength?: number): JsonSchema {
  return maxLength === undefined ? { type: 'string' } : { type: 'string', maxLength };
}

export function formatted(format: NonNullable<JsonSchema['format']>, maxLength?: number): JsonSchema {
  return { ...text(maxLength), format };
}

export function oneOf(values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** An object with any names, whose values all fit the schema. */
export function mapOf(values: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: values };
}

export const INTEGER: JsonSchema = { type: 'integer' };
export const NUMBER: JsonSchema = { type: 'number' };
export const BOOLEAN: JsonSchema = { type: 'boolean' };

/** An object whose content iDenfy does not describe. */
export const FREE_OBJECT: JsonSchema = { type: 'object', additionalProperties: true };

/** The schema, or null. */
export function orNull(schema: JsonSchema): JsonSchema {
  if (schema.anyOf !== undefined) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return {
    ...schema,
    type: [...types, 'null'],
    ...(schema.enum !== undefined && { enum: [...schema.enum, null] }),
  };
}

/** An object without other fields. @param optional fields that may be absent; all others are required */
export function table<Table>(
  columns: Columns<Table>,
  optional: readonly (keyof Table & string)[] = [],
): JsonSchema {
  const left: readonly string[] = optional;
  return {
    type: 'object',
    properties: columns,
    required: Object.keys(columns).filter((field) => !left.includes(field)),
    additionalProperties: false,
  };
}

/** The same schema for several fields. */
export function each<const Field extends string>(
  fields: readonly Field[],
  schema: JsonSchema,
): Readonly<Record<Field, JsonSchema>> {
  return Object.fromEntries(fields.map((field) => [field, schema])) as Record<Field, JsonSchema>;
}
