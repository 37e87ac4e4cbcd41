import type { Country } from '../../contract/country.js';
import type { DirectProcessingDocumentType } from '../../contract/document-type.js';
import type { UploadedImage } from '../../operations/direct-processing/uploaded-image.js';

/** What `POST …/documents` carries, read and checked, however it was sent. */
export interface DocumentsUpload {
  country: Country;
  /** Missing only where `DocumentsSettings.requiresDocumentType` is off: then iDenfy detects it. */
  documentType?: DirectProcessingDocumentType;
  /** Step → picture. */
  images: Readonly<Record<string, UploadedImage>>;
  skipAnalysis?: boolean;
}
