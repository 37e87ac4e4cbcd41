import type { IdenfyVerification } from '../entities/verification.entity.js';
import { CHANGEABLE_COLUMNS, type Column, type ColumnValue, sameValue } from './changeable-columns.js';

/** What the columns of a verification held before a change, to tell afterwards which of them it moved. */
export class ColumnSnapshot {
  readonly #before: readonly ColumnValue[];

  constructor(private readonly row: IdenfyVerification) {
    this.#before = CHANGEABLE_COLUMNS.map(({ valueOf }) => valueOf(row));
  }

  moved(): readonly Column[] {
    return CHANGEABLE_COLUMNS.filter(
      ({ valueOf }, index) => !sameValue(this.#before[index], valueOf(this.row)),
    );
  }
}
