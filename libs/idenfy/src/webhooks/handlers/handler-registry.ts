import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { tablesOf } from '../../verification/table-names.js';
import { HandlerDiscovery } from './handler-discovery.js';
import type { RegisteredHandler } from './registered-handler.js';

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

  /** From now on all processes make runs for these handlers. To be repeated: one that is not seen for a week is gone. */
  async announce(): Promise<void> {
    const handlers = this.all().toSorted((one, other) => (one.name < other.name ? -1 : 1));
    if (handlers.length === 0) return;
    await this.dataSource.query(
      `insert into ${tablesOf(this.dataSource).handler} as h (name, kind, filter)
       select name, kind, filter from jsonb_to_recordset($1::jsonb) as r(name text, kind text, filter text[])
           on conflict (name) do update
          set kind = excluded.kind, filter = excluded.filter, last_seen_at = now()`,
      [JSON.stringify(handlers.map(({ name, kind, filter }) => ({ name, kind, filter })))],
    );
  }
}
