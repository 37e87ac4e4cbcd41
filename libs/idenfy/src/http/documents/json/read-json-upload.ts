import { bodyInvalid } from '../../body/body-errors.js';
import { type BodyLimits, eachChunk } from '../../body/each-chunk.js';
import { fieldName } from '../../body/field-name.js';
import type { RequestLike } from '../../body/request-like.js';
import { Base64Text } from '../base64-text.js';
import { invalid } from '../field-checks.js';
import { UploadDraft } from '../upload-draft.js';
import { JsonCursor, notJson, type Reading } from './json-cursor.js';

/** Far more than an upload has; who sends more need not be read to the end. */
const MAX_MEMBERS = 100;

/**
 * Reads `{ country, documentType, images: { FRONT: base64, … }, skipAnalysis? }` while it arrives. The pictures
 * stay the chunks they came in: a JSON parser would hold the body, the text and every string of it at once.
 */
export async function readJsonUpload(
  request: RequestLike,
  limits: BodyLimits,
  draft: UploadDraft,
): Promise<void> {
  const reading = uploadInJson(draft);
  reading.next();
  await eachChunk(request, limits, (chunk) => void reading.next(chunk));
  reading.next(null);
}

/** The same, given the chunks one by one. @throws IdenfyError only what ends the reading at once */
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
    draft.refuse(() => invalid(fieldName([name]), 'is not known here'));
    yield* cursor.passValue();
  }
}

function* images(cursor: JsonCursor, draft: UploadDraft): Reading<void> {
  if ((yield* cursor.peek()) === '{') {
    yield* eachMember(cursor, draft, (step) => image(cursor, draft, step));
  } else {
    draft.refuse(() => invalid('images', 'must be an object of pictures by step'));
    yield* cursor.passValue();
  }
}

function* image(cursor: JsonCursor, draft: UploadDraft, step: string): Reading<void> {
  draft.expectImage(step);
  if ((yield* cursor.peek()) !== '"') {
    draft.refuse(() => invalid(`images.${step}`, 'must be a string of Base64'));
  }
  if (draft.isRefused) {
    yield* cursor.passValue();
    return;
  }
  const text = new Base64Text(draft.lease, step);
  yield* cursor.longText((piece) => draft.unlessRefused(() => text.take(piece)));
  draft.unlessRefused(() => draft.addImage(step, text.finish()));
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
