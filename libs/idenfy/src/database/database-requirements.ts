import type { DataSource, EntityMetadata } from 'typeorm';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { idenfyEntities } from './entities/idenfy-entities.js';
import { APPEND_ONLY, guardingTriggers, PRUNED, tableNameOf, TABLES } from './table-names.js';

/** A statement takes one connection, the host's own transaction another one. */
const FEWEST_CONNECTIONS = 2;

/** What pg takes when no limit is given. */
const DEFAULT_CONNECTIONS = 10;

/** PostgreSQL cuts names after 63 bytes, and ours have up to 42 behind the prefix. */
const LONGEST_PREFIX = 20;

const OLDEST_VERSION = 14;

/** How many missing objects a message names. */
const NAMED_OBJECTS = 3;

type Query = <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

/**
 * Refuses a DataSource that cannot work, instead of failing at the first webhook.
 * @throws IdenfyConfigurationError naming the setting and the hint
 */
export function refuseSettings(dataSource: DataSource): void {
  refuseSmallPool(dataSource);
  refuseOtherNames(dataSource);
}

/** How many connections the pool of the DataSource opens at most. */
export function poolSizeOf({ options }: DataSource): number {
  const { max } = (options.extra ?? {}) as { readonly max?: number };
  const poolSize = 'poolSize' in options ? options.poolSize : undefined;
  return max ?? poolSize ?? DEFAULT_CONNECTIONS;
}

function refuseSmallPool(dataSource: DataSource): void {
  const { max } = (dataSource.options.extra ?? {}) as { readonly max?: number };
  if (poolSizeOf(dataSource) >= FEWEST_CONNECTIONS) return;
  throw new IdenfyConfigurationError({
    option: max === undefined ? 'dataSource.poolSize' : 'dataSource.extra.max',
    hint: `give the pool at least ${FEWEST_CONNECTIONS} connections: one for this library while the application uses another`,
  });
}

/** Our SQL names tables and columns as the entities declare them. */
function refuseOtherNames(dataSource: DataSource): void {
  const { options } = dataSource;
  const prefix = options.entityPrefix ?? '';
  if (prefix.length > LONGEST_PREFIX) {
    throw new IdenfyConfigurationError({
      option: 'dataSource.entityPrefix',
      hint: `give at most ${LONGEST_PREFIX} characters, because PostgreSQL cuts long names`,
    });
  }
  const schema = 'schema' in options ? options.schema : undefined;
  for (const metadata of metadatasOf(dataSource)) {
    const table = `${prefix}${metadata.tableMetadataArgs.name ?? ''}`;
    const renamed = metadata.columns.find(
      ({ databaseName, givenDatabaseName, propertyName }) =>
        databaseName !== (givenDatabaseName ?? propertyName),
    );
    if (metadata.tableName === table && metadata.schema === schema && renamed === undefined) continue;
    const what = renamed
      ? `column '${renamed.givenDatabaseName ?? renamed.propertyName}' of '${table}' '${renamed.databaseName}'`
      : `table '${table}' '${metadata.tablePath}'`;
    throw new IdenfyConfigurationError({
      option: 'dataSource.namingStrategy',
      hint:
        `${dataSource.namingStrategy.constructor.name} names the ${what}; let it keep the names that entities give, ` +
        'or give this library a DataSource of its own',
    });
  }
}

function metadatasOf(dataSource: DataSource): readonly EntityMetadata[] {
  return idenfyEntities.map((entity) => {
    if (dataSource.hasMetadata(entity)) return dataSource.getMetadata(entity);
    throw new IdenfyConfigurationError({
      option: 'dataSource.entities',
      hint: 'spread `idenfyEntities` into its entities, or set `autoLoadEntities`',
    });
  });
}

/** An object, privilege or setting that our SQL needs. */
interface Needed {
  readonly kind: 'table' | 'column' | 'index' | 'trigger' | 'privilege' | 'setting' | 'version';
  readonly table: string;
  readonly name: string;
}

/**
 * Refuses a database that the migrations of this library did not bring up to date. It looks for the objects themselves:
 * hosts rename the table of migrations, or run them with other tools.
 * @throws IdenfyConfigurationError naming what is missing and the hint
 */
export async function refuseDatabase(dataSource: DataSource, query: Query): Promise<void> {
  const lacking = await lackingIn(dataSource, query);
  const [first] = lacking;
  if (!first) return;
  throw new IdenfyConfigurationError({ option: 'dataSource', hint: hintFor(first, lacking) });
}

interface Lack {
  /** What is missing, such as `UPDATE in idenfy_webhook`. */
  readonly missing: string;
  /** What to do about it. */
  readonly hint: string;
}

/** What a database lacks, by kind; what is complete is left out. */
export interface DatabaseLacks {
  readonly version?: Lack;
  readonly settings?: Lack;
  readonly objects?: Lack;
  readonly privileges?: Lack;
}

