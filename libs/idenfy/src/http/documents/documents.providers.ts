import type { Provider } from '@nestjs/common';
import { DocumentsReader } from './documents-reader.js';
import { DocumentsSettings } from './documents-settings.js';
import { BlockPool } from './memory/block-pool.js';
import { UploadAdmission } from './upload-admission.js';

/** What the documents route needs besides `IdenfyClock`. */
export const documentsProviders: Provider[] = [
  DocumentsSettings,
  BlockPool,
  UploadAdmission,
  DocumentsReader,
];
