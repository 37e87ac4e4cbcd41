import { mediaTypeOf } from './media-type.js';
import { samplePicture } from './sample-picture.js';

/** Uploads are kept in memory only, and only so many bytes of them; the oldest give way to sample pictures. */
const KEPT_BYTES = 64_000_000;

/** A picture as it is served. */
export interface Picture {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** What was uploaded; where nothing was, or is no longer there, a sample picture. */
export class MediaStore {
  private readonly uploads = new Map<string, ReadonlyMap<string, Buffer>>();
  private readonly samples = new Map<string, Buffer>();
  private keptBytes = 0;

  keep(scanRef: string, pictures: ReadonlyMap<string, Buffer>): void {
    this.forget(scanRef);
    this.uploads.set(scanRef, pictures);
    this.keptBytes += sizeOf(pictures);
    for (const oldest of this.uploads.keys()) {
      if (this.keptBytes <= KEPT_BYTES) return;
      this.forget(oldest);
    }
  }

  read(scanRef: string, step: string): Picture {
    const bytes = this.uploads.get(scanRef)?.get(step) ?? this.sample(step);
    return { bytes, mediaType: mediaTypeOf(bytes) ?? 'application/octet-stream' };
  }

  forget(scanRef: string): void {
    const pictures = this.uploads.get(scanRef);
    if (pictures === undefined) return;
    this.keptBytes -= sizeOf(pictures);
    this.uploads.delete(scanRef);
  }

  clear(): void {
    this.uploads.clear();
    this.keptBytes = 0;
  }

  private sample(step: string): Buffer {
    let picture = this.samples.get(step);
    if (picture === undefined) {
      picture = samplePicture(step);
      this.samples.set(step, picture);
    }
    return picture;
  }
}

function sizeOf(pictures: ReadonlyMap<string, Buffer>): number {
  let bytes = 0;
  for (const picture of pictures.values()) bytes += picture.length;
  return bytes;
}
