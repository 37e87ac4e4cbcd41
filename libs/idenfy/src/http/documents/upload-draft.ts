import type { Country } from '../../contract/country.js';
import type { DirectProcessingDocumentType } from '../../contract/document-type.js';
import type { IdenfyError } from '../../errors/idenfy.error.js';
import { isIdenfyError } from '../../errors/is-idenfy-error.js';
import { stepProblem } from '../../operations/direct-processing/step-problem.js';
import type { UploadedImage } from '../../operations/direct-processing/uploaded-image.js';
import { fieldName } from '../body/field-name.js';
import type { DocumentsUpload } from './documents-upload.js';
import { checkedCountry, checkedDocumentType, checkedFlag, invalid } from './field-checks.js';
import type { Lease } from './memory/lease.js';

/** Fields of an upload besides its pictures. */
export type UploadField = 'country' | 'documentType' | 'skipAnalysis';

const FIELDS: ReadonlySet<string> = new Set<UploadField>(['country', 'documentType', 'skipAnalysis']);

/** More pictures than any session asks for. */
const MAX_IMAGES = 20;

/** What may be said about reading an upload. */
export interface ReadOptions {
  /** Is told the name of every field before its value is read, and may refuse it by throwing. */
  before?: (fields: readonly string[]) => void;
  /** Names of the steps that the session asks for besides document and face. Without it, any name in upper case. */
  additionalSteps?: readonly string[];
}

/**
 * An upload while it is being read: every name is checked when it comes up, every value when it is there.
 *
 * The first thing wrong with it is remembered rather than thrown: a field that comes later may not be the sender's
 * to set, and who may not is not told first how to do it right. From then on nothing is kept.
 */
export class UploadDraft {
  readonly #names = new Set<string>();
  readonly #images = new Map<string, UploadedImage>();
  #problem?: IdenfyError;
  #country?: Country;
  #documentType?: DirectProcessingDocumentType;
  #skipAnalysis?: boolean;

  /** @param lease where the pictures are kept */
  constructor(
    readonly lease: Lease,
    private readonly options: ReadOptions = {},
  ) {}

  /** Whether something was wrong already, so that values need not be read any more. */
  get isRefused(): boolean {
    return this.#problem !== undefined;
  }

  /** Whether that is the name of a field, rather than of a picture or of nothing. */
  static isField(name: string): name is UploadField {
    return FIELDS.has(name);
  }

  /** A field comes next. @throws whatever `before` throws */
  expectField(name: UploadField): void {
    this.options.before?.([name]);
    this.#expect(name);
  }

  /** The pictures come next, all together. */
  expectImages(): void {
    this.#expect('images');
  }

  /** A picture comes next. @param field what its sender calls it, where that is not `images.FRONT` */
  expectImage(step: string, field = `images.${fieldName([step])}`): void {
    const problem = stepProblem(step, this.options.additionalSteps);
    if (problem !== undefined) {
      this.refuse(() => invalid(field, problem));
    }
    if (this.#images.size === MAX_IMAGES) {
      this.refuse(() => invalid('images', `must not be more than ${MAX_IMAGES} pictures`));
    }
    this.#expect(`images.${step}`);
  }

  addImage(step: string, image: UploadedImage): void {
    this.unlessRefused(() => this.#images.set(step, image));
  }

  setField(name: UploadField, value: unknown): void {
    this.unlessRefused(() => {
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
    });
  }

  /** Does what is of no use once something was wrong. What it throws as 400 is what is wrong. */
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

  /** Remembers what is wrong, unless something was before, and lets go of the pictures. */
  refuse(problem: () => IdenfyError): void {
    if (!this.isRefused) {
      this.#problem = problem();
      this.#images.clear();
      this.lease.abandon();
    }
  }

  /** The upload, now that everything has come. @throws IdenfyError 400 naming what was wrong first, or is missing */
  finish({ requiresDocumentType }: { requiresDocumentType: boolean }): DocumentsUpload {
    if (this.#problem !== undefined) {
      throw this.#problem;
    }
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
      this.refuse(() => invalid(name, 'must be given once'));
    } else if (!this.isRefused) {
      this.#names.add(name);
    }
  }
}
