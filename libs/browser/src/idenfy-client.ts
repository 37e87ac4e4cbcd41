import { follow, type FollowOptions } from './follow.js';
import { answered, type IdenfyConnection, notOurs, Rest, succeeded } from './rest.js';
import type { components, operations } from './rest-api.js';
import { IdenfyRequestError } from './request-error.js';
import { formOf, type NativeImage, sendByXhr, type UploadProgress } from './upload.js';

type Views = components['schemas'];

/** A verification, as the person may see it. */
export type PersonVerification = Views['IdenfyPersonVerificationView'];

/** What the person should do next. */
export type NextStep = PersonVerification['nextStep'];

/** What the person can do better with the next images. */
export type Hint = NonNullable<PersonVerification['hints']>[number];

/** A session at iDenfy, new or resumed. */
export type Session = Views['IdenfySessionView'];

/** What a person may send when they start, as far as the service permits it: see its option `personMaySet`. */
export type StartFields = Views['IdenfyStartVerificationDto'];

/** Where the person stands. */
export interface PersonStanding extends Omit<Views['IdenfyClientView'], 'current'> {
  /** The verification that decides the standing, else the newest one; null where there is none. */
  readonly current: PersonVerification | null;
}

/** A verification after its images were sent. */
export type Submitted = Views['IdenfySubmittedView'];

type UploadForm = operations['idenfySubmitDocuments']['requestBody']['content']['multipart/form-data'];

/** A type of document whose images may be uploaded. */
export type UploadDocumentType = UploadForm['documentType'];

/** The images of a document. */
export interface Upload {
  /** The verification. @default the running one, which is started where there is none */
  readonly scanRef?: string;
  /** Country of the document, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly documentType: UploadDocumentType;
  /** Step → image. `FRONT` always; `BACK`, `FACE` and further steps as document and session require. */
  readonly images: Readonly<{ FRONT: Blob | NativeImage } & Record<string, Blob | NativeImage | undefined>>;
}

/** How a call is made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** How images are uploaded. */
export interface UploadOptions extends CallOptions {
  /** Called while the images are sent; only where there is XMLHttpRequest. */
  readonly onProgress?: (progress: UploadProgress) => void;
}

/** The calls of a person. All reject with an `IdenfyRequestError`, or with an `AbortError` after an abort. */
export interface IdenfyClient {
  /** Starts a verification, or resumes the running one. */
  start(fields?: StartFields, options?: CallOptions): Promise<Session>;

  /** Where the person stands. */
  me(options?: CallOptions): Promise<PersonStanding>;

  /** The state of a verification. */
  get(scanRef: string, options?: CallOptions): Promise<PersonVerification>;

  /**
   * The state now, and again whenever it changes; ends at a final state, and at an abort. Reconnects after a lost
   * connection, and renews the login once it ends; where event streams cannot be read, it asks at growing intervals.
   *
   * @throws IdenfyRequestError when another try is of no use: the login cannot be renewed, the verification is unknown
   */
  follow(scanRef: string, options?: FollowOptions): AsyncGenerator<PersonVerification, void>;

  /** Reports that the person is back from iDenfy, so that a missing result is looked up sooner. */
  finished(scanRef: string, options?: CallOptions): Promise<PersonVerification>;

  /** Uploads the images of a document, instead of using iDenfy's page. */
  upload(upload: Upload, options?: UploadOptions): Promise<Submitted>;
}

/** A client for the routes of a person. */
export function createIdenfyClient(connection: IdenfyConnection): IdenfyClient {
  const rest = new Rest(connection);
  const { routes } = rest;

  const start: IdenfyClient['start'] = (body = {}, { signal } = {}) =>
    answered(routes.POST('/verifications', { body, ...given(signal) }));

  const get: IdenfyClient['get'] = async (scanRef, { signal } = {}) =>
    person(
      await answered(
        routes.GET('/verifications/{scanRef}', { params: { path: { scanRef } }, ...given(signal) }),
      ),
    );

  return {
    start,
    get,

    async me({ signal } = {}) {
      const { current, ...standing } = await answered(routes.GET('/clients/me', { ...given(signal) }));
      return { ...standing, current: current && person(current) };
    },

    follow(scanRef, options = {}) {
      return follow(
        {
          open: (lastEventId, signal) => openStream(rest, scanRef, lastEventId, signal),
          get: (signal) => get(scanRef, { signal }),
          renewLogin: () => rest.renewLogin(),
          isOver: ({ final }) => final,
        },
        options,
      );
    },

    async finished(scanRef, { signal } = {}) {
      const params = { path: { scanRef } };
      return person(
        await answered(routes.POST('/verifications/{scanRef}/finished', { params, ...given(signal) })),
      );
    },

    async upload({ country, documentType, images, ...of }, { onProgress, signal } = {}) {
      const scanRef = of.scanRef ?? (await start({}, { ...given(signal) })).scanRef;
      if (scanRef === null)
        throw new IdenfyRequestError(0, 'The verification is still being started.', { retryable: true });
      const form = formOf({ country, documentType }, images);
      const withProgress = onProgress !== undefined && typeof XMLHttpRequest !== 'undefined';
      return answered(
        routes.POST('/verifications/{scanRef}/documents', {
          params: { path: { scanRef } },
          body: { country: country as UploadForm['country'], documentType, FRONT: images.FRONT as Blob }, // `form` is sent in its place
          bodySerializer: () => form,
          ...given(signal),
          ...(withProgress && {
            fetch: (request: Request) =>
              rest.send(request, sendByXhr(form, { onProgress, ...given(signal) })),
          }),
        }),
      );
    },
  };
}

/** The body of an event stream; null where it cannot be read in pieces. */
export function openStream(
  { routes }: Rest,
  scanRef: string,
  lastEventId: string | null,
  signal: AbortSignal,
  query: { account?: string } = {},
): Promise<ReadableStream<Uint8Array> | null> {
  return streamOf(
    routes.GET('/verifications/{scanRef}/events', {
      params: {
        path: { scanRef },
        query,
        ...(lastEventId !== null && { header: { 'Last-Event-ID': lastEventId } }),
      },
      headers: { accept: 'text/event-stream' },
      parseAs: 'stream',
      signal,
    }),
  );
}

/** The events of an answer; null where its body cannot be read in pieces. */
export async function streamOf(
  call: Promise<{ response: Response }>,
): Promise<ReadableStream<Uint8Array> | null> {
  const { response } = await succeeded(call);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) throw notOurs();
  return response.body ?? null;
}

/** The service sends people nothing else on these routes. */
function person(view: PersonVerification | Views['IdenfyStaffVerificationView']): PersonVerification {
  return view as PersonVerification;
}

function given(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
