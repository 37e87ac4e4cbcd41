import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import type { BodyPlace } from '../body/body-budget.js';
import { DocumentUploadSettings, UploadAdmission } from './document-upload-reader.js';

const busy = { httpStatus: 503, retryable: true, retryAfterSeconds: 5 };

/** An upload whose body arrives, and whose use ends, when the test says so. */
function upload(admission: UploadAdmission, expected: number) {
  let place: BodyPlace | undefined;
  let endReading = (): void => undefined;
  let endUse = (): void => undefined;
  const done = admission.run(
    expected,
    (given) => {
      place = given;
      return new Promise<void>((resolve) => (endReading = resolve));
    },
    () => new Promise<void>((resolve) => (endUse = resolve)),
  );
  return {
    done,
    /** Whether the sender may go on; false as long as it waits. */
    arrives: (bytes: number) => {
      const wait = place?.take(bytes);
      const state = { goesOn: wait === undefined, refused: undefined as unknown };
      wait?.then(
        () => (state.goesOn = true),
        (error: unknown) => (state.refused = error),
      );
      return state;
    },
    endReading: () => endReading(),
    endUse: () => endUse(),
  };
}

/** Until all that can go on have. */
const settle = (): Promise<void> => new Promise(setImmediate);

describe('the admission of uploads', () => {
  const clock = new FakeClock();
  const limited = (over: Partial<DocumentUploadSettings> = {}) =>
    new UploadAdmission(
      { ...new DocumentUploadSettings(), maxBytesAtOnce: 100, maxWaiting: 2, ...over },
      clock,
    );

  it('counts what has arrived, so that slow senders keep no one out', () => {
    const admission = limited();
    const slow = [upload(admission, 60), upload(admission, 60), upload(admission, 60)];
    slow.forEach((one) => one.arrives(1));

    const quick = upload(admission, 30);

    expect(quick.arrives(30).goesOn).toBe(true);
  });

  it('keeps room for the rest of the upload that began first, and lets others wait', async () => {
    const admission = limited();
    const [first, second] = [upload(admission, 60), upload(admission, 60)];
    expect(first.arrives(10).goesOn).toBe(true);
    const waits = second.arrives(41);
    expect(waits.goesOn).toBe(false);
    expect(first.arrives(50).goesOn).toBe(true);

    first.endReading();
    await settle();
    expect(waits.goesOn).toBe(false);

    first.endUse();
    await first.done;
    expect(waits.goesOn).toBe(true);
  });

  it('lets the first one go on where all others wait for it, but not while one is sent', async () => {
    const admission = limited();
    const [first, second, third] = [upload(admission, 20), upload(admission, 90), upload(admission, 90)];
    first.arrives(20);
    const waiting = [second.arrives(40), third.arrives(45)];
    expect(waiting.map(({ goesOn }) => goesOn)).toEqual([true, false]);

    first.endReading();
    await settle();
    const last = second.arrives(50);
    expect(last.goesOn).toBe(false);

    first.endUse();
    await first.done;
    expect([last, ...waiting].map(({ goesOn }) => goesOn)).toEqual([true, true, false]);
  });

  it('frees the memory of a failed upload', async () => {
    const admission = limited();
    const fails = admission.run(
      100,
      (place) => {
        void place.take(100);
        return Promise.reject(new Error('broken'));
      },
      () => Promise.resolve(),
    );

    await expect(fails).rejects.toThrow('broken');

    expect(upload(admission, 100).arrives(100).goesOn).toBe(true);
  });

  it('refuses at once when the queue is full', () => {
    const admission = limited();
    upload(admission, 100).arrives(50);
    [1, 2].forEach(() => upload(admission, 60).arrives(60));

    expect(() => upload(admission, 60).arrives(60)).toThrow(expect.objectContaining(busy));
  });

  it('refuses an upload that waited too long', async () => {
    const admission = limited({ maxWaitMs: 1_000 });
    upload(admission, 100).arrives(50);
    const waits = upload(admission, 60).arrives(60);

    await clock.advance(1_000);

    expect(waits).toMatchObject({ goesOn: false, refused: busy });
    expect(admission.waiting).toBe(0);
  });
});
