import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { KycApp } from '../support/kyc-app.js';

describe('nestjs-idenfy overview rebuild', () => {
  let kyc: KycApp;

  beforeAll(async () => {
    kyc = await KycApp.start({ options: { webhooks: { worker: { enabled: false } } } });
    await kyc.started('ada', { country: 'LT' });
    await kyc.started('grace');
  });
  afterAll(() => kyc.close());

  it('counts the whole history again', async () => {
    // counts that are wrong, and the end of the history known, as the service left it an hour ago
    await kyc.database.query(
      `insert into idenfy_overview_count (dimension, day, account, value, figure, key, count)
       values ('all', current_date, 'default', '', 'started', '', 40)`,
    );
    const [last] = await kyc.database.query<{ id: string }>(
      `insert into idenfy_job (name, progress)
       select 'overview', jsonb_build_object('cursor', max(id)::text, 'upTo', max(id)::text, 'transaction', '1',
                                             'readAt', now() - interval '1 hour')
         from idenfy_verification_event
       returning progress->>'upTo' as id`,
    );

    const rebuilt = await commandLine(['overview', 'rebuild'], { DATABASE_URL: kyc.database.url });

    expect(rebuilt).toEqual({
      code: 0,
      out: `Counted again, up to line ${last?.id} of the history.\n`,
      error: '',
    });
    expect(
      await kyc.database.query(
        `select dimension, value, count::int from idenfy_overview_count
          where figure = 'started' and dimension in ('all', 'country') order by 1, 2`,
      ),
    ).toEqual([
      { dimension: 'all', value: '', count: 2 },
      { dimension: 'country', value: '', count: 1 },
      { dimension: 'country', value: 'LT', count: 1 },
    ]);
  });

  it('leaves the figures alone while the service counts', async () => {
    await kyc.database.query(
      `update idenfy_job set lease = gen_random_uuid(), leased_until = now() + interval '1 hour' where name = 'overview'`,
    );

    const { code, error } = await commandLine(['overview', 'rebuild'], { DATABASE_URL: kyc.database.url });

    expect(code).toBe(1);
    expect(error).toContain('the service is counting at the moment');
  });

  it.each([
    [[], 'overview needs an action'],
    [['count'], "overview has no action 'count'"],
    [['rebuild', 'all'], "overview rebuild takes no argument 'all'"],
    [['rebuild', '--account', 'eu'], "Unknown option '--account'"],
  ])('refuses %j in one line, with exit code 2', async (args, problem) => {
    const { code, error } = await commandLine(['overview', ...args], {});

    expect({ code, lines: error.trimEnd().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(error).toContain(`nestjs-idenfy: ${problem}`);
  });
});
