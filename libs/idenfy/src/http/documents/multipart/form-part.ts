import { BinaryImage } from '../../../operations/direct-processing/binary-image.js';
import { fieldName } from '../../body/field-name.js';
import { LeasedBytes } from '../memory/leased-bytes.js';
import { invalid } from '../field-checks.js';
import { UploadDraft, type UploadField } from '../upload-draft.js';
import { namelessPart, type PartHeaders, type PartSink } from './form.js';
import { partName } from './part-name.js';

/** Longest value of a text part, in bytes. */
const MAX_VALUE_BYTES = 100;

const IMAGE_NAME = /^(?:images\.(\w+)|images\[(\w+)\]|(\w+))$/;

/**
 * What to do with a part of that name: `country`, `documentType` and `skipAnalysis` are text, all others are
 * pictures by step, as `FRONT`, `images[FRONT]` or `images.FRONT`.
 *
 * @throws IdenfyValidationError nameless
 */
export function formPart(headers: PartHeaders, draft: UploadDraft): PartSink {
  const part = partName(headers);
  if (part === undefined) {
    throw namelessPart();
  }
  if (UploadDraft.isField(part.name)) {
    draft.expectField(part.name);
    return new TextPart(part.name, draft);
  }
  const [, dotted, bracketed, plain] = IMAGE_NAME.exec(part.name) ?? [];
  const step = dotted ?? bracketed ?? plain;
  if (step === undefined) {
    draft.refuse(() => invalid(fieldName([part.name]), 'is not known here'));
    return NOBODY;
  }
  draft.expectImage(step, plain && fieldName([plain]));
  return new ImagePart(step, part.isUnusedInput, draft);
}

const NOBODY: PartSink = { take: () => undefined, finish: () => undefined };

class TextPart implements PartSink {
  #value = '';

  constructor(
    private readonly name: UploadField,
    private readonly draft: UploadDraft,
  ) {}

  take(bytes: Buffer): void {
    if (this.#value.length <= MAX_VALUE_BYTES) {
      this.#value += bytes.toString('latin1', 0, MAX_VALUE_BYTES + 1);
    }
    if (this.#value.length > MAX_VALUE_BYTES) {
      this.draft.refuse(() => invalid(this.name, `must not be longer than ${MAX_VALUE_BYTES} bytes`));
    }
  }

  finish(): void {
    const isFlag = this.name === 'skipAnalysis' && /^(true|false)$/.test(this.#value);
    this.draft.setField(this.name, isFlag ? this.#value === 'true' : this.#value);
  }
}

class ImagePart implements PartSink {
  readonly #bytes: LeasedBytes;

  constructor(
    private readonly step: string,
    private readonly isUnusedInput: boolean,
    private readonly draft: UploadDraft,
  ) {
    this.#bytes = new LeasedBytes(draft.lease);
  }

  take(bytes: Buffer): void {
    this.draft.unlessRefused(() => this.#bytes.push(bytes));
  }

  finish(): void {
    if (this.#bytes.length > 0 || !this.isUnusedInput) {
      this.draft.addImage(this.step, new BinaryImage(this.#bytes, this.#bytes.length));
    }
  }
}
