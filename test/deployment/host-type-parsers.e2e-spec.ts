import { types } from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

/** Types whose parser hosts replace, with what they get instead. */
const REPLACED: readonly (readonly [number, (text: string) => unknown])[] = [
  [types.builtins.TIMESTAMPTZ, (text) => text],
  [types.builtins.INT8, BigInt],
  [types.builtins.INT4, BigInt],
  [types.builtins.JSON, (text) => text],
  [types.builtins.JSONB, (text) => text],
  [types.builtins.BOOL, (text) => text],
  [types.builtins.BYTEA, (text) => text],
  [types.builtins.FLOAT8, (text) => text],
  [1009, (text) => text], // text[]
];

describe('type parsers of the host', () => {
  const before = REPLACED.map(([type]) => types.getTypeParser(type));
  let kyc: KycApp;

  beforeEach(async () => {
    kyc = await KycApp.start({ options: { keep: 'data' }, host: { providers: [LifeHandlers] } });
    for (const [type, parse] of REPLACED) types.setTypeParser(type, parse);
  });
  afterEach(async () => {
    for (const [place, [type]] of REPLACED.entries()) types.setTypeParser(type, before[place] ?? String);
    await kyc.close();
  });

  it('do not reach this library', async () => {
    await liveAWholeLife(kyc, 'ada');
  });

  it('still hold for the queries of the host', async () => {
    const [row] = await kyc.app.get(DataSource).query(`select 1::int8 as large, now() as now`);
    expect(row).toEqual({ large: 1n, now: expect.any(String) });
  });
});

describe('settings of the role that change how values are written', () => {
  it.each([
    ['bytea_output', 'escape'],
    ['timezone', 'Asia/Kolkata'],
    ['timezone', 'America/St_Johns'],
    ['intervalstyle', 'sql_standard'],
  ])('do no harm: %s = %s', async (name, value) => {
    const kyc = await KycApp.start({
      dataSource: { extra: { options: `-c ${name}=${value}` } },
      options: { keep: 'data' },
      host: { providers: [LifeHandlers] },
    });
    await liveAWholeLife(kyc, 'ada');
    await kyc.close();
  });
});
