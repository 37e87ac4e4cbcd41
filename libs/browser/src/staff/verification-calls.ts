import { follow, type FollowOptions } from '../follow.js';
import { openStream, type Session, type StartFields } from '../idenfy-client.js';
import { answered, notOurs, type Rest, succeeded } from '../rest.js';
import {
  about,
  account,
  given,
  type Page,
  type PageQuery,
  type QueryOf,
  type ReasonedCallOptions,
  staff,
  type StaffCallOptions,
  type StaffVerification,
  type Views,
  withReason,
} from './staff-call.js';

/** Calls about verifications, and what is known and kept of them. */
export interface VerificationCalls {
  /** Starts or resumes the verification of a person. */
  start(fields: StartFields & { clientId: string }, options?: StaffCallOptions): Promise<Session>;
  /** Verifications, newest first. */
  list(
    query?: QueryOf<'idenfyListVerifications'>,
    options?: StaffCallOptions,
  ): Promise<Page<StaffVerification>>;
  get(scanRef: string, options?: StaffCallOptions): Promise<StaffVerification>;
  /** The state now, and again whenever it changes; ends when the verification is closed, and at an abort. */
  follow(
    scanRef: string,
    options?: FollowOptions & StaffCallOptions,
  ): AsyncGenerator<StaffVerification, void>;
  /** Every change of a verification, oldest first. */
  history(
    scanRef: string,
    page?: PageQuery,
    options?: StaffCallOptions,
  ): Promise<Page<Views['IdenfyHistoryEventView']>>;
  /** Looks the status up at iDenfy, at most once in ten minutes. */
  refresh(scanRef: string, options?: StaffCallOptions): Promise<StaffVerification>;
  /** What iDenfy read from the document. */
  data(scanRef: string, options: ReasonedCallOptions): Promise<Views['IdenfyDataView']>;
  /** The names of the images and videos. */
  files(scanRef: string, options: ReasonedCallOptions): Promise<readonly string[]>;
  file(scanRef: string, name: string, options: ReasonedCallOptions): Promise<Blob>;
  /** The report, a PDF. */
  report(
    scanRef: string,
    query: Omit<QueryOf<'idenfyGetReport'>, 'account'>,
    options: ReasonedCallOptions,
  ): Promise<Blob>;
  /** The evidence pack, a ZIP. */
  evidence(scanRef: string, options: ReasonedCallOptions): Promise<Blob>;
  /** The same in pieces, for programs that write it to a file. Not in React Native. */
  evidenceStream(scanRef: string, options: ReasonedCallOptions): Promise<ReadableStream<Uint8Array>>;
  /** Erases a verification, at iDenfy and in the service. */
  erase(scanRef: string, options: ReasonedCallOptions): Promise<Views['IdenfyErasureView']>;
  /** How far the erasure is: its receipt, once it is done. */
  erasure(scanRef: string, options?: StaffCallOptions): Promise<Views['IdenfyErasureView']>;
  /** Completes an erasure that an application of the host keeps from being done. */
  finishErasure(scanRef: string, options: ReasonedCallOptions): Promise<Views['IdenfyErasureView']>;
}

export function verificationCalls(rest: Rest): VerificationCalls {
  const { routes } = rest;
  const get: VerificationCalls['get'] = async (scanRef, options = {}) =>
    staff(await answered(routes.GET('/verifications/{scanRef}', about(scanRef, options))));

  return {
    get,
    start: (body, options = {}) =>
      answered(routes.POST('/verifications', { body: { ...account(options), ...body }, ...given(options) })),
    list: async (query = {}, options = {}) => {
      const { items, nextCursor } = await answered(
        routes.GET('/verifications', {
          params: { query: { ...account(options), ...query } },
          ...given(options),
        }),
      );
      return { items: items.map(staff), nextCursor };
    },
    follow: (scanRef, options = {}) =>
      follow(
        {
          open: (lastEventId, signal) => openStream(rest, scanRef, lastEventId, signal, account(options)),
          get: (signal) => get(scanRef, { ...options, signal }),
          renewLogin: () => rest.renewLogin(),
          isOver: ({ closedAt }) => closedAt !== null,
        },
        options,
      ),
    history: (scanRef, page = {}, options = {}) =>
      answered(routes.GET('/verifications/{scanRef}/history', about(scanRef, options, page))),
    refresh: (scanRef, options = {}) =>
      answered(routes.POST('/verifications/{scanRef}/refresh', about(scanRef, options))),
    data: (scanRef, options) =>
      answered(routes.GET('/verifications/{scanRef}/data', withReason(scanRef, options))),
    files: (scanRef, options) =>
      answered(routes.GET('/verifications/{scanRef}/files', withReason(scanRef, options))),
    file: (scanRef, name, options) => {
      const { params, ...init } = withReason(scanRef, options);
      return answered(
        routes.GET('/verifications/{scanRef}/files/{name}', {
          ...init,
          params: { ...params, path: { scanRef, name } },
          parseAs: 'blob',
        }),
      );
    },
    report: (scanRef, query, options) =>
      answered(
        routes.GET('/verifications/{scanRef}/report', {
          ...withReason(scanRef, options, query),
          parseAs: 'blob',
        }),
      ),
    evidence: (scanRef, options) =>
      answered(
        routes.GET('/verifications/{scanRef}/evidence', {
          ...withReason(scanRef, options),
          parseAs: 'blob',
        }),
      ),
    evidenceStream: async (scanRef, options) => {
      const { response } = await succeeded(
        routes.GET('/verifications/{scanRef}/evidence', {
          ...withReason(scanRef, options),
          parseAs: 'stream',
        }),
      );
      if (!response.body) throw notOurs();
      return response.body;
    },
    erase: (scanRef, options) =>
      answered(routes.DELETE('/verifications/{scanRef}', withReason(scanRef, options))),
    erasure: (scanRef, options = {}) =>
      answered(routes.GET('/verifications/{scanRef}/erasure', about(scanRef, options))),
    finishErasure: (scanRef, options) =>
      answered(routes.POST('/verifications/{scanRef}/erasure/finish', withReason(scanRef, options))),
  };
}
