import type { Database } from '../database/database.js';
import { FieldCipher, KeyRing, parseEncryptionKeys } from '../privacy/field-cipher.js';
import { FreeTexts, type TextSealer } from '../privacy/free-texts.js';
import { parseHashKey } from '../privacy/hash-key.js';
import { requiredVariable } from './flags.js';

/** Seals the reason of an act with the keys of the service, so that an erasure can remove it. The keys are read for an act only. */
export function textSealer(database: Database, command: string): TextSealer {
  return {
    seal: (text) => {
      const keys = parseEncryptionKeys(requiredVariable('IDENFY_ENCRYPTION_KEYS', command).split(','));
      const hashKey = parseHashKey(requiredVariable('IDENFY_HASH_KEY', command));
      return new FreeTexts(database, new FieldCipher(new KeyRing(keys)), hashKey).seal(text);
    },
  };
}
