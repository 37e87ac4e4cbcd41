import { ConsoleLogger } from '@nestjs/common';
import { OverdueSweep } from 'nestjs-idenfy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStream } from '../support/event-stream.js';
import { KycApp, type KycAppSetup } from '../support/kyc-app.js';
import { hasPgBouncer, PgBouncer } from './support/pgbouncer.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

if (!hasPgBouncer) console.warn('PgBouncer is not installed: the tests behind a pooler are skipped.');

const PEOPLE = ['ada', 'grace', 'linus'];
const WARNING = /LISTEN succeeds, but no notification arrives.*database\.listenUrl/;

describe.skipIf(!hasPgBouncer).each(['transaction', 'session'] as const)(
  'behind PgBouncer in %s mode',
  (mode) => {
    let database: TestDatabase;
    let pooler: PgBouncer;
    let kyc: KycApp;

    beforeEach(async () => {
      database = await createTestDatabase();
      pooler = await PgBouncer.start(new URL(database.url), mode, mode === 'session' ? 40 : 4);
    });
    afterEach(async () => {
      await kyc.close();
      await pooler.stop();
    });

    const start = (setup: KycAppSetup = {}) =>
      KycApp.start({
        database: { ...database, url: pooler.through(database.url) },
        ...setup,
        options: {
          reconciliation: { enabled: false },
          webhooks: { worker: { pollMs: 200 } },
          ...setup.options,
        },
      });

    it('verifications pass through their whole life, prepared statements included', async () => {
      kyc = await start({ host: { providers: [LifeHandlers] } });

      await Promise.all(PEOPLE.map((person) => liveAWholeLife(kyc, person)));

      expect(await database.query(`select 1 from pg_locks where locktype = 'advisory'`)).toEqual([]);
    });

    it('of several replicas one sweeps at a time, and no lock is left behind', async () => {
      kyc = await start();
      const other = await start({ beside: kyc });
      const scanRef = await kyc.started('ada');
      await database.query(`update idenfy_verification set deadline_at = now() - interval '1 minute'`);

      const sweeps = [kyc, other, kyc, other].map(({ app }) => app.get(OverdueSweep).run());
      const reports = await Promise.all(sweeps);
      const later = await other.app.get(OverdueSweep).run();
      await other.app.close();

      expect(reports.reduce((sum, { overdue }) => sum + overdue, 0)).toBe(1);
      expect(later).toEqual({ swept: true, overdue: 0 });
      expect(kyc.simulator.requests('/api/v2/status')).toHaveLength(1);
      expect(await database.query(`select leased_until, lease from idenfy_job where name = 'sweep'`)).toEqual(
        [{ leased_until: null, lease: null }],
      );
      expect(
        await database.query(
          'select lookup_leased_until as lease from idenfy_verification where scan_ref = $1',
          [scanRef],
        ),
      ).toEqual([{ lease: null }]);
      expect(await database.query(`select 1 from pg_locks where locktype = 'advisory'`)).toEqual([]);
    });
  },
);

describe.skipIf(!hasPgBouncer)('an event stream behind PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let pooler: PgBouncer;
  let warnings: string[];
  let kyc: KycApp;

  beforeEach(async () => {
    database = await createTestDatabase();
    pooler = await PgBouncer.start(new URL(database.url), 'transaction');
    warnings = [];
  });
  afterEach(async () => {
    await kyc.close();
    await pooler.stop();
  });

  const start = (listenUrl?: string) =>
    KycApp.start({
      database: { ...database, url: pooler.through(database.url) },
      options: {
        reconciliation: { enabled: false },
        webhooks: { worker: { pollMs: 200 } },
        ...(listenUrl !== undefined && { database: { listenUrl } }),
      },
      testing: (builder) => builder.setLogger(new WarningsLogger(warnings)),
    });

  it('shows results within ten seconds, and one warning names the option', async () => {
    kyc = await start();
    const waits = await Promise.all(PEOPLE.map((person) => waitForResult(kyc, person)));
    waits.push(await waitForResult(kyc, 'edsger'));

    for (const ms of waits) expect(ms).toBeLessThan(10_000);
    expect(warnings.filter((text) => WARNING.test(text))).toHaveLength(1);
  });

  it('shows a result at once, without a warning, when database.listenUrl leads to the server itself', async () => {
    kyc = await start(database.url);

    // the first stream opens the connection that listens
    await waitForResult(kyc, 'ada');

    expect(await waitForResult(kyc, 'grace')).toBeLessThan(1_500);
    expect(warnings.filter((text) => WARNING.test(text))).toEqual([]);
  });
});

class WarningsLogger extends ConsoleLogger {
  constructor(private readonly warnings: string[]) {
    super({ logLevels: ['warn'] });
  }

  override warn(text: string): void {
    this.warnings.push(text);
  }
}

/** Milliseconds between the person's result at iDenfy and the event that tells it. */
async function waitForResult(kyc: KycApp, person: string): Promise<number> {
  const scanRef = await kyc.started(person);
  const page = await EventStream.open<{ status: string }>(
    `${kyc.url}/idenfy/verifications/${scanRef}/events`,
    { 'x-caller': person },
  );
  await page.next();
  const began = performance.now();
  kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
  for (;;) {
    const event = await page.next();
    if (event === null) throw new Error('the stream ended before the result');
    if (event.data?.status === 'APPROVED') break;
  }
  page.leave();
  return performance.now() - began;
}
