import { Logger } from '@nestjs/common';

/** Debug lines on the way of a webhook, of a lookup and of a sweep. Injectable, and the option that switches them on. */
export class DebugLog {
  /**
   * Whether to write `Logger.debug` lines about what is stored, claimed, applied, called, settled, looked up and swept.
   * They name rows by our own ids and never hold a value of a person. Your logger's levels apply as well.
   * @default false
   */
  debug = false;

  /** @param line is only called where the line is written */
  write(context: string, line: () => string): void {
    if (this.debug) Logger.debug(line(), context);
  }
}
