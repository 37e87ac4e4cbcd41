import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { tablesOf } from '../../verification/table-names.js';
import { HandlerDiscovery } from './handler-discovery.js';
import type { RegisteredHandler } from './registered-handler.js';

const MISSING_TABLE = '42P01';

/** The handlers of this process, and the word of them to all others. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  readonly #logger = new Logger('IdenfyHandlers');
  #handlers: ReadonlyMap<string, RegisteredHandler> = new Map();

  constructor(
    private readonly discovery: HandlerDiscovery,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    const handlers = this.discovery.find();
    this.#handlers = new Map(handlers.map((handler) => [handler.name, handler]));
    for (const { name, kind, filter } of handlers)
      this.#logger.log(`${name} listens to ${kind} ${filter.join(', ')}`);
  }

  all(): readonly RegisteredHandler[] {
    return [...this.#handlers.values()];
  }

  get(name: string): RegisteredHandler | undefined {
    return this.#handlers.get(name);
  }

  /**
   * From now on all processes make runs for these handlers. To be repeated: one that is not seen for a week is gone.
   * @throws IdenfyConfigurationError while the tables of this library are missing
   */
  async announce(): Promise<void> {
    await this.#announce().catch((error: unknown) => {
      throw codeOf(error) === MISSING_TABLE ? tablesAreMissing() : error;
    });
  }

  /** Without handlers it still finds out whether the tables are there. */
  async #announce(): Promise<void> {
    const handlers = this.all().toSorted((one, other) => (one.name < other.name ? -1 : 1));
    await this.dataSource.query(
      `insert into ${tablesOf(this.dataSource).handler} as h (name, kind, filter)
       select name, kind, filter from jsonb_to_recordset($1::jsonb) as r(name text, kind text, filter text[])
           on conflict (name) do update
          set kind = excluded.kind, filter = excluded.filter, last_seen_at = now()`,
      [JSON.stringify(handlers.map(({ name, kind, filter }) => ({ name, kind, filter })))],
    );
  }
}

function tablesAreMissing(): IdenfyConfigurationError {
  return new IdenfyConfigurationError({
    option: 'dataSource',
    mend: 'its database lacks the tables of this library; add `idenfyMigrations` to its migrations and run them',
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
