import { IdenfyError } from '../errors/idenfy.error.js';

/** The process had to end while a handler was running. It is called again, and this attempt does not count. */
export class HandlerInterruptedError extends IdenfyError {
  constructor() {
    super('The process had to end before the handler did.');
  }

  override get name() {
    return 'HandlerInterruptedError' as const;
  }
}

/** A handler took longer than it may. It cannot be stopped from outside, so it may still be running. */
export class HandlerTimeoutError extends IdenfyError {
  constructor(timeoutMs: number) {
    super(`The handler did not end within ${timeoutMs} ms.`);
  }

  override get name() {
    return 'HandlerTimeoutError' as const;
  }
}

/** A run whose change or webhook is no longer kept; another attempt cannot help. */
export class LostContextError extends IdenfyError {
  constructor() {
    super('What this run was about is no longer kept.');
  }

  override get name() {
    return 'LostContextError' as const;
  }
}

/**
 * The run is no longer this attempt's: another process has taken it over or finished it, or it was completed before. Let the
 * transaction roll back, so that the effects happen in the one that has the run.
 */
export class IdenfyLeaseLostError extends IdenfyError {
  constructor() {
    super('The lease of this run is lost, so it cannot be completed here; let the transaction roll back.');
  }

  override get name() {
    return 'IdenfyLeaseLostError' as const;
  }
}

/** A handler returned although the transaction in which it completed its run was not committed. */
export class NotCommittedError extends IdenfyError {
  constructor() {
    super('The handler returned, but the transaction that completed its run was not committed.');
  }

  override get name() {
    return 'NotCommittedError' as const;
  }
}
