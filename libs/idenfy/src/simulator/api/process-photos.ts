import { ApiRefusal } from '../http/api-refusal.js';

/** A picture of fewer bytes shows nothing: it is hardly more than a file header. */
const SMALLEST_PHOTO_BYTES = 32;

const MAIN_STEPS = ['FRONT', 'BACK', 'FACE'];

/**
 * The photo check of direct processing. iDenfy refuses with status 200 and an error body when it finds no document (S4);
 * its identifier is not documented. Here a picture of fewer than 32 bytes does it, so that the case can be provoked.
 */
export function requirePhotos(images: ReadonlyMap<string, Buffer>): void {
  for (const step of MAIN_STEPS) {
    const photo = images.get(step);
    if (photo !== undefined && photo.length < SMALLEST_PHOTO_BYTES) {
      const subject = step === 'FACE' ? 'Face' : 'Document';
      throw new ApiRefusal(200, 'BAD_VALUE', `${subject} was not detected in the photo of step '${step}'.`);
    }
  }
}
