import { IdenfyInit1763600000000 } from './1763600000000-idenfy-init.js';
import { IdenfyAccess1763700000000 } from './1763700000000-idenfy-access.js';
import { IdenfyRateBudget1764800000000 } from './1764800000000-idenfy-rate-budget.js';
import { IdenfyRoomForUpdates1764900000000 } from './1764900000000-idenfy-room-for-updates.js';
import { IdenfyUnanswered1765000000000 } from './1765000000000-idenfy-unanswered.js';

/** Every migration of this library, oldest first: spread it into `migrations` of your DataSource. */
export const idenfyMigrations = [
  IdenfyInit1763600000000,
  IdenfyAccess1763700000000,
  IdenfyRateBudget1764800000000,
  IdenfyRoomForUpdates1764900000000,
  IdenfyUnanswered1765000000000,
];
