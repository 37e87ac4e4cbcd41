import { ConsoleLogger } from '@nestjs/common';
import { IdenfyVerifications } from 'nestjs-idenfy';
import { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';
import { type DataSourceSettings, KycApp } from '../support/kyc-app.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

describe('a pool of two connections', () => {
  let kyc: KycApp | undefined;
  afterEach(() => kyc?.close());

  it('is enough for whole lives at once, with open streams, sweeps and handlers', async () => {
    kyc = await KycApp.start({
      dataSource: { poolSize: 2 },
      options: { reconciliation: { everySeconds: 0.05 }, webhooks: { worker: { pollMs: 100 } } },
      host: { providers: [LifeHandlers] },
    });
    const app = kyc;
    await Promise.all(['ada', 'grace', 'linus', 'edsger'].map((person) => liveAWholeLife(app, person)));
  });
});

describe('calls of the library inside transactions of the host', () => {
  let kyc: KycApp | undefined;
  afterEach(() => kyc?.close());

  it('fail in time when those hold all connections, and the log says why', async () => {
    const warnings: string[] = [];
    class Warnings extends ConsoleLogger {
      override warn(message: string): void {
        warnings.push(message);
      }
    }
    kyc = await KycApp.start({
      dataSource: { poolSize: 2 },
      options: { database: { queryTimeoutMs: 1_000 } },
      configure: (app) => app.useLogger(new Warnings({ logLevels: ['warn'] })),
    });
    const { app } = kyc;
    const transactions = [1, 2].map(() => app.get(DataSource).createQueryRunner());
    await Promise.all(transactions.map((transaction) => transaction.startTransaction()));

    const starts = await Promise.allSettled(
      ['ada', 'grace'].map((clientId) =>
        app.get(IdenfyVerifications).start({ clientId, actor: { kind: 'system', id: 'test' } }),
      ),
    );
    for (const transaction of transactions) {
      await transaction.rollbackTransaction();
      await transaction.release();
    }

    expect(starts).toMatchObject(Array(2).fill({ status: 'rejected', reason: { code: 'ETIMEDOUT' } }));
    expect(warnings).toContainEqual(
      expect.stringMatching(/^No connection of the pool was free for 1 s: all 2 are taken\..*start\(\)/),
    );
    await kyc.started('linus');
  });
});

describe('a pool of one connection', () => {
  it.each<[string, DataSourceSettings]>([
    ['dataSource.poolSize', { poolSize: 1 }],
    ['dataSource.extra.max', { poolSize: 10, extra: { max: 1 } }],
  ])('is refused at boot by the name of its option: %s', async (option, dataSource) => {
    await expect(KycApp.start({ dataSource })).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option,
      hint: expect.stringMatching(/at least 2 connections/),
    });
  });
});
