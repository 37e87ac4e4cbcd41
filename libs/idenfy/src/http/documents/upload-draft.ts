import { type Country, isCountry } from '../../contract/country.js';
import {
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  type DirectProcessingDocumentType,
} from '../../contract/document-type.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import { isStepName } from '../../operations/direct-processing/check-images.js';
import type { UploadedImage } from '../../operations/direct-processing/uploaded-image.js';
import { fieldName } from '../body/field-name.js';
import type { DocumentsUpload } from './documents-upload.js';
import type { Lease } from './memory/lease.js';
import { LeasedBytes } from './memory/leased-bytes.js';

/** Fields of an upload besides its pictures. */
export type UploadField = 'country' | 'documentType' | 'skipAnalysis';

const FIELDS: ReadonlySet<string> = new Set<UploadField>(['country', 'documentType', 'skipAnalysis']);

/** More pictures than any session asks for. */
const MAX_IMAGES = 20;

/** An upload while it is being read: every name is checked when it comes up, every value when it is there. */
export class UploadDraft {
  readonly #names = new Set<string>();
  readonly #images = new Map<string, UploadedImage>();
  #country?: Country;
  #documentType?: DirectProcessingDocumentType;
  #skipAnalysis?: boolean;

  /**
   * @param lease where the pictures are kept
   * @param before is told the name of every field before its value is read, and may refuse it by throwing
   */
  constructor(
    private readonly lease: Lease,
    private readonly before: (fields: readonly string[]) => void = () => undefined,
  ) {}

  /** Room for the bytes of one picture. */
  room(): LeasedBytes {
    return new LeasedBytes(this.lease);
  }

  /** Whether that is the name of a field, rather than of a picture or of nothing. */
  static isField(name: string): name is UploadField {
    return FIELDS.has(name);
  }

  /** A field comes next. @throws IdenfyValidationError it came before */
  expectField(name: string): void {
    this.before([name]);
    this.#expect(name);
  }

  /** The pictures come next, all together. @throws IdenfyValidationError they came before */
  expectImages(): void {
    this.#expect('images');
  }

  /** A picture comes next. @throws IdenfyValidationError it came before, has no name, or is one too many */
  expectImage(step: string): void {
    if (!isStepName(step)) {
      throw invalid(
        `images.${fieldName([step])}`,
        'is not named like a step: upper-case letters, digits and _',
      );
    }
    if (this.#images.size === MAX_IMAGES) {
      throw invalid('images', `must not be more than ${MAX_IMAGES} pictures`);
    }
    this.#expect(`images.${step}`);
  }

  addImage(step: string, image: UploadedImage): void {
    this.#images.set(step, image);
  }

  /** @throws IdenfyValidationError naming the field */
  setField(name: UploadField, value: unknown): void {
    switch (name) {
      case 'country':
        this.#country = checkedCountry(value);
        break;
      case 'documentType':
        this.#documentType = checkedDocumentType(value);
        break;
      case 'skipAnalysis':
        this.#skipAnalysis = checkedFlag(name, value);
        break;
    }
  }

  /** The upload, now that everything has come. @throws IdenfyValidationError naming what is missing */
  finish({ requiresDocumentType }: { requiresDocumentType: boolean }): DocumentsUpload {
    if (this.#country === undefined) {
      throw invalid('country', 'is required');
    }
    if (this.#documentType === undefined && requiresDocumentType) {
      throw invalid('documentType', 'is required');
    }
    if (this.#images.size === 0) {
      throw invalid('images', 'is required');
    }
    return {
      country: this.#country,
      documentType: this.#documentType,
      images: Object.fromEntries(this.#images),
      skipAnalysis: this.#skipAnalysis,
    };
  }

  #expect(name: string): void {
    if (this.#names.has(name)) {
      throw invalid(name, 'must be given once');
    }
    this.#names.add(name);
  }
}

/** 400 about one field of an upload. */
export function invalid(field: string, rule: string): IdenfyValidationError {
  return new IdenfyValidationError({ field, message: `Field '${field}' ${rule}.` });
}

function checkedCountry(value: unknown): Country {
  if (!isCountry(value)) {
    throw invalid('country', 'must be an ISO 3166-1 alpha-2 code in upper case');
  }
  return value;
}

function checkedDocumentType(value: unknown): DirectProcessingDocumentType {
  const known = DIRECT_PROCESSING_DOCUMENT_TYPES.find((type) => type === value);
  if (known === undefined) {
    throw invalid('documentType', `must be one of ${DIRECT_PROCESSING_DOCUMENT_TYPES.join(', ')}`);
  }
  return known;
}

function checkedFlag(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw invalid(name, 'must be true or false');
  }
  return value;
}
