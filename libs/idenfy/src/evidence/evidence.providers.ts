import { EvidenceCollections } from './evidence-collections.js';
import { EvidenceCollector } from './evidence-collector.js';
import { EvidencePacks } from './evidence-pack.js';
import { EvidenceRounds } from './evidence-rounds.js';
import { EvidenceSources } from './evidence-sources.js';
import { EvidenceStore, PostgresEvidenceStore } from './evidence-store.js';
import { EvidenceRecords } from './kept-evidence.js';
import { PackDocumentWriter } from './pack-documents.js';

export const evidenceProviders = [
  { provide: EvidenceStore, useClass: PostgresEvidenceStore },
  EvidenceCollections,
  EvidenceRecords,
  EvidenceSources,
  EvidenceCollector,
  EvidenceRounds,
  PackDocumentWriter,
  EvidencePacks,
];
