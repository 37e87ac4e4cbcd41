import { CallbackPurge } from './callback-purge.js';
import { DueErasures } from './due-erasures.js';
import { Eraser } from './eraser.js';
import { ErasureSaga } from './erasure-saga.js';
import { Erasures } from './erasures.js';
import { LegalHolds } from './legal-holds.js';
import { LocalErasure } from './local-erasure.js';
import { RetentionSweep } from './retention-sweep.js';

export const erasureProviders = [
  LocalErasure,
  ErasureSaga,
  Erasures,
  LegalHolds,
  RetentionSweep,
  CallbackPurge,
  DueErasures,
  Eraser,
];
