import { HttpService } from '@nestjs/axios';
import { Logger } from '@nestjs/common';
import axios from 'axios';
import type { DataSource } from 'typeorm';
import { IdenfyAccounts } from '../../client/accounts.js';
import { SystemClock } from '../../client/clock.js';
import { IdenfyClient } from '../../client/idenfy-client.js';
import { SystemRandom } from '../../client/random.js';
import { resolveClientOptions } from '../../client/resolve-client-options.js';
import { MediaDownloads } from '../../operations/media/media-downloads.js';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import { BudgetSettings } from '../../verification/budget/budget.options.js';
import { PostgresRateBudget } from '../../verification/budget/postgres-rate-budget.js';
import { ChangeLog } from '../../verification/changes/change-log.js';
import { SessionImport } from '../../verification/import/session-import.js';
import { VerificationSettings } from '../../verification/verification.options.js';
import { requiredVariable } from '../parse-flags.js';
import type { ImportFlags } from './flags.js';

/** What an import needs of the library, put together by hand: no application is started for it. */
export interface ImportServices {
  readonly retrieval: IdenfyRetrievalService;
  readonly sessions: SessionImport;
  close(): void;
}

/** The account's credentials. @throws {UsageError} */
export function credentials(): { apiKey: string; apiSecret: string; baseUrl?: string } {
  const baseUrl = process.env['IDENFY_BASE_URL']?.trim();
  return {
    apiKey: requiredVariable('IDENFY_API_KEY', 'import'),
    apiSecret: requiredVariable('IDENFY_API_SECRET', 'import'),
    ...(baseUrl && { baseUrl }),
  };
}

/** @throws IdenfyConfigurationError */
export function importServices(
  dataSource: DataSource,
  account: ReturnType<typeof credentials>,
  { account: name, keep }: Pick<ImportFlags, 'account' | 'keep'>,
): ImportServices {
  Logger.overrideLogger(false); // standard output is for the answer
  const options = resolveClientOptions({ accounts: { [name]: account } });
  const clock = new SystemClock();
  const accounts = new IdenfyAccounts(options);
  const http = new HttpService(axios.create());
  const budget = new PostgresRateBudget(dataSource, accounts, options, new BudgetSettings(), clock);
  const client = new IdenfyClient(accounts, options, clock, new SystemRandom(), budget, http);
  const retrieval = new IdenfyRetrievalService(
    client,
    accounts,
    options,
    new MediaDownloads(http, options, clock),
  );
  const log = new ChangeLog(dataSource, new VerificationSettings({ keep }));
  return {
    retrieval,
    sessions: new SessionImport(dataSource, retrieval, log, clock),
    close: () => client.onApplicationShutdown(),
  };
}
