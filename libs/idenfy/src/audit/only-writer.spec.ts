import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { idenfyEntities } from '../database/entities/idenfy-entities.js';
import { IdenfyAccessRecord } from '../database/entities/access-record.entity.js';
import { IdenfyVerificationEvent } from '../database/entities/verification-event.entity.js';
import { getMetadataArgsStorage } from 'typeorm';
import { ACCESS_COLUMNS, accessColumns } from './access-rows.js';
import { HISTORY_COLUMNS, historyColumns } from './audit-trail.js';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));

const WRITES_A_CHAINED_TABLE =
  /insert into \$\{(tables\.)?(event|access)\}|(insert|save|upsert)\(\s*(IdenfyVerificationEvent|IdenfyAccessRecord)\b/;

/** What says where a row stands, and is no statement about what happened. */
const LINK = ['id', 'chain', 'chain_position', 'chain_key', 'chain_mac'];

function columnsOf(entity: (typeof idenfyEntities)[number]): string[] {
  return getMetadataArgsStorage()
    .columns.filter(({ target }) => target === entity)
    .map(({ propertyName, options }) => options.name ?? propertyName)
    .filter((name) => !LINK.includes(name))
    .toSorted();
}

const AT = new Date(0);

describe('history and access records', () => {
  it('are inserted by no folder but this one', () => {
    const writers = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts') && !path.startsWith('audit/'))
      .filter((path) => WRITES_A_CHAINED_TABLE.test(readFileSync(join(SOURCE, path), 'utf8')));
    expect(writers).toEqual([]);
  });

  it('have every column of theirs in the chain', () => {
    const event = { fromStatus: '', fromFinal: false, toStatus: '', final: false, source: '', actor: '' };
    const history = historyColumns('', { ...event, effect: 'noted', cause: 'START' }, AT);
    const record = {
      verificationId: null,
      account: null,
      staffId: '',
      detail: null,
      reasonDigest: null,
      at: AT,
    };
    const access = accessColumns({ ...record, action: 'LIST' });

    expect(history.map(([name]) => name)).toEqual(HISTORY_COLUMNS);
    expect(access.map(([name]) => name)).toEqual(ACCESS_COLUMNS);
    expect(history.map(([name]) => name).toSorted()).toEqual(columnsOf(IdenfyVerificationEvent));
    expect(access.map(([name]) => name).toSorted()).toEqual(columnsOf(IdenfyAccessRecord));
  });
});
