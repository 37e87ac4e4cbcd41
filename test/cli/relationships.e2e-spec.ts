import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { KycApp } from '../support/kyc-app.js';

describe('nestjs-idenfy relationships import', () => {
  let kyc: KycApp;
  let folder: string;

  beforeAll(async () => {
    kyc = await KycApp.start();
    folder = await mkdtemp(join(tmpdir(), 'relationships-'));
    await kyc.started('ada');
    await kyc.started('grace');
  });
  afterAll(() => kyc.close());

  async function imported(text: string) {
    const file = join(folder, 'file.csv');
    await writeFile(file, text);
    return commandLine(['relationships', 'import', file], { DATABASE_URL: kyc.database.url });
  }

  it('records begin and end of people, and names the lines of those who are not known', async () => {
    const { code, out, error } = await imported(
      '\uFEFFclientId,begunAt,endedAt\r\nada,2020-01-01,2024-06-30T12:00:00Z\r\nnot-here,2020-01-01,\r\ngrace,2021-01-01,\r\n',
    );

    expect({ code, out }).toEqual({ code: 1, out: '2 of 3 relationships recorded.\n' });
    expect(error).toBe('nestjs-idenfy: no verification of these people is known here: lines 3\n');
    expect(
      await kyc.database.query(
        'select client_id, relationship_begun_at, relationship_ended_at from idenfy_client order by 1',
      ),
    ).toEqual([
      {
        client_id: 'ada',
        relationship_begun_at: new Date('2020-01-01T00:00:00Z'),
        relationship_ended_at: new Date('2024-06-30T12:00:00Z'),
      },
      {
        client_id: 'grace',
        relationship_begun_at: new Date('2021-01-01T00:00:00Z'),
        relationship_ended_at: null,
      },
    ]);
  });

  it.each([
    ['name,endedAt\nada,2020-01-01', 'line 1 must name the columns: clientId, begunAt, endedAt, account'],
    ['clientId,endedAt\nada,soon', 'line 2: endedAt must be a date, or a time with its zone'],
    ['clientId,endedAt\nada', 'line 2 must have 2 cells'],
    ['clientId,begunAt,endedAt\nada,2020-01-02,2020-01-01', 'line 2: endedAt is before begunAt'],
  ])('refuses the file %j before it records anything', async (text, message) => {
    expect(await imported(text)).toEqual({ code: 1, out: '', error: `nestjs-idenfy: ${message}\n` });
  });

  it('explains itself, and refuses what is no import', async () => {
    expect((await commandLine(['relationships', '--help'], {})).out).toContain('import <file.csv>');
    expect(await commandLine(['relationships'], {})).toMatchObject({ code: 2 });
  });
});
