import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { DocumentsSettings } from './documents-settings.js';
import { UploadAdmission } from './upload-admission.js';

const busy = { httpStatus: 503, retryable: true, retryAfterSeconds: 5 };

/** An upload that goes on until it is told to end. */
function upload(admission: UploadAdmission, bytes: number) {
  let end = (): void => undefined;
  let isIn = false;
  const done = admission.run(bytes, () => {
    isIn = true;
    return new Promise<void>((resolve) => (end = resolve));
  });
  return { done, end: () => end(), isIn: () => isIn };
}

/** Until everybody who can go on has. */
const settle = (): Promise<void> => new Promise(setImmediate);

describe('the admission of uploads', () => {
  const clock = new FakeClock();
  const limited = (over: Partial<DocumentsSettings> = {}) =>
    new UploadAdmission({ ...new DocumentsSettings(), maxBytesAtOnce: 100, maxWaiting: 2, ...over }, clock);

  it('lets in what fits, and the others in the order they came', async () => {
    const admission = limited();
    const [first, second] = [upload(admission, 60), upload(admission, 40)];
    const [large, small] = [upload(admission, 80), upload(admission, 1)];
    await settle();
    expect([first, second, large, small].map(({ isIn }) => isIn())).toEqual([true, true, false, false]);

    second.end();
    await settle();
    expect(small.isIn()).toBe(false);

    first.end();
    await settle();
    expect([large.isIn(), small.isIn()]).toEqual([true, true]);
  });

  it('gives the room back when an upload fails', async () => {
    const admission = limited();

    await expect(admission.run(100, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');

    expect(await admission.run(100, () => Promise.resolve('in'))).toBe('in');
  });

  it('lets in one that announces more than there ever is room for, alone', async () => {
    expect(await limited().run(1_000, () => Promise.resolve('in'))).toBe('in');
  });

  it('turns away at once when too many wait', async () => {
    const admission = limited();
    [100, 10, 10].forEach((bytes) => upload(admission, bytes));
    await settle();

    await expect(upload(admission, 1).done).rejects.toMatchObject(busy);
  });

  it('turns away who has waited too long, and lets in who stood behind', async () => {
    const admission = limited({ maxWaitMs: 1_000 });
    upload(admission, 50);
    const large = upload(admission, 100);
    const outcome = large.done.catch((error: unknown) => error);
    await clock.advance(500);
    const small = upload(admission, 50);

    await clock.advance(500);

    expect(await outcome).toMatchObject(busy);
    expect(small.isIn()).toBe(true);
  });
});
