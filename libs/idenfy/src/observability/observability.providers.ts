import { IdenfyReadings } from './idenfy-readings.js';
import { KeyAnnouncement } from './key-announcement.js';

/** What health and metrics stand on; the rest of this folder is reached through doors of its own. */
export const observabilityProviders = [IdenfyReadings, KeyAnnouncement];
