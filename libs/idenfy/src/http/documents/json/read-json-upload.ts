import { type BodyLimits, eachChunk } from '../../body/each-chunk.js';
import { fieldName } from '../../body/field-name.js';
import type { RequestLike } from '../../body/request-like.js';
import { Base64Text } from '../base64-text.js';
import { invalid, UploadDraft } from '../upload-draft.js';
import { JsonCursor, notJson, type Reading } from './json-cursor.js';

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

/** The same, given the chunks one by one. */
export function* uploadInJson(draft: UploadDraft): Reading<void> {
  const cursor = new JsonCursor();
  yield* eachMember(cursor, (name) => member(cursor, draft, name));
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
    draft.setField(name, (yield* cursor.peek()) === '"' ? yield* cursor.text() : yield* cursor.flag());
  } else {
    throw invalid(fieldName([name]), 'is not known here');
  }
}

function* images(cursor: JsonCursor, draft: UploadDraft): Reading<void> {
  if ((yield* cursor.peek()) !== '{') {
    throw invalid('images', 'must be an object of pictures by step');
  }
  yield* eachMember(cursor, (step) => image(cursor, draft, step));
}

function* image(cursor: JsonCursor, draft: UploadDraft, step: string): Reading<void> {
  draft.expectImage(step);
  if ((yield* cursor.peek()) !== '"') {
    throw invalid(`images.${step}`, 'must be a string of Base64');
  }
  const text = new Base64Text(step, draft.room());
  yield* cursor.longText((piece) => text.take(piece));
  draft.addImage(step, text.finish());
}

function* eachMember(cursor: JsonCursor, take: (name: string) => Reading<void>): Reading<void> {
  yield* cursor.take('{');
  if ((yield* cursor.peek()) === '}') {
    yield* cursor.take('}');
    return;
  }
  do {
    const name = yield* cursor.text();
    yield* cursor.take(':');
    yield* take(name);
  } while ((yield* cursor.take(',', '}')) === ',');
}
