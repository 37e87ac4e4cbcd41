import { LostSession } from './lost-session.js';
import { OverdueSession } from './overdue-session.js';
import { OverdueSweep } from './overdue-sweep.js';
import { Reconciler } from './reconciler.js';
import { Tries } from './tries.js';

export const reconciliationProviders = [Tries, LostSession, OverdueSession, OverdueSweep, Reconciler];
