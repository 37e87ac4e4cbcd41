import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PRUNED } from './table-names.js';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts'))
  .map((path) => ({
    path: relative(SOURCE, join(SOURCE, path)),
    text: readFileSync(join(SOURCE, path), 'utf8'),
  }));

/** Files that may hold a DataSource: this folder, and those that open one or take it from the host. */
const MAY_HOLD_ONE = /^(database\/|testing\/|cli\/database\.ts$|idenfy\.(module|options)\.ts$)/;

const IMPORTS_DATA_SOURCE =
  /import\b[^;]*\b(DataSource|InjectDataSource|InjectRepository|Repository)\b[^;]*from '(typeorm|@nestjs\/typeorm)'/;

describe('Database', () => {
  it('is the only way to PostgreSQL: no other layer imports a DataSource or a repository', () => {
    const others = files.filter(
      ({ path, text }) => !MAY_HOLD_ONE.test(path) && IMPORTS_DATA_SOURCE.test(text),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('deletes rows of those tables alone on which `nestjs-idenfy grants` grants it', () => {
    const deleted = files
      .filter(({ path }) => !path.startsWith('testing/'))
      .flatMap(({ text }) => [...text.matchAll(/\bdelete from \$\{(\w+)\}/g)].map(([, table]) => table));
    expect([...new Set(deleted)].toSorted()).toEqual([...PRUNED].toSorted());
  });
});
