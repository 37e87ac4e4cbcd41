import type { DirectProcessingDocumentType } from '../../contract/document-type.js';
import type { ImageNeeds } from '../../contract/process.js';
import type { ImageInput } from './image-input.js';

/** Pictures of a document and a person, to be sent to iDenfy by our server. */
export interface DirectProcessingRequest extends Pick<ImageNeeds, 'tokenType' | 'driverLicenseBack'> {
  /** The token of the session; it ends with this request, whatever comes of it. */
  authToken: string;

  /** ISO 3166-1 alpha-2, upper case. */
  country: string;

  /** iDenfy detects it from `FRONT` when it is missing (newest edition of the documentation). */
  documentType?: DirectProcessingDocumentType;

  /**
   * Names of the steps that the session asks for besides document and face. `UTILITY_BILL` is then required, and
   * pictures of other steps are refused. Without the list, any name in upper case is taken.
   */
  additionalSteps?: readonly string[];

  /** Step → picture. At most 20,000,000 bytes in all, counted in Base64, which adds a third. */
  images: Readonly<Record<string, ImageInput>>;

  /** Skips iDenfy's own check of the photos. */
  skipAnalysis?: boolean;
}
