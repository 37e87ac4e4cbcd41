import { follow, type FollowOptions } from '../follow.js';
import { streamOf } from '../idenfy-client.js';
import { answered, type Rest } from '../rest.js';
import { type AuditedCallOptions, given, type QueryOf, type Views } from './staff-call.js';

/** What changed in the queue: one verification, or with `reload` any of them. */
export type QueueChange = Views['IdenfyCaseChangeView'] | 'reload';

/** Calls about the queue, and the staff who work on it. */
export interface QueueCalls {
  /** The permissions and accounts of the caller. */
  me(options?: AuditedCallOptions): Promise<Views['IdenfyStaffView']>;
  /** To whom cases can be assigned. */
  directory(options?: AuditedCallOptions): Promise<Views['IdenfyStaffListView']>;
  /** What waits for staff, due first comes first, and how much waits of each kind. */
  queue(
    query?: QueryOf<'idenfyListQueue'>,
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyQueuePageView']>;
  /** How much of each kind waits. Unlike `queue()`, it leaves no record in the audit. */
  queueCounts(
    query?: QueryOf<'idenfyCountQueue'>,
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyQueueCountsView']>;
  /**
   * `reload` at first, and each change from then on, until an abort; `reload` again where changes may have been missed. Where
   * no event streams can be read, `reload` every 30 seconds, unless `pollMs` is given.
   */
  followQueue(options?: FollowOptions): AsyncGenerator<QueueChange, void>;
  /** Assigns up to 100 cases, by `id` of their rows, to a member of staff or to no one (null). */
  assignMany(
    ids: readonly string[],
    staffId: string | null,
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyAssignedView']>;
  /** The saved views of the caller, by name. */
  views(options?: AuditedCallOptions): Promise<Views['IdenfySavedViewsView']>;
  /** Saves filters under a name, in place of an earlier view of that name. */
  saveView(
    view: Views['IdenfySaveViewDto'],
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfySavedViewView']>;
  /** Deletes a view; answers those that are left. */
  deleteView(name: string, options?: AuditedCallOptions): Promise<Views['IdenfySavedViewsView']>;
}

const POLL_MS = 30_000;

export function queueCalls(rest: Rest): QueueCalls {
  const { routes } = rest;
  return {
    me: (options = {}) => answered(routes.GET('/staff/me', given(options))),
    directory: (options = {}) => answered(routes.GET('/staff', given(options))),
    queue: (query = {}, options = {}) =>
      answered(routes.GET('/queue', { params: { query }, ...given(options) })),
    queueCounts: (query = {}, options = {}) =>
      answered(routes.GET('/queue/counts', { params: { query }, ...given(options) })),
    followQueue: (options = {}) =>
      follow<QueueChange>(
        {
          open: (_, signal) =>
            streamOf(
              routes.GET('/events', { headers: { accept: 'text/event-stream' }, parseAs: 'stream', signal }),
            ),
          get: () => Promise.resolve('reload'),
          stateOf: ({ type, data }) =>
            type === 'reload' ? type : (JSON.parse(data) as Views['IdenfyCaseChangeView']),
          renewLogin: () => rest.renewLogin(),
          isOver: () => false,
        },
        { pollMs: POLL_MS, ...options },
      ),
    assignMany: (ids, staffId, options = {}) =>
      answered(routes.PUT('/queue/assignee', { body: { ids: [...ids], staff: staffId }, ...given(options) })),
    views: (options = {}) => answered(routes.GET('/queue/views', given(options))),
    saveView: (body, options = {}) => answered(routes.PUT('/queue/views', { body, ...given(options) })),
    deleteView: (name, options = {}) =>
      answered(routes.DELETE('/queue/views', { params: { query: { name } }, ...given(options) })),
  };
}