/** The same as `refuseDatabase()`, but tells everything at once and throws nothing for it. */
export async function lacksOf(dataSource: DataSource, query: Query): Promise<DatabaseLacks> {
  const lacking = await lackingIn(dataSource, query);
  const lack = (name: keyof DatabaseLacks, isOfKind: (kind: Needed['kind']) => boolean) => {
    const missing = lacking.filter(({ kind }) => isOfKind(kind));
    const [first] = missing;
    return first && { [name]: { missing: namesOf(missing), hint: hintFor(first, missing) } };
  };
  return {
    ...lack('version', (kind) => kind === 'version'),
    ...lack('settings', (kind) => kind === 'setting'),
    ...lack('privileges', (kind) => kind === 'privilege'),
    ...lack('objects', (kind) => !['version', 'setting', 'privilege'].includes(kind)),
  };
}

function lackingIn(dataSource: DataSource, query: Query): Promise<Needed[]> {
  const needed = neededObjects(dataSource);
  return query<Needed>(MISSING_SQL, [
    needed.map(({ kind }) => kind),
    needed.map(({ table }) => table),
    needed.map(({ name }) => name),
    ('schema' in dataSource.options ? dataSource.options.schema : undefined) ?? null,
  ]);
}

function neededObjects(dataSource: DataSource): readonly Needed[] {
  const ofEntities = metadatasOf(dataSource).flatMap(({ tableName: table, columns, indices }) => [
    { kind: 'table' as const, table, name: table },
    { kind: 'privilege' as const, table, name: 'SELECT and INSERT' },
    ...columns.map(({ databaseName: name }) => ({ kind: 'column' as const, table, name })),
    ...indices.map(({ name }) => ({ kind: 'index' as const, table, name })),
  ]);
  const triggers = guardingTriggers(dataSource).map((trigger) => ({
    kind: 'trigger' as const,
    ...trigger,
  }));
  const privileged = (name: string, tables: typeof PRUNED) =>
    tables.map((table) => ({ kind: 'privilege' as const, table: tableNameOf(dataSource, table).name, name }));
  return [
    ...ofEntities,
    ...triggers,
    ...privileged(
      'UPDATE',
      TABLES.filter((table) => !APPEND_ONLY.includes(table)),
    ),
    ...privileged('DELETE', PRUNED),
  ];
}

function namesOf(lacking: readonly Needed[]): string {
  const named = lacking.slice(0, NAMED_OBJECTS).map(({ kind, name, table }) => {
    if (kind === 'privilege') return `${name} in ${table}`;
    return kind === 'column' ? `${table}.${name}` : name;
  });
  return [...named, ...(lacking.length > NAMED_OBJECTS ? ['…'] : [])].join(', ');
}

function hintFor({ kind, name, table }: Needed, lacking: readonly Needed[]): string {
  if (kind === 'version') return `the server is PostgreSQL ${name}; use ${OLDEST_VERSION} or newer`;
  if (kind === 'setting') return `the role or database sets ${name} to something else than ISO; reset that`;
  if (kind === 'privilege') {
    return `the role may not ${name} in ${table}; \`npx nestjs-idenfy grants --role …\` prints the privileges it needs`;
  }
  const objects = lacking.filter((other) => other.kind !== 'privilege' && other.kind !== 'setting');
  const named = objects
    .slice(0, NAMED_OBJECTS)
    .map(
      (object) => `the ${object.kind} ${object.kind === 'column' ? `${object.table}.` : ''}${object.name}`,
    );
  const rest = objects.length - named.length;
  return (
    `the database lacks ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} of this library; ` +
    'add `idenfyMigrations` to its migrations and run them'
  );
}

/** A missing table stands for all that belongs to it. Of several tables of one name, the search path decides. */
const MISSING_SQL = `
  select e.kind, e."table", e.name, e.nr
    from unnest($1::text[], $2::text[], $3::text[]) with ordinality as e(kind, "table", name, nr)
    left join lateral (
      select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where c.relname = e."table" and c.relkind in ('r', 'p')
         and case when $4::text is null then pg_catalog.pg_table_is_visible(c.oid) else n.nspname = $4 end
    ) t on true
   where case e.kind
           when 'table' then t.oid is null
           when 'column' then t.oid is not null and not exists (
             select from pg_catalog.pg_attribute a
              where a.attrelid = t.oid and a.attname = e.name and not a.attisdropped)
           when 'index' then t.oid is not null and not exists (
             select from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
              where i.indrelid = t.oid and c.relname = e.name)
           when 'trigger' then t.oid is not null and not exists (
             select from pg_catalog.pg_trigger g
              where g.tgrelid = t.oid and g.tgname = e.name and g.tgenabled <> 'D')
           when 'privilege' then not (
             select bool_and(has_table_privilege(t.oid, p)) from unnest(string_to_array(e.name, ' and ')) p)
         end
   union all
  select 'setting', '', 'DateStyle', 0 where current_setting('DateStyle') not like 'ISO%'
   union all
  select 'version', '', current_setting('server_version'), -1
   where current_setting('server_version_num')::int < ${OLDEST_VERSION}0000
   order by 4`;
