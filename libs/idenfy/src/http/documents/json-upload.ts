import { isBase64End, isBase64Text } from '../../operations/base64.js';
import { imageNotBase64 } from '../../operations/image-errors.js';
import { Base64Image } from '../../operations/uploaded-image.js';
import type { BodyPlace } from '../body/body-budget.js';
import { bodyInvalid } from '../body/body-errors.js';
import { type BodyLimits, eachChunk, type RequestLike } from '../body/read-body.js';
import { fieldName } from '../body/json-body.js';
import { JsonCursor, notJson, type Reading } from './json-cursor.js';
import { invalid, UploadDraft } from './upload-draft.js';
import { type Lease, LeasedBytes } from './upload-memory.js';

/** Far more than an upload has; a longer body is not read to its end. */
const MAX_MEMBERS = 100;

/**
 * Reads `{ country, documentType, images: { FRONT: base64, … }, skipAnalysis? }` while it arrives. The images
 * stay in chunks: a JSON parser would hold the body, its text and each of its strings at the same time.
 */
export async function readJsonUpload(
  request: RequestLike,
  place: BodyPlace,
  limits: BodyLimits,
  draft: UploadDraft,
): Promise<void> {
  const reading = uploadInJson(draft);
  reading.next();
  await eachChunk(request, place, limits, (chunk) => void reading.next(chunk));
  reading.next(null);
}

/** The same, fed with the chunks one by one. @throws IdenfyError only what ends the reading immediately */
export function* uploadInJson(draft: UploadDraft): Reading<void> {
  const cursor = new JsonCursor();
  yield* eachMember(cursor, draft, (name) => member(cursor, draft, name));
  if ((yield* cursor.peek()) !== '') {
    throw notJson();
  }
}

function* member(cursor: JsonCursor, draft: UploadDraft, name: string): Reading<void> {
  if (name === 'images') {
    draft.expectImages();
    yield* images(cursor, draft);
  } else if (UploadDraft.isField(name)) {
    draft.expectField(name);
    draft.setField(name, yield* cursor.shortValue());
  } else {
    draft.refuse(() => invalid(fieldName([name]), 'is not known here.'));
    yield* cursor.passValue();
  }
}

function* images(cursor: JsonCursor, draft: UploadDraft): Reading<void> {
  if ((yield* cursor.peek()) === '{') {
    yield* eachMember(cursor, draft, (step) => image(cursor, draft, step));
  } else {
    draft.refuse(() => invalid('images', 'must be an object of images by step.'));
    yield* cursor.passValue();
  }
}

function* image(cursor: JsonCursor, draft: UploadDraft, step: string): Reading<void> {
  draft.expectImage(step);
  if ((yield* cursor.peek()) !== '"') {
    draft.refuse(() => invalid(`images.${step}`, 'must be a string of Base64.'));
  }
  if (draft.isRefused) {
    yield* cursor.passValue();
    return;
  }
  const text = new Base64Text(draft.lease, step);
  yield* cursor.longText((piece) => draft.unlessRefused(() => text.take(piece)));
  draft.unlessRefused(() => draft.addImage(step, text.finish()));
}

/** An image in Base64 while it arrives: checked block by block, and kept undecoded. */
class Base64Text {
  readonly #text: LeasedBytes;

  constructor(
    lease: Lease,
    private readonly step: string,
  ) {
    this.#text = new LeasedBytes(lease, (block) => this.assert(isBase64Text(block)));
  }

  /** @throws IdenfyUploadError 400 it is not Base64 */
  take(piece: Buffer): void {
    this.#text.push(piece);
  }

  /** The image, when it is complete. @throws IdenfyUploadError 400 it is not Base64 */
  finish(): Base64Image {
    this.assert(isBase64End(this.#text.last));
    return new Base64Image(this.#text, this.#text.length);
  }

  private assert(isBase64: boolean): void {
    if (!isBase64) {
      throw imageNotBase64(this.step);
    }
  }
}

function* eachMember(
  cursor: JsonCursor,
  draft: UploadDraft,
  take: (name: string) => Reading<void>,
): Reading<void> {
  yield* cursor.take('{');
  if ((yield* cursor.peek()) === '}') {
    yield* cursor.take('}');
    return;
  }
  let count = 0;
  do {
    if (++count > MAX_MEMBERS) {
      throw bodyInvalid(`An object of the body has more than ${MAX_MEMBERS} members.`);
    }
    const name = yield* cursor.text();
    yield* cursor.take(':');
    if (name === undefined) {
      draft.refuse(() => bodyInvalid('The body has a name that is longer than any known here.'));
      yield* cursor.passValue();
    } else {
      yield* take(name);
    }
  } while ((yield* cursor.take(',', '}')) === ',');
}
