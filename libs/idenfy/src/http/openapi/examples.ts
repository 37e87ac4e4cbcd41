/** A schema, as far as examples are made from it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

type Schemas = Readonly<Record<string, Schema>>;

const TIME = '2026-01-31T09:30:00.000Z';
const SCAN_REF = '5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a';

/** Examples of properties whose schema does not say what a value looks like. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  account: 'default',
  actor: 'system',
  authToken: 'kdJ8sQ2mWvR5xT7bYc3nZp',
  clientId: 'customer-42',
  detail: 'FRONT',
  eventType: 'IDENTIFICATION_AUTO_FINISHED',
  from: 'ACTIVE',
  id: '4711',
  iframeUrl: 'https://ui.idenfy.com/?authToken=kdJ8sQ2mWvR5xT7bYc3nZp',
  inboxId: '815',
  lookups: 0,
  nextCursor: null,
  reason: 'the photo matches the account',
  redirectUrl: 'https://ui.idenfy.com/api/v2/redirect?authToken=kdJ8sQ2mWvR5xT7bYc3nZp',
  requestedBy: 'staff:grace',
  scanRef: SCAN_REF,
  staff: 'grace',
  startedBy: 'customer-42',
  to: 'APPROVED',
  version: 3,
};

/** Examples of formats. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': TIME,
  date: TIME.slice(0, 10),
  uuid: SCAN_REF,
};

/**
 * A value that the schema allows: its own examples where it has them. A choice is shown by its first schema; what may be
 * null and has no example of its own is shown as null.
 *
 * @returns undefined for bytes
 */
export function exampleOf(schema: Schema, schemas: Schemas, name = ''): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref !== undefined) return exampleOf(referred(schema.$ref, schemas), schemas, name);
  const choice = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (choice?.[0]) return exampleOf(choice[0], schemas, name);
  const types = [schema.type ?? (schema.properties ? 'object' : [])].flat();
  const formatted = FORMATS[schema.format ?? ''];
  if (formatted !== undefined) return types.includes('null') ? null : formatted;
  const named = BY_NAME[name];
  const isAllowed = schema.enum?.includes(named) ?? true;
  if (name in BY_NAME && isAllowed && (typeof named === jsTypeOf(types[0]) || named === null)) return named;
  if (types.includes('null') || ('nullable' in schema && schema.nullable === true)) return null;
  if (schema.enum) return schema.enum[0];
  switch (types[0]) {
    case 'object':
      return exampleOfObject(schema, schemas);
    case 'array': {
      const item = exampleOf(schema.items ?? {}, schemas, name);
      return item === undefined ? [] : [item];
    }
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 1;
    case 'string':
      return schema.format === 'binary' ? undefined : 'text';
    default:
      return undefined;
  }
}

function exampleOfObject({ properties = {} }: Schema, schemas: Schemas): unknown {
  const entries = Object.entries(properties).map(([name, schema]) => [
    name,
    exampleOf(schema, schemas, name),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown;
}

function referred(ref: string, schemas: Schemas): Schema {
  return schemas[ref.slice(ref.lastIndexOf('/') + 1)] ?? {};
}

function jsTypeOf(type: string | undefined): string | undefined {
  return type === 'integer' ? 'number' : type;
}
