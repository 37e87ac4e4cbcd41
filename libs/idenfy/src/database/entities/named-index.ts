import { Index, type IndexOptions } from 'typeorm';

/** The part of TypeORM's index that is used here: it asks a function for the columns just before it names the index. */
interface IndexBeingBuilt {
  givenName?: string;
  readonly entityMetadata: { readonly tableName: string; readonly tableNameWithoutPrefix: string };
}

/**
 * `@Index` whose name begins with the DataSource's `entityPrefix`, as the names of tables do. TypeORM takes a given name
 * as it is, and two sets of our tables in one schema would then claim the same names.
 */
export function NamedIndex(
  name: string,
  properties: readonly string[],
  options: IndexOptions = {},
): ClassDecorator {
  function columns(this: IndexBeingBuilt): string[] {
    const { tableName, tableNameWithoutPrefix } = this.entityMetadata;
    this.givenName = tableName.slice(0, tableName.length - tableNameWithoutPrefix.length) + name;
    return [...properties];
  }
  return Index(columns, options);
}
