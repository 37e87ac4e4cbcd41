import { Injectable } from '@nestjs/common';
import { concatMap, filter, Observable, retry } from 'rxjs';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyVerification } from './entities/verification.entity.js';
import { PostgresNotifications } from './notifications/postgres-notifications.js';

const LOOK_EVERY_MS = 200;
const READ_AGAIN_AFTER_MS = 1_000;

/** Tells of committed changes, whichever replica made them. */
@Injectable()
export class VerificationFeed {
  constructor(
    private readonly dataSource: DataSource,
    private readonly notifications: PostgresNotifications,
    private readonly clock: IdenfyClock,
  ) {}

  /** The verification now, and again after each committed change; later where the database is away meanwhile. */
  watch(id: string): Observable<IdenfyVerification> {
    const changes = new Observable<void>((subscriber) => {
      const stopHearing = this.notifications.on('verification', (ids) => {
        if (ids.includes(id)) subscriber.next();
      });
      // listen first, read then: a change in between is seen twice rather than never
      const stopLooking = this.notifications.onListening(() => subscriber.next());
      return () => {
        stopHearing();
        stopLooking();
      };
    });
    return changes.pipe(
      concatMap(() => this.dataSource.getRepository(IdenfyVerification).findOneBy({ id })),
      retry({ delay: () => this.clock.sleep(READ_AGAIN_AFTER_MS) }),
      filter((row) => row !== null),
    );
  }

  /** Resolves as soon as the verification is as awaited, or after `ms` without that. Looks now and again. */
  async until(id: string, awaited: (verification: IdenfyVerification) => boolean, ms: number): Promise<void> {
    const rows = this.dataSource.getRepository(IdenfyVerification);
    for (let waited = 0; waited < ms; waited += LOOK_EVERY_MS) {
      const row = await rows.findOneBy({ id });
      if (row === null || awaited(row)) return;
      await this.clock.sleep(LOOK_EVERY_MS);
    }
  }
}
