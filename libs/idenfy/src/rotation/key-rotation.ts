import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FieldCipher, SealedValueError } from '../privacy/field-cipher.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.js';
import { type SealedValue, SealedValues } from './sealed-values.js';

export interface KeyRotationOptions {
  /** Values read at a time. @default 200 */
  batchSize?: number;
  /** Told after every batch. */
  onProgress?: (progress: KeyRotationReport) => void;
  /** Ends it after the value at hand; the next run goes on from there. */
  signal?: AbortSignal;
}

export interface KeyRotationReport {
  /** Values sealed anew with the first key. */
  resealed: number;
  /** Values that were changed or dropped by the service meanwhile, so that there was nothing to do. */
  overtaken: number;
  /** Values that no key of the ring opens, or that stand in a wrong place; they are left as they are. */
  unreadable: number;
  /** Values that are sealed with another key than the first one, counted at the end. */
  left: number;
}

/**
 * Seals everything anew with the first key of the ring, while the service runs. Every value is exchanged alone, and
 * only where it still stands; so it may be stopped at any time, run again, or run twice at once.
 */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: FieldCipher,
  ) {}

  /** Keys may be dropped once `left` is 0 and every replica writes with the first key. */
  async rotate({
    batchSize = 200,
    onProgress = () => undefined,
    signal,
  }: KeyRotationOptions = {}): Promise<KeyRotationReport> {
    const report: KeyRotationReport = { resealed: 0, overtaken: 0, unreadable: 0, left: 0 };
    for (const column of SEALED_COLUMNS) {
      for await (const batch of this.batches(column, batchSize)) {
        for (const value of batch) {
          if (signal?.aborted) break;
          report[await this.reseal(column, value)] += 1;
        }
        onProgress({ ...report });
        if (signal?.aborted) break;
      }
    }
    report.left = await this.left();
    return report;
  }

  /** How many values are sealed with another key than the first one. */
  async left(): Promise<number> {
    const { writingHeader } = this.cipher;
    const counts = await Promise.all(
      SEALED_COLUMNS.map((column) => new SealedValues(this.dataSource, column).countForeignTo(writingHeader)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async *batches(column: SealedColumn, size: number): AsyncGenerator<readonly SealedValue[]> {
    const values = new SealedValues(this.dataSource, column);
    let after: string | null = null;
    for (;;) {
      const batch: SealedValue[] = await values.foreignTo(this.cipher.writingHeader, after, size);
      const last = batch.at(-1);
      if (!last) return;
      yield batch;
      after = last.id;
    }
  }

  private async reseal(
    column: SealedColumn,
    value: SealedValue,
  ): Promise<'resealed' | 'overtaken' | 'unreadable'> {
    const place = column.placeOf(value);
    try {
      const resealed = this.cipher.seal(this.cipher.open(value.value, place), place);
      const exchanged = await new SealedValues(this.dataSource, column).exchange(value, resealed);
      return exchanged ? 'resealed' : 'overtaken';
    } catch (error) {
      if (error instanceof SealedValueError) return 'unreadable';
      throw error;
    }
  }
}
