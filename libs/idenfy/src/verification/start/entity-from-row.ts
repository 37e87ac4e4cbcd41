import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';

/** Makes an entity of a row that our own SQL returned, without the columns that are not selected by default. */
export function entityFromRow<Entity extends ObjectLiteral>(
  dataSource: DataSource,
  target: EntityTarget<Entity>,
  row: Readonly<Record<string, unknown>>,
): Entity {
  const metadata = dataSource.getMetadata(target);
  const entity = metadata.create() as Entity;
  for (const column of metadata.columns) {
    if (!column.isSelect) continue;
    column.setEntityValue(entity, dataSource.driver.prepareHydratedValue(row[column.databaseName], column));
  }
  return entity;
}
