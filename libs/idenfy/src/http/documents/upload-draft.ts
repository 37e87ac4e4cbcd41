import {
  type Country,
  type DirectProcessingDocumentType,
  PROCESS_FIELD_RULES,
} from '@nestjs-idenfy/contract';
import { type IdenfyError, isIdenfyError } from '../../errors/idenfy.error.js';
import { IdenfyValidationError } from '../../errors/refusal.errors.js';
import { stepProblem, type UploadedImage } from '../../operations/uploaded-image.js';
import { fieldName } from '../body/json-body.js';
import type { Lease } from './upload-memory.js';

/** A document upload, read and checked: JSON and multipart alike. */
export interface DocumentUpload {
  country: Country;
  /** Missing only where `DocumentUploadSettings.requiresDocumentType` is off: then iDenfy detects it. */
  documentType?: DirectProcessingDocumentType;
  /** Step → image. */
  images: Readonly<Record<string, UploadedImage>>;
  skipAnalysis?: boolean;
}

/** Fields of an upload besides its images. */
export type UploadField = keyof typeof PROCESS_FIELD_RULES;

/** More images than any session requires. */
const MAX_IMAGES = 20;

/** What the request allows an upload to contain. */
export interface UploadRules {
  /** Called with the name of each field before its value is read; throws when the caller may not send it. */
  assertPermitted?: (field: UploadField) => void;
  /** Names of the session's steps besides document and face. Without them, any name in upper case is accepted. */
  additionalSteps?: readonly string[];
}

/**
 * An upload while it is read: each name is checked when it arrives, each value when it is complete.
 *
 * The first problem is remembered, not thrown: a later field may be one that the caller may not send, and that refusal
 * comes first. After a problem, nothing more is kept.
 */
export class UploadDraft {
  readonly #names = new Set<string>();
  readonly #images = new Map<string, UploadedImage>();
  readonly #fields: Partial<Pick<DocumentUpload, UploadField>> = {};
  #problem?: IdenfyError;

  /** @param lease memory for the images */
  constructor(
    readonly lease: Lease,
    private readonly rules: UploadRules = {},
  ) {}

  /** Whether the upload has a problem, so that further values need not be read. */
  get isRefused(): boolean {
    return this.#problem !== undefined;
  }

  /** Whether the name is that of a field, not of an image or unknown. */
  static isField(name: string): name is UploadField {
    return Object.hasOwn(PROCESS_FIELD_RULES, name);
  }

  /** A field comes next. @throws what `assertPermitted` throws */
  expectField(name: UploadField): void {
    this.rules.assertPermitted?.(name);
    this.#expect(name);
  }

  /** The object of images comes next. */
  expectImages(): void {
    this.#expect('images');
  }

  /** An image comes next. @param prefix what the sender writes before the step */
  expectImage(step: string, prefix: 'images.' | '' = 'images.'): void {
    const problem = stepProblem(step, this.rules.additionalSteps);
    if (problem !== undefined) {
      this.refuse(() => invalid(`${prefix}${fieldName([step])}`, `${problem}.`));
    }
    if (this.#images.size === MAX_IMAGES) {
      this.refuse(() => invalid('images', `must not be more than ${MAX_IMAGES} images.`));
    }
    this.#expect(`images.${step}`);
  }

  addImage(step: string, image: UploadedImage): void {
    this.unlessRefused(() => this.#images.set(step, image));
  }

  setField(name: UploadField, value: unknown): void {
    const { accepts, sentence } = PROCESS_FIELD_RULES[name];
    if (accepts(value)) {
      Object.assign(this.#fields, { [name]: value });
    } else {
      this.refuse(() => invalid(name, sentence));
    }
  }

  /** Does what is of no use after a problem. A 400 that `work` throws becomes the problem. */
  unlessRefused(work: () => void): void {
    if (this.isRefused) {
      return;
    }
    try {
      work();
    } catch (error) {
      if (!isIdenfyError(error) || error.httpStatus !== 400) {
        throw error;
      }
      this.refuse(() => error);
    }
  }

  /** Remembers the problem, unless there is one, and releases the images. */
  refuse(problem: () => IdenfyError): void {
    if (!this.isRefused) {
      this.#problem = problem();
      this.#images.clear();
      this.lease.abandon();
    }
  }

  /** The complete upload. @throws IdenfyError 400 naming the first problem, or what is missing */
  finish({ requiresDocumentType }: { requiresDocumentType: boolean }): DocumentUpload {
    if (this.#problem !== undefined) {
      throw this.#problem;
    }
    const { country, documentType, skipAnalysis } = this.#fields;
    if (country === undefined) {
      throw invalid('country', 'is required.');
    }
    if (documentType === undefined && requiresDocumentType) {
      throw invalid('documentType', 'is required.');
    }
    if (this.#images.size === 0) {
      throw invalid('images', 'is required.');
    }
    return { country, documentType, images: Object.fromEntries(this.#images), skipAnalysis };
  }

  #expect(name: string): void {
    if (this.#names.has(name)) {
      this.refuse(() => invalid(name, 'must be given once.'));
    } else if (!this.isRefused) {
      this.#names.add(name);
    }
  }
}

/** 400 about one field of an upload. @param sentence finishes "Field 'x' …" */
export function invalid(field: string, sentence: string): IdenfyValidationError {
  return new IdenfyValidationError({ field, message: `Field '${field}' ${sentence}` });
}
