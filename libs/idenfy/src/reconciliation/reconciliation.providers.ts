import { OverdueSession } from './overdue-session.js';
import { OverdueSweep } from './overdue-sweep.js';
import { Reconciler } from './reconciler.js';

export const reconciliationProviders = [OverdueSession, OverdueSweep, Reconciler];
