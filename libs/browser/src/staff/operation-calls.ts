import { answered, type Rest, succeeded } from '../rest.js';
import { type AuditedCallOptions, given, type Page, type QueryOf, type Views } from './staff-call.js';

/** Calls of operators and auditors: stuck work, figures, audit, and how the service is doing. */
export interface OperationCalls {
  /** Who has seen or changed what, newest first. */
  audit(
    query?: QueryOf<'idenfyListAccess'>,
    options?: AuditedCallOptions,
  ): Promise<Page<Views['IdenfyAccessView']>>;
  /** Calls of handlers that were given up, newest first. */
  deadLetters(
    query?: QueryOf<'idenfyListDeadLetters'>,
    options?: AuditedCallOptions,
  ): Promise<Page<Views['IdenfyDeadLetterView']>>;
  deadLetter(id: string, options?: AuditedCallOptions): Promise<Views['IdenfyDeadLetterView']>;
  /** Retries one dead letter. */
  retryDeadLetter(
    id: string,
    reason: string,
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyRetriedView']>;
  /** Retries all that match, by a job in the background; with `dryRun` it tells only how much that is. */
  retryDeadLetters(
    which: Views['IdenfyBulkActDto'],
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyBulkActView']>;
  /** Gives up for good all that match; with `dryRun` it tells only how much that is. */
  dropDeadLetters(
    which: Views['IdenfyBulkActDto'],
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyBulkActView']>;
  /** Stuck work by handler and error, the group that was seen last first. */
  deadLetterGroups(
    query?: QueryOf<'idenfyGroupDeadLetters'>,
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyStuckGroupsView']>;
  /** How far a bulk job is. */
  job(id: string, options?: AuditedCallOptions): Promise<Views['IdenfyBulkJobView']>;
  /** Stops a bulk job after the batch at hand. */
  stopJob(id: string, options?: AuditedCallOptions): Promise<Views['IdenfyBulkJobView']>;
  /** The stored webhooks, newest first. */
  inbox(
    query?: QueryOf<'idenfyListInbox'>,
    options?: AuditedCallOptions,
  ): Promise<Page<Views['IdenfyStoredWebhookView']>>;
  /** The handlers that processes announced. */
  handlers(options?: AuditedCallOptions): Promise<Views['IdenfyHandlersView']>;
  /** How inbox, handlers, periodic jobs and calls to iDenfy are doing. */
  operations(options?: AuditedCallOptions): Promise<Views['IdenfyOperationsView']>;
  /** Whether history and audit are as they were written; for staff of all accounts. */
  auditIntegrity(options?: AuditedCallOptions): Promise<Views['IdenfyIntegrityView']>;
  /** What iDenfy sends that this version does not know. */
  contractDrift(
    query?: QueryOf<'idenfyListContractDrift'>,
    options?: AuditedCallOptions,
  ): Promise<Page<Views['IdenfyContractDriftPageView']['items'][number]>>;
  /** Figures by day. */
  overview(
    query?: QueryOf<'idenfyGetOverview'>,
    options?: AuditedCallOptions,
  ): Promise<Views['IdenfyOverviewView']>;
  /** The same as CSV. */
  overviewCsv(query?: QueryOf<'idenfyGetOverview'>, options?: AuditedCallOptions): Promise<string>;
  /** Webhooks that could not be applied, newest first. */
  orphans(
    query?: QueryOf<'idenfyListOrphans'>,
    options?: AuditedCallOptions,
  ): Promise<Page<Views['IdenfyOrphanView']>>;
  /** What is wrong with the deployment. */
  doctor(options?: AuditedCallOptions): Promise<Views['IdenfyDoctorView']>;
}

export function operationCalls({ routes }: Rest): OperationCalls {
  return {
    audit: (query = {}, options = {}) =>
      answered(routes.GET('/audit', { params: { query }, ...given(options) })),
    deadLetters: (query = {}, options = {}) =>
      answered(routes.GET('/dead-letters', { params: { query }, ...given(options) })),
    deadLetter: (id, options = {}) =>
      answered(routes.GET('/dead-letters/{id}', { params: { path: { id } }, ...given(options) })),
    retryDeadLetter: (id, reason, options = {}) =>
      answered(
        routes.POST('/dead-letters/{id}/retry', {
          params: { path: { id } },
          body: { reason },
          ...given(options),
        }),
      ),
    retryDeadLetters: (body, options = {}) =>
      answered(routes.POST('/dead-letters/retry', { body, ...given(options) })),
    dropDeadLetters: (body, options = {}) =>
      answered(routes.POST('/dead-letters/drop', { body, ...given(options) })),
    deadLetterGroups: (query = {}, options = {}) =>
      answered(routes.GET('/dead-letters/groups', { params: { query }, ...given(options) })),
    job: (id, options = {}) =>
      answered(routes.GET('/jobs/{id}', { params: { path: { id } }, ...given(options) })),
    stopJob: (id, options = {}) =>
      answered(routes.DELETE('/jobs/{id}', { params: { path: { id } }, ...given(options) })),
    inbox: (query = {}, options = {}) =>
      answered(routes.GET('/inbox', { params: { query }, ...given(options) })),
    handlers: (options = {}) => answered(routes.GET('/handlers', given(options))),
    operations: (options = {}) => answered(routes.GET('/operations', given(options))),
    // JSON, because no other content is asked for
    overview: async (query = {}, options = {}) =>
      (await answered(
        routes.GET('/overview', { params: { query }, ...given(options) }),
      )) as Views['IdenfyOverviewView'],
    overviewCsv: async (query = {}, options = {}) => {
      const { headers, ...init } = given(options);
      const { response } = await succeeded(
        routes.GET('/overview', {
          params: { query },
          ...init,
          headers: { ...headers, accept: 'text/csv' },
          parseAs: 'stream',
        }),
      );
      return response.text();
    },
    auditIntegrity: (options = {}) => answered(routes.GET('/audit/integrity', given(options))),
    contractDrift: (query = {}, options = {}) =>
      answered(routes.GET('/contract-drift', { params: { query }, ...given(options) })),
    orphans: (query = {}, options = {}) =>
      answered(routes.GET('/orphans', { params: { query }, ...given(options) })),
    doctor: (options = {}) => answered(routes.GET('/doctor', given(options))),
  };
}
