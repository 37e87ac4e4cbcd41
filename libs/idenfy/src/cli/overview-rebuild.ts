import { OverviewRollup, type RollupReport } from '../casework/overview-rollup.js';
import { SystemClock } from '../client/clock.js';
import { Jobs } from '../database/jobs.js';
import { withDatabase } from './database.js';
import type { TableLocation } from './flags.js';

const AGAIN_AFTER_MS = 1_000;

/** Counts the whole history again, and waits for what an open transaction keeps from being counted. */
export function rebuildOverview(location: TableLocation): Promise<RollupReport> {
  const clock = new SystemClock();
  return withDatabase('overview', location, async (database) => {
    const rollup = new OverviewRollup(database, new Jobs(database, clock), clock);
    let report = await rollup.rebuild();
    while (report.ran && !report.complete) {
      await clock.sleep(AGAIN_AFTER_MS);
      report = await rollup.run();
    }
    return report;
  });
}
