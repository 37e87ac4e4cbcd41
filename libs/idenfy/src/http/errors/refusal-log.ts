import { Injectable, Logger } from '@nestjs/common';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfySignatureError } from '../../errors/refusal.errors.js';

/** Time between two log lines about refusals of one kind, in milliseconds: anyone can cause them. */
const LOGGED_EVERY_MS = 60_000;

const SENTENCES = {
  'forged webhook':
    'A webhook was refused (401): its signature is missing or wrong, or there is no such account.',
  unauthenticated: 'A request was refused (401): it had no valid login.',
  forbidden: 'A request was refused (403): its caller may not do that.',
} as const;

type Kind = keyof typeof SENTENCES | 'webhook from a foreign address';

interface Logged {
  atMs: number;
  /** Refusals since then. */
  others: number;
}

/**
 * One line for each kind of refusal, at most once a minute and with the number of the others, so that a monitoring system
 * sees an attack, and an attack does not fill the log. Nothing that the caller sent is in it.
 */
@Injectable()
export class RefusalLog {
  readonly #logger = new Logger('IdenfyRefusals');
  readonly #logged = new Map<Kind, Logged>();
  readonly #known = new WeakSet<object>();

  constructor(private readonly clock: IdenfyClock) {}

  /** Logs an error that is answered with this status, where it refuses the caller. */
  note(thrown: unknown, status: number): void {
    const kind = kindOf(thrown, status);
    if (kind !== undefined && !(thrown instanceof Object && this.#known.has(thrown))) {
      this.#log(kind, SENTENCES[kind]);
    }
  }

  /** Logs an error with a sentence of its own, instead of that of its status. */
  noteAs(kind: Kind, sentence: string, error: Error): void {
    this.#known.add(error);
    this.#log(kind, sentence);
  }

  #log(kind: Kind, sentence: string): void {
    const nowMs = this.clock.elapsedMs();
    const last = this.#logged.get(kind);
    if (last && nowMs - last.atMs < LOGGED_EVERY_MS) {
      last.others += 1;
      return;
    }
    const others = last && last.others > 0 ? ` ${last.others} more were refused since the last line.` : '';
    this.#logger.warn(`${sentence}${others}`);
    this.#logged.set(kind, { atMs: nowMs, others: 0 });
  }
}

function kindOf(thrown: unknown, status: number): keyof typeof SENTENCES | undefined {
  if (thrown instanceof IdenfySignatureError) return 'forged webhook';
  if (status === 401) return 'unauthenticated';
  return status === 403 ? 'forbidden' : undefined;
}
