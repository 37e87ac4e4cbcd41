import { mediaTypeOf } from './image-bytes.js';
import { sampleImage } from './sample-image.js';

/** Bytes of uploads to keep, in memory only. Sample images replace the oldest uploads beyond them. */
const KEPT_BYTES = 64_000_000;

/** An image to serve. */
export interface StoredImage {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** The uploaded images, and sample images where there is no upload. */
export class MediaStore {
  private readonly uploads = new Map<string, ReadonlyMap<string, Buffer>>();
  private readonly samples = new Map<string, Buffer>();
  private keptBytes = 0;

  keep(scanRef: string, images: ReadonlyMap<string, Buffer>): void {
    this.forget(scanRef);
    this.uploads.set(scanRef, images);
    this.keptBytes += sizeOf(images);
    for (const oldest of this.uploads.keys()) {
      if (this.keptBytes <= KEPT_BYTES) return;
      this.forget(oldest);
    }
  }

  read(scanRef: string, step: string): StoredImage {
    const bytes = this.uploads.get(scanRef)?.get(step) ?? this.sample(step);
    return { bytes, mediaType: mediaTypeOf(bytes) ?? 'application/octet-stream' };
  }

  forget(scanRef: string): void {
    const images = this.uploads.get(scanRef);
    if (images === undefined) return;
    this.keptBytes -= sizeOf(images);
    this.uploads.delete(scanRef);
  }

  clear(): void {
    this.uploads.clear();
    this.keptBytes = 0;
  }

  private sample(step: string): Buffer {
    let image = this.samples.get(step);
    if (image === undefined) {
      image = sampleImage(step);
      this.samples.set(step, image);
    }
    return image;
  }
}

function sizeOf(images: ReadonlyMap<string, Buffer>): number {
  let bytes = 0;
  for (const image of images.values()) bytes += image.length;
  return bytes;
}
