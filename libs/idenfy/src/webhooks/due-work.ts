import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { nowSql } from '../database/now-sql.js';
import { HandlerRegistry } from '../handlers/handler-registry.js';
import { WorkerOptions } from '../outbox/worker.options.js';

/** Whether work of one kind was due when it was looked for, and how many milliseconds later the next will be; null for none. */
interface Due {
  readonly isDue: boolean;
  readonly nextInMs: number | null;
}

type Found = Readonly<Record<'webhooks' | 'runs', Due>>;

interface Look {
  /** On the clock of this process. */
  readonly atMs: number;
  readonly found: Promise<Found>;
}

/** Looks for work that no notification announced, in one short statement: most of the time there is none. */
@Injectable()
export class DueWork {
  #lastLook: Look | null = null;

  constructor(
    private readonly database: Database,
    private readonly registry: HandlerRegistry,
    private readonly clock: IdenfyClock,
    private readonly options: WorkerOptions,
  ) {}

  /**
   * How long to wait for work of this kind, in milliseconds and at most the time between polls; null where some is due. An answer
   * is used for half the time between polls, for the other kind as well, and its age counts as time waited.
   *
   * @param workedAtMs when this process last did work, on its clock: an answer from before does not know what that left for later
   */
  async idleMs(kind: keyof Found, workedAtMs: number): Promise<number | null> {
    const { pollMs } = this.options;
    for (;;) {
      const shared = this.#lastLook;
      const isNew = shared === null || this.#ageMs(shared) > pollMs / 2 || shared.atMs <= workedAtMs;
      const look = isNew ? { atMs: this.clock.elapsedMs(), found: this.#look() } : shared;
      this.#lastLook = look;
      const { isDue, nextInMs } = (await this.#found(look))[kind];
      if (isDue) return null;
      const waitMs = Math.min(pollMs, nextInMs ?? pollMs) - this.#ageMs(look);
      if (waitMs > 0) return Math.ceil(waitMs);
      if (isNew) return 1;
      this.#lastLook = null; // what it announced is due by now
    }
  }

  #ageMs({ atMs }: Look): number {
    return this.clock.elapsedMs() - atMs;
  }

  /** @throws what the statement ended with; the next poll looks again */
  async #found(look: Look): Promise<Found> {
    try {
      return await look.found;
    } catch (error) {
      if (this.#lastLook === look) this.#lastLook = null;
      throw error;
    }
  }

  async #look(): Promise<Found> {
    const { webhook, handlerRun } = this.database.tables;
    const now = nowSql('$1');
    const waiting = {
      webhooks: `state in ('received', 'waiting')`,
      runs: `state = 'pending' and handler = any($2)`,
    };
    const nextInMs = (from: string, where: string): string =>
      `(select (extract(epoch from min(next_try_at) - ${now}) * 1000)::float8 from ${from} where ${where} and next_try_at > ${now})`;
    const [found] = await this.database.query<
      { webhooks: boolean; runs: boolean; webhooksInMs: number | null; runsInMs: number | null }[]
    >(
      `select exists (select from ${webhook} where ${waiting.webhooks} and next_try_at <= ${now}) as webhooks,
              exists (select from ${handlerRun} where ${waiting.runs} and next_try_at <= ${now}
                         and (leased_until is null or leased_until <= ${now})) as runs,
              ${nextInMs(webhook, waiting.webhooks)} as "webhooksInMs", ${nextInMs(handlerRun, waiting.runs)} as "runsInMs"`,
      [this.clock.databaseTime(), this.registry.all().map(({ name }) => name)],
    );
    return {
      webhooks: { isDue: found?.webhooks ?? true, nextInMs: found?.webhooksInMs ?? null },
      runs: { isDue: found?.runs ?? true, nextInMs: found?.runsInMs ?? null },
    };
  }
}
