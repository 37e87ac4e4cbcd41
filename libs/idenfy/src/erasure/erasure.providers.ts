import { Eraser } from './eraser.js';
import { ErasureSaga } from './erasure-saga.js';
import { Erasures } from './erasures.js';
import { LocalErasure } from './local-erasure.js';

export const erasureProviders = [LocalErasure, ErasureSaga, Erasures, Eraser];
