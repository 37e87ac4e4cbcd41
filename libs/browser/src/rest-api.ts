// Written by `npm run openapi` from the decorators of libs/idenfy/src/http. Do not change it by hand.

export interface paths {
  '/verifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List verifications, newest first */
    get: operations['idenfyListVerifications'];
    put?: never;
    /** Start a verification, or resume the running one */
    post: operations['idenfyStartVerification'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The state of a verification */
    get: operations['idenfyGetVerification'];
    put?: never;
    post?: never;
    /** Erase a verification, at iDenfy and here */
    delete: operations['idenfyErase'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow a verification
     * @description Server-Sent Events: the state now, and again whenever what the caller may see of it changes. Read it with fetch and a bearer header; a comment every 15 seconds is a heartbeat. The event `unauthenticated` ends the stream with the login; `superseded` ends the oldest of more than five of a person.
     */
    get: operations['idenfyFollowVerification'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/finished': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report that the person is back from iDenfy
     * @description The report is not a result, and no body is read; a missing result is looked up sooner.
     */
    post: operations['idenfyReportFinished'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/documents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Upload the document images, instead of using iDenfy's verification page */
    post: operations['idenfySubmitDocuments'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All changes with cause and source, oldest first */
    get: operations['idenfyGetHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Look up the status at iDenfy: a fallback, at most once in ten minutes */
    post: operations['idenfyRefresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The extracted data: the stored copy if there is one, else a lookup at iDenfy */
    get: operations['idenfyGetData'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Names of the images and videos */
    get: operations['idenfyListFiles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/files/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One image or video */
    get: operations['idenfyGetFile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The report as PDF */
    get: operations['idenfyGetReport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/decision': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide on a SUSPECTED result; iDenfy's status stays beside the decision
     * @description Where a second person is needed (`decisions.fourEyes`), the decision is proposed: 202.
     */
    post: operations['idenfyDecide'];
    /** Withdraw the proposed decision, as its proposer */
    delete: operations['idenfyWithdrawDecision'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/decision/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Confirm the proposed decision, as another person than its proposer */
    post: operations['idenfyConfirmDecision'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/decision/return': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Return the proposed decision, as another person than its proposer */
    post: operations['idenfyReturnDecision'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/case': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everything that is needed to decide, without extracted data */
    get: operations['idenfyGetCase'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/claims': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the host claimed about the person when it started the verification */
    get: operations['idenfyGetClaims'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/attention/settle': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Settle a reason for attention by hand
     * @description For what someone has looked into and nothing else settles (`canBeSettled` of a case). The next event of the same kind raises it again.
     */
    post: operations['idenfySettleAttention'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/request-information': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask the person of an approved verification for more
     * @description Until they have answered or the request ends, their next step is CONTINUE, at `continueUrl`.
     */
    post: operations['idenfyRequestInformation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/erasure/finish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Finish here an erasure that iDenfy has not confirmed within 30 days */
    post: operations['idenfyFinishErasure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/erasure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The state of the erasure: the receipt, once it is done */
    get: operations['idenfyGetErasure'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/evidence': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everything that is kept as proof of the verdict, with a signed manifest, as ZIP */
    get: operations['idenfyGetEvidence'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The accesses and decisions of staff, newest first */
    get: operations['idenfyListAccess'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit/integrity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether history and audit are as they were written; for staff of all accounts */
    get: operations['idenfyCheckIntegrity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The standing of the caller */
    get: operations['idenfyGetMyStanding'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/{clientId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The standing of a person */
    get: operations['idenfyGetStanding'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/{clientId}/legal-hold': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Keep everything about a person from being erased, in place of an earlier hold */
    put: operations['idenfyPlaceLegalHold'];
    post?: never;
    /** Lift the legal hold of a person */
    delete: operations['idenfyLiftLegalHold'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/{clientId}/relationship': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Record when the business relationship with a person began and ended */
    put: operations['idenfySetRelationship'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/{clientId}/retention': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What keeps the data of a person: the business relationship, an extension, a legal hold */
    get: operations['idenfyGetRetention'];
    /** Extend the retention of everything about a person, as an authority may order */
    put: operations['idenfyExtendRetention'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/{clientId}/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everything that is kept here about a person, as they may read it */
    get: operations['idenfyExportPerson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Calls of handlers and webhooks that were given up, and orphans, newest first */
    get: operations['idenfyListDeadLetters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The same by handler and error, the group that was seen last first; 200 groups at most */
    get: operations['idenfyGroupDeadLetters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One dead letter: what it was about, and why it failed */
    get: operations['idenfyGetDeadLetter'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Retry all that match a filter */
    post: operations['idenfyRetryDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/drop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give up for good all that match a filter */
    post: operations['idenfyDropDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/dead-letters/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Retry one dead letter */
    post: operations['idenfyRetryDeadLetter'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jobs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How far a bulk job is */
    get: operations['idenfyGetJob'];
    put?: never;
    post?: never;
    /** Stop a bulk job after the batch at hand; what it did stays done */
    delete: operations['idenfyStopJob'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orphans': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Webhooks that could not be applied, newest first */
    get: operations['idenfyListOrphans'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/inbox': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The stored webhooks, newest first */
    get: operations['idenfyListInbox'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/handlers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The handlers that processes announced, by name; for staff of all accounts */
    get: operations['idenfyListHandlers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/operations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How inbox, handlers, periodic jobs and calls to iDenfy are doing; for staff of all accounts */
    get: operations['idenfyGetOperations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Figures by day: starts, verdicts, reasons, durations, open reviews; the days as CSV by `Accept: text/csv` */
    get: operations['idenfyGetOverview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/contract-drift': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What iDenfy sends that this version does not know, newest first */
    get: operations['idenfyListContractDrift'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/doctor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is wrong with database, keys, iDenfy, handlers and webhooks; for staff of all accounts */
    get: operations['idenfyExamineDeployment'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queue': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What waits for staff, one row for each reason of each verification; due first comes first */
    get: operations['idenfyListQueue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queue/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How much of each kind waits for staff; names no one, so the audit does not record it */
    get: operations['idenfyCountQueue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queue/assignee': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Assign several verifications to a member of staff */
    put: operations['idenfyAssignMany'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/queue/views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The saved views of the caller, by name */
    get: operations['idenfyListViews'];
    /** Save filters of the queue under a name, in place of an earlier view of that name */
    put: operations['idenfySaveView'];
    post?: never;
    /** Delete a saved view of the caller */
    delete: operations['idenfyDeleteView'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow the queue
     * @description Server-Sent Events: which verifications changed, by id and reasons. The first event is `reload`: read the queue now, nothing is missed from then on. It comes again where something may have been missed. A comment every 15 seconds is a heartbeat; `unauthenticated` ends the stream with the login.
     */
    get: operations['idenfyFollowQueue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/assignee': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Assign a verification to a member of staff */
    put: operations['idenfyAssign'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/verifications/{scanRef}/notes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Notes of staff about a verification, newest first */
    get: operations['idenfyListNotes'];
    put?: never;
    /** Write a note about a verification */
    post: operations['idenfyAddNote'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/staff': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** To whom cases can be assigned */
    get: operations['idenfyListStaff'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/staff/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The permissions of the calling staff */
    get: operations['idenfyGetMyPermissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    IdenfyErrorView: {
      /** @example 422 */
      statusCode: number;
      /** @example Unprocessable Entity */
      error: string;
      /** @description Never quotes what was sent. */
      message: string;
      /**
       * @description iDenfy's identifier, or ours.
       * @example BAD_VALUE
       */
      identifier: string | null;
      /** @description Whether the same request may succeed later without a change. */
      retryable: boolean;
      /**
       * @description Who can resolve it.
       * @enum {string}
       */
      actor: 'user' | 'operator' | 'developer' | 'vendor';
      /**
       * @description The field at fault, or `body`.
       * @example country
       */
      field?: string;
      /**
       * @description What to do about it.
       * @example Follow its event stream.
       */
      hint?: string;
    };
    IdenfyStartVerificationDto: {
      /**
       * @description Your id for the person: ASCII, no personal data. Required of staff; a person does not need to send it.
       * @example customer-42
       */
      clientId?: string;
      /**
       * @description The iDenfy account, where there are several. Staff only.
       * @example default
       */
      account?: string;
      /** @description Start a new session although one is running or cannot be recovered. Staff only. */
      force?: boolean;
      /**
       * @description A level of this service, whose checks are added. A person may send it where `personMaySet` lists it.
       * @example full
       */
      level?: string;
      /**
       * @description Without it: IDENTIFICATION.
       * @enum {string}
       */
      tokenType?: 'IDENTIFICATION' | 'DOCUMENT';
      /** @description Repeated in webhooks. */
      externalRef?: string | null;
      /**
       * @description Country of the document, ISO 3166-1 alpha-2 in either case (and XK), or several to choose from.
       * @example LT
       */
      country?: (string | null) | string[];
      /** @description Allowed document types. */
      documents?:
        | (
            | 'ID_CARD'
            | 'PASSPORT'
            | 'DRIVER_LICENSE'
            | 'RESIDENCE_PERMIT'
            | 'PAN_CARD'
            | 'AADHAAR'
            | 'VISA'
            | 'NATIONAL_PASSPORT'
            | 'PROVISIONAL_DRIVER_LICENSE'
            | 'OLD_ID_CARD'
            | 'MILITARY_CARD'
            | 'BANK_ID_SE'
            | 'ADDRESS_CARD'
            | 'SMART_ID'
            | 'CLEAR'
            | 'ONE_ID'
            | 'BANK_ID_NO'
            | 'BANK_ID_CZ'
            | 'FTN'
            | 'MIT_ID'
            | 'VERIMI'
            | 'LA_WALLET'
            | 'SAMSUNG_WALLET'
            | 'MOJE_ID_CZ'
            | 'YOTI_ID'
            | 'OTHER'
            | 'BORDER_CROSSING'
            | 'ASYLUM'
            | 'PHOTO_CARD'
            | 'PROOF_OF_AGE_CARD'
            | 'TRAVEL_CARD'
            | 'SOCIAL_SECURITY_CARD'
            | 'VOTER_CARD'
            | 'DIPLOMATIC_ID'
            | 'WORK_PERMIT'
            | 'INTERNATIONAL_PASSPORT'
          )[]
        | null;
      /**
       * @description No effect in an iframe.
       * @example en
       */
      locale?: string | null;
      /** @description Seconds an unused session lives. Without it: 3600. */
      expiryTime?: number;
      /** @description Seconds from opening the UI. Without it: 1800. */
      sessionLength?: number;
      showInstructions?: boolean;
      /** @description Also create a code to type into the iDenfy app. */
      generateDigitString?: boolean;
      /** @description Human review after a passed automatic result. */
      reviewSuccessful?: boolean;
      /** @description Human review after a failed automatic result. */
      reviewFailed?: boolean;
      /** @description Key of a questionnaire; null switches it off. */
      questionnaire?: string | null;
      questionnaireRequired?: boolean;
      /** Format: uuid */
      riskAssessmentProfile?: string | null;
      /**
       * Format: uuid
       * @description Branding theme.
       */
      theme?: string | null;
      registryCentersCountries?: string[] | null;
      /** @description 1 is iDenfy's tuned default. */
      faceMatchingThresholdModifier?: number;
      /**
       * @description A result without a person; DEV accounts only.
       * @enum {string}
       */
      dummyStatus?: 'APPROVED' | 'DENIED' | 'SUSPECTED' | 'EXPIRED' | 'ACTIVE';
      /**
       * Format: uri
       * @description Not for use in an iframe.
       */
      successUrl?: string | null;
      /**
       * Format: uri
       * @description Not for use in an iframe.
       */
      errorUrl?: string | null;
      /**
       * Format: uri
       * @description Not for use in an iframe.
       */
      unverifiedUrl?: string | null;
      /**
       * Format: uri
       * @description Webhook address of this session only, of those that the host lists; must be enabled for the iDenfy account.
       */
      callbackUrl?: string | null;
      /** @description No digits, no special characters. */
      firstName?: string | null;
      /** @description No digits, no special characters. */
      lastName?: string | null;
      /**
       * Format: date
       * @example 1990-12-31
       */
      dateOfBirth?: string | null;
      /**
       * Format: date
       * @description Expiry date of the document.
       * @example 1990-12-31
       */
      dateOfExpiry?: string | null;
      /**
       * Format: date
       * @description Issue date of the document.
       * @example 1990-12-31
       */
      dateOfIssue?: string | null;
      /** @enum {string|null} */
      sex?: 'M' | 'F' | null;
      /**
       * @description ISO 3166-1 alpha-2, in either case.
       * @example LT
       */
      nationality?: string | null;
      personalNumber?: string | null;
      documentNumber?: string | null;
      /** @description Not together with additionalData. */
      address?: string | null;
      /** @description Years; a younger person becomes SUSPECTED. */
      ageLimit?: number;
      /** @description Years; an older person becomes SUSPECTED. */
      ageMax?: number;
      verifyEmail?: boolean;
      verifyPhone?: boolean;
      verifyBank?: boolean;
      verifyBankAccounts?: boolean;
      verifyBankBalances?: boolean;
      verifyBankTransactions?: boolean;
      verifyAddress?: boolean;
      bankCardVerification?: boolean;
      bankCardPdfUpload?: boolean;
      checkAml?: boolean;
      checkCriminal?: boolean;
      checkLiveness?: boolean;
      checkFaceBlacklist?: boolean;
      checkDocFaceBlacklist?: boolean;
      checkPersonBlacklist?: boolean;
      checkDuplicateFaces?: boolean;
      checkDuplicateDocFaces?: boolean;
      checkDuplicatePersonalData?: boolean;
      checkDriverLicense?: boolean;
      checkLid?: boolean;
      checkIpProxy?: boolean;
      checkUrjanet?: boolean;
      autoAmlMonitoring?: boolean;
      allowBsnMasking?: boolean;
      nfcRequired?: boolean;
      nfcOptional?: boolean;
      driverLicenseBack?: boolean;
      /** @description Legacy; not together with additionalSteps. */
      utilityBill?: boolean | null;
      /**
       * @description Country or ALL, then document type or ALL, then name of the step, then its definition.
       * @example {
       *       "ALL": {
       *         "ALL": {
       *           "UTILITY_BILL": {
       *             "type": "UPLOAD"
       *           }
       *         }
       *       }
       *     }
       */
      additionalSteps?: {
        [key: string]: unknown;
      };
      /**
       * @description Name of the step, then field, then value. Needs additionalSteps; not together with address.
       * @example {
       *       "UTILITY_BILL": {
       *         "address": "1 Example Street"
       *       }
       *     }
       */
      additionalData?: {
        [key: string]: unknown;
      };
      videoCallQuestions?: string[];
      fraudServices?: ('AML_NAMES_CHECK' | 'LID' | 'AML_NEWS')[];
      /** @description 0 means no second attempt. */
      maxAttemptCount?: number;
      /** @description Without it: 0.8. */
      levenshteinTextMatchRatio?: number;
      /** @description Without it: 0.7. */
      levenshteinMrzMatchRatio?: number;
      detectionTypes?: ('FACE' | 'EYES')[];
    };
    IdenfySessionView: {
      scanRef: string | null;
      clientId: string;
      /** @example ACTIVE */
      status: string;
      /** @description For iDenfy's SDKs. */
      authToken: string;
      /**
       * Format: uri
       * @description Send the browser here, or
       */
      redirectUrl: string;
      /**
       * Format: uri
       * @description show this in an iframe with allow="camera; microphone; fullscreen".
       */
      iframeUrl: string;
      /** @description Code to type into the iDenfy app, when it was requested. */
      digitString?: string;
      /**
       * Format: date-time
       * @description When the unused session ends.
       */
      expiresAt: string;
      /** @description Whether this is the running session of an earlier start. */
      resumed: boolean;
      /** @description Fields of this request that the resumed session ignores. */
      ignored?: string[];
    };
    IdenfyPersonVerificationView: {
      /** @description Null until iDenfy has answered. */
      scanRef: string | null;
      /** @example REVIEWING */
      status: string;
      /** @description Whether no further change is expected. */
      final: boolean;
      /** @enum {string} */
      nextStep: 'CONTINUE' | 'WAIT' | 'RETRY' | 'RENEW' | 'CONTACT_SUPPORT' | 'NONE';
      /** @description What to do better with the next images. */
      hints?: ('BLURRY' | 'GLARE' | 'NOT_FULLY_VISIBLE' | 'DOCUMENT_EXPIRED' | 'WRONG_SIDE' | 'NO_FACE')[];
      /**
       * Format: uri
       * @description Where to go on, when the service has asked for more information: open it as a page.
       * @example https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE
       */
      continueUrl?: string;
      /**
       * Format: date-time
       * @description When `continueUrl` ends.
       */
      continueUntil?: string;
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: date-time
       * @description When the person's part ended.
       */
      submittedAt: string | null;
      /**
       * Format: date-time
       * @description When one of these fields last changed.
       */
      updatedAt: string;
    };
    IdenfyStaffVerificationView: {
      /** Format: uuid */
      id: string;
      account: string;
      scanRef: string | null;
      clientId: string;
      externalRef: string | null;
      /**
       * @description iDenfy's status.
       * @example SUSPECTED
       */
      status: string;
      /** @description Whether iDenfy announced no further review. */
      final: boolean;
      /** @description Whether a resubmission newer than the verdict is under review. */
      underReview: boolean;
      /** @description Why staff should look at it. */
      attention: (
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED'
      )[];
      fraudTags: string[];
      mismatchTags: string[];
      autoDocument: string | null;
      autoFace: string | null;
      manualDocument: string | null;
      manualFace: string | null;
      /**
       * @description What the session asked for.
       * @example [
       *       "document",
       *       "face",
       *       "checkAml"
       *     ]
       */
      checksAsked: string[];
      /** @description Those that came back clean. */
      checksClean: string[];
      /** Format: date-time */
      verdictAt: string | null;
      decision: string | null;
      decisionBy: string | null;
      /** Format: date-time */
      decisionAt: string | null;
      /** @description Null once it was erased. */
      decisionReason: string | null;
      assignee: string | null;
      /** @description Whether a decision needs a second person; null until it was asked. */
      fourEyes: boolean | null;
      /**
       * Format: uuid
       * @description The proposed decision that waits for a second person.
       */
      proposalId: string | null;
      /** @description Grows with verdict, tags, decision and proposal. It is the `ETag`, and what `If-Match` takes. */
      caseVersion: number;
      submission: string | null;
      /** Format: date-time */
      submittedAt: string | null;
      /** Format: date-time */
      returnedAt: string | null;
      /**
       * Format: date-time
       * @description When the person was asked for more.
       */
      informationRequestedAt: string | null;
      /**
       * Format: date-time
       * @description When that request ends.
       */
      informationUntil: string | null;
      /** Format: date-time */
      deadlineAt: string | null;
      lookups: number;
      /** Format: date-time */
      lookedUpAt: string | null;
      tokenType: string | null;
      additionalSteps: string[];
      /** Format: date-time */
      expiresAt: string | null;
      /** @description Seconds. */
      sessionLength: number | null;
      startError: string | null;
      /** Format: date-time */
      verifiedUntil: string | null;
      startedBy: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      closedAt: string | null;
      /** Format: date-time */
      erasedAt: string | null;
      version: number;
      /** @description What the person sees. */
      shownToPerson: components['schemas']['IdenfyPersonVerificationView'];
    };
    IdenfyVerificationPageView: {
      items: (
        | components['schemas']['IdenfyPersonVerificationView']
        | components['schemas']['IdenfyStaffVerificationView']
      )[];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfySubmittedView: {
      scanRef: string | null;
      /** @example REVIEWING */
      status: string;
    };
    IdenfyHistoryEventView: {
      /** @description Grows with time. */
      id: string;
      /** Format: date-time */
      at: string;
      /** @description Status before. */
      from: string;
      /** @description Status after. */
      to: string;
      /** @description Whether the state after it is final. */
      final: boolean;
      /**
       * @description What the change did; `superseded` means that it arrived too late.
       * @example applied
       */
      effect: string;
      /** @example WEBHOOK */
      cause: string;
      /**
       * @description Who reported it: an automatic or a manual check, a lookup, staff.
       * @example manual
       */
      source: string;
      /** @description The reported status, even where it was not applied. */
      reportedStatus: string | null;
      /** @description Reasons for attention that it raised. */
      raised: (
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED'
      )[];
      /** @description The stored webhook behind it. */
      inboxId: string | null;
      /** @description Who made the change. */
      actor: string;
      note: string | null;
    };
    IdenfyHistoryPageView: {
      items: components['schemas']['IdenfyHistoryEventView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfyDataView: {
      scanRef?: string | null;
      clientId?: string | null;
      addressVerification?: {
        [key: string]: unknown;
      } | null;
      docFirstName?: string | null;
      docLastName?: string | null;
      docNumber?: string | null;
      docExpiry?: string | null;
      docDob?: string | null;
      docDateOfIssue?: string | null;
      docPersonalCode?: string | null;
      docType?: string | null;
      docSex?: string | null;
      docNationality?: string | null;
      docIssuingCountry?: string | null;
      selectedCountry?: string | null;
      fullName?: string | null;
      manuallyDataChanged?: boolean | null;
      orgFirstName?: string | null;
      orgLastName?: string | null;
      orgNationality?: string | null;
      orgBirthPlace?: string | null;
      orgAuthority?: string | null;
      orgAddress?: string | null;
      orgTemporaryAddress?: string | null;
      orgMothersMaidenName?: string | null;
      orgPatronymic?: string | null;
      orgBirthName?: string | null;
      ageEstimate?: string | null;
      clientIpProxyRiskLevel?: string | null;
      duplicateFaces?: string[] | null;
      duplicateDocFaces?: string[] | null;
      birthPlace?: string | null;
      authority?: string | null;
      address?: string | null;
      docTemporaryAddress?: string | null;
      docBirthName?: string | null;
      docPatronymic?: string | null;
      mothersMaidenName?: string | null;
      driverLicenseCategory?: string | null;
      additionalData?: {
        [key: string]: unknown;
      } | null;
    };
    IdenfyDecideDto: {
      /** @enum {string} */
      decision: 'ACCEPTED' | 'REJECTED';
      reason: string;
    };
    IdenfyProposedView: {
      /** Format: uuid */
      proposalId: string;
      /** @enum {string} */
      decision: 'ACCEPTED' | 'REJECTED';
      /**
       * @description `WAITING` for a second person; `LAPSED` when the verdict or the tags changed while it waited.
       * @enum {string}
       */
      state: 'WAITING' | 'CONFIRMED' | 'RETURNED' | 'WITHDRAWN' | 'LAPSED';
      /** @description Why it was proposed; null once erased. */
      reason: string | null;
      /** @description Staff id of the proposer, who cannot confirm it. */
      proposedBy: string;
      /** Format: date-time */
      proposedAt: string;
      /** @description Who confirmed, returned or withdrew it. */
      decidedBy: string | null;
      /** Format: date-time */
      decidedAt: string | null;
      /** @description Why it was returned. */
      returnReason: string | null;
      /** @description The `ETag`. */
      caseVersion: number;
    };
    IdenfyReturnDecisionDto: {
      reason: string;
    };
    IdenfyExplainedTagView: {
      /** @example FACE_BLACKLISTED */
      tag: string;
      /** @enum {string} */
      kind: 'fraud' | 'mismatch';
      /** @description The tag in a few words; null, like the other texts, for a tag that this version does not know. */
      title: string | null;
      /** @description What iDenfy found. */
      meaning: string | null;
      /** @description What usually causes it. */
      causes: string | null;
      /** @description What to look at before deciding. */
      check: string | null;
    };
    IdenfyCaseCheckView: {
      /** @example checkAml */
      name: string;
      /** @description Whether it came back clean with the signed result. */
      clean: boolean;
    };
    IdenfyCaseLevelView: {
      name: string;
      /** @description Whether the session asked for everything that the level demands. */
      asked: boolean;
      /** @description Whether all of that came back clean. */
      reached: boolean;
    };
    IdenfyAmlHitView: {
      /** @description The service that found it. */
      service: string | null;
      /** @example SANCTION */
      kind: string | null;
      /** @description Name of the list. */
      list: string | null;
      category: string | null;
      /** @description How alike they are, by the scale of the service. */
      score: number | null;
      /** @description Level of a politically exposed person. */
      pepLevel: string | null;
      /** @description Whether the entry is in force. */
      active: boolean | null;
      /** @description Whether it was cleared at iDenfy before. */
      cleared: boolean | null;
      /** @description When the list was searched, as iDenfy wrote it. */
      checkedAt: string | null;
    };
    IdenfyCasePersonView: {
      clientId: string;
      /** @enum {string} */
      standing: 'NONE' | 'PENDING' | 'VERIFIED' | 'REJECTED' | 'EXPIRED';
      /** Format: date-time */
      verifiedUntil: string | null;
    };
    IdenfyCaseAttemptView: {
      scanRef: string | null;
      /** @example DENIED */
      status: string;
      final: boolean;
      decision: string | null;
      fraudTags: string[];
      mismatchTags: string[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      verdictAt: string | null;
      /** Format: date-time */
      closedAt: string | null;
    };
    IdenfyOpenReasonView: {
      /** @enum {string} */
      reason:
        | 'DECISION'
        | 'SECOND_PERSON'
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED';
      /**
       * Format: date-time
       * @description When it arose.
       */
      since: string;
      /** Format: date-time */
      dueAt: string;
      /** @description Whether staff may settle it by hand (`…/attention/settle`). */
      canBeSettled: boolean;
    };
    IdenfyProposalView: {
      /** Format: uuid */
      proposalId: string;
      /** @enum {string} */
      decision: 'ACCEPTED' | 'REJECTED';
      /**
       * @description `WAITING` for a second person; `LAPSED` when the verdict or the tags changed while it waited.
       * @enum {string}
       */
      state: 'WAITING' | 'CONFIRMED' | 'RETURNED' | 'WITHDRAWN' | 'LAPSED';
      /** @description Why it was proposed; null once erased. */
      reason: string | null;
      /** @description Staff id of the proposer, who cannot confirm it. */
      proposedBy: string;
      /** Format: date-time */
      proposedAt: string;
      /** @description Who confirmed, returned or withdrew it. */
      decidedBy: string | null;
      /** Format: date-time */
      decidedAt: string | null;
      /** @description Why it was returned. */
      returnReason: string | null;
    };
    IdenfyCaseKeptView: {
      /** @description The extracted data (`/data`); without a copy, iDenfy is asked. */
      data: boolean;
      /** @description What the host claimed about the person (`/claims`). */
      claims: boolean;
    };
    IdenfyTimelineEntryView: {
      /** @enum {string} */
      kind: 'CHANGE' | 'DECISION' | 'PROPOSAL' | 'NOTE' | 'ASSIGNMENT' | 'ACCESS' | 'HANDLER';
      /** Format: date-time */
      at: string;
      /** @description Who did it: a staff id, `person`, `idenfy` or `system`; of a handler its name. */
      actor: string;
      /** @description The text of a note, the reason of an access, the error of a handler, or a short code. */
      text?: string | null;
      /**
       * @description What caused the change, or the recorded act of staff.
       * @example WEBHOOK
       */
      cause?: string | null;
      /** @description Status before. */
      from?: string | null;
      /** @description Status after. */
      to?: string | null;
      /**
       * @description What the change did.
       * @example applied
       */
      effect?: string | null;
      /** @description Where it comes from: an automatic or a manual check, a lookup, staff. */
      source?: string | null;
      /** @description The reported status, or the decision. */
      reportedStatus?: string | null;
      /** @description More about the access, such as the name of a file. */
      detail?: string | null;
      /**
       * @description State of the run of a handler.
       * @example done
       */
      state?: string | null;
      /** @description Attempts of the run of a handler. */
      attempts?: number;
    };
    IdenfyCaseView: {
      /** @description The `ETag`, for `If-Match`. */
      caseVersion: number;
      verification: components['schemas']['IdenfyStaffVerificationView'];
      tags: components['schemas']['IdenfyExplainedTagView'][];
      checks: components['schemas']['IdenfyCaseCheckView'][];
      levels: components['schemas']['IdenfyCaseLevelView'][];
      /** @description Null where no result has told of an anti-money-laundering check. */
      amlHits: components['schemas']['IdenfyAmlHitView'][] | null;
      person: components['schemas']['IdenfyCasePersonView'];
      /** @description Newest first, this one left out. */
      otherAttempts: components['schemas']['IdenfyCaseAttemptView'][];
      /** @description Whether the person has more attempts than are listed. */
      hasMoreAttempts: boolean;
      /** @description The member of staff who works on it. */
      assignee: string | null;
      /** @description Why it waits for staff, due first. */
      open: components['schemas']['IdenfyOpenReasonView'][];
      /**
       * Format: date-time
       * @description When the first of these is due.
       */
      dueAt: string | null;
      /** @description Proposed decisions, newest first. */
      proposals: components['schemas']['IdenfyProposalView'][];
      /** @description Reasons to offer for a decision. */
      reasons: string[];
      kept: components['schemas']['IdenfyCaseKeptView'];
      /** @description What happened, newest first. */
      timeline: components['schemas']['IdenfyTimelineEntryView'][];
      /** @description Whether older entries were left out: see history and audit. */
      timelineIsCut: boolean;
    };
    IdenfyClaimsView: {
      /** @description False where nothing was kept: by `keep`, because the session was not started here, or erased. */
      kept: boolean;
      /** @description Those of firstName, lastName, dateOfBirth, sex, nationality, personalNumber, documentNumber, dateOfExpiry, dateOfIssue, address, additionalData that were sent with the request; empty where none was. */
      claims: {
        [key: string]: unknown;
      } | null;
    };
    IdenfySettleAttentionDto: {
      /**
       * @example CLIENT_MISMATCH
       * @enum {string}
       */
      attention:
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED';
      reason: string;
    };
    IdenfyRequestInformationDto: {
      /** @description Seconds that the request stays open. Without it: 86400. */
      lifetime?: number;
      /** @description Key of a questionnaire. */
      questionnaire?: string;
      /** Format: uuid */
      riskAssessmentProfile?: string;
      additionalStepUploadRequired?: boolean;
      bankCardVerification?: boolean;
      /** @description Last digits of the card. */
      bankCardExpectedLastFour?: string;
    };
    IdenfyErasureView: {
      /** Format: uuid */
      erasureId: string;
      /**
       * @description `waiting`: the session is still open at iDenfy. `deleted`: nothing is left at iDenfy. `erased`: here neither. `done`: and the application has erased its own. `FAILED_AT_IDENFY`: iDenfy has confirmed nothing within 30 days. `HOST_NOT_TOLD`: the application has not confirmed it within 30 days.
       * @enum {string}
       */
      state: 'requested' | 'waiting' | 'deleted' | 'FAILED_AT_IDENFY' | 'erased' | 'HOST_NOT_TOLD' | 'done';
      /**
       * @description `DELETED`: iDenfy confirmed it. `NOT_FOUND_AT_IDENFY`: iDenfy has no such session. `NO_SESSION_KNOWN`: no session is known here. `FAILED_AT_IDENFY`: iDenfy confirmed nothing. Null while that is open.
       * @enum {string|null}
       */
      atIdenfy: 'DELETED' | 'NOT_FOUND_AT_IDENFY' | 'NO_SESSION_KNOWN' | 'FAILED_AT_IDENFY' | null;
      requestedBy: string;
      /** Format: date-time */
      requestedAt: string;
      reason: string | null;
      /** @description Why the last attempt failed. */
      lastError: string | null;
      /** @description Whether it repeats an earlier one after a backup was restored. */
      replayed: boolean;
      /** Format: date-time */
      deletedAtIdenfy: string | null;
      /** Format: date-time */
      completedAt: string | null;
    };
    IdenfyAccessView: {
      /** Format: date-time */
      at: string;
      /** @description The member of staff, as the access policy names them. */
      staff: string;
      /** @enum {string} */
      action:
        | 'LIST'
        | 'START'
        | 'UPLOAD'
        | 'HISTORY'
        | 'DATA'
        | 'FILE_NAMES'
        | 'FILE'
        | 'REPORT'
        | 'EVIDENCE'
        | 'REFRESH'
        | 'DECISION'
        | 'CASE'
        | 'CLAIMS'
        | 'INFORMATION_REQUEST'
        | 'PROPOSAL_CONFIRM'
        | 'PROPOSAL_RETURN'
        | 'PROPOSAL_WITHDRAW'
        | 'ATTENTION_SETTLE'
        | 'QUEUE'
        | 'ASSIGNMENT'
        | 'NOTES'
        | 'NOTE'
        | 'ERASURE'
        | 'HANDLER_RETRY'
        | 'WEBHOOK_RETRY'
        | 'HANDLER_DROP'
        | 'BULK_RETRY'
        | 'BULK_DROP'
        | 'BULK_STOP'
        | 'INBOX_TRY'
        | 'LEGAL_HOLD'
        | 'EXPORT'
        | 'RELATIONSHIP'
        | 'RETENTION';
      /**
       * @description The part of the verification that was accessed.
       * @example FRONT
       */
      detail: string | null;
      /** @description `X-Access-Reason`, where one was given; null after the erasure. */
      reason: string | null;
      account: string | null;
      scanRef: string | null;
      /** @description The person; a keyed hash after the erasure. */
      clientId: string | null;
    };
    IdenfyAccessPageView: {
      items: components['schemas']['IdenfyAccessView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfyCheckedRowsView: {
      history: number;
      access: number;
    };
    IdenfyBrokenLinkView: {
      /**
       * @description The history of verifications, or the access records.
       * @enum {string}
       */
      table: 'history' | 'access';
      /** @description Id of the row; null where the chain has none left. */
      row: string | null;
      /** @description Of history the id of the verification; of access `verification:<id>`, or `staff:<account>:<staff id>` for acts that concern no single verification. */
      chain: string;
      /**
       * @description `changed`: the row, or the head of its chain, does not match its HMAC. `missing`: rows before it were removed. `moved`: it does not stand where it was written. `extra`: it was not written by this library. `unknown key`: `auditKeys` lacks the key that it names. `cut tail`: rows after it were removed.
       * @enum {string}
       */
      found: 'changed' | 'missing' | 'moved' | 'extra' | 'unknown key' | 'cut tail';
      /** @description Position of the row in its chain. */
      position: number | null;
    };
    IdenfyIntegrityView: {
      /** @description Whether everything that was checked is as it was written. */
      whole: boolean;
      /** @description Whether every row was checked. Otherwise the newest 10,000 of each table were; `npx nestjs-idenfy audit verify` checks all. */
      complete: boolean;
      rows: components['schemas']['IdenfyCheckedRowsView'];
      brokenLink: components['schemas']['IdenfyBrokenLinkView'] | null;
      /**
       * Format: date-time
       * @description When `audit verify` last checked every row and found all of them whole; null where it never did.
       */
      lastFullCheckAt: string | null;
    };
    IdenfyClientView: {
      clientId: string;
      /** @enum {string} */
      standing: 'NONE' | 'PENDING' | 'VERIFIED' | 'REJECTED' | 'EXPIRED';
      /**
       * Format: date-time
       * @description When a VERIFIED standing ends or an EXPIRED one has ended; null where no end is known.
       */
      verifiedUntil: string | null;
      /** @description The verification that decides the standing, else the newest one. */
      current:
        | (components['schemas']['IdenfyPersonVerificationView'] | null)
        | components['schemas']['IdenfyStaffVerificationView'];
      /** @enum {string} */
      nextStep: 'CONTINUE' | 'WAIT' | 'RETRY' | 'RENEW' | 'CONTACT_SUPPORT' | 'NONE';
    };
    IdenfyLegalHoldDto: {
      reason: string;
    };
    IdenfyLegalHoldView: {
      clientId: string;
      account: string;
      /** @description Why nothing about the person is erased; null without a hold. */
      legalHold: string | null;
    };
    IdenfyRelationshipDto: {
      /**
       * Format: date-time
       * @description When it began.
       */
      begunAt?: string | null;
      /**
       * Format: date-time
       * @description When it ended; null while it lasts.
       */
      endedAt?: string | null;
    };
    IdenfyRelationshipView: {
      clientId: string;
      account: string;
      /**
       * Format: date-time
       * @description When it began; null where none was recorded.
       */
      begunAt: string | null;
      /**
       * Format: date-time
       * @description When it ended; null while it lasts.
       */
      endedAt: string | null;
      /**
       * Format: date-time
       * @description Until when the retention is extended.
       */
      retentionUntil: string | null;
    };
    IdenfyRetentionView: {
      clientId: string;
      account: string;
      /**
       * Format: date-time
       * @description When it began; null where none was recorded.
       */
      begunAt: string | null;
      /**
       * Format: date-time
       * @description When it ended; null while it lasts.
       */
      endedAt: string | null;
      /**
       * Format: date-time
       * @description Until when the retention is extended.
       */
      retentionUntil: string | null;
      /** @description What ordered the extension. */
      retentionReason: string | null;
      /** @description Why nothing about the person is erased; null without a legal hold. */
      legalHold: string | null;
    };
    IdenfyExtendRetentionDto: {
      /**
       * Format: date-time
       * @description Until when the data must be kept; a time that has passed ends the extension.
       * @example 2026-01-31T00:00:00Z
       */
      until: string;
      reason: string;
    };
    IdenfyExportedRelationshipView: {
      /** Format: date-time */
      begunAt: string | null;
      /** Format: date-time */
      endedAt: string | null;
    };
    IdenfyExportedRetentionView: {
      /** @enum {string} */
      startsAt: 'relationship-end' | 'verification-end';
      keepAtLeastDays: number;
      deleteAfterDays: number | null;
      /** Format: date-time */
      extendedUntil: string | null;
      reason: string | null;
    };
    IdenfyExportedPersonView: {
      /** @enum {string} */
      standing: 'NONE' | 'PENDING' | 'VERIFIED' | 'REJECTED' | 'EXPIRED';
      /** Format: date-time */
      verifiedUntil: string | null;
      /** Format: date-time */
      verifiedAt: string | null;
      attempts: number;
      /** Format: date-time */
      firstSeenAt: string;
      relationship: components['schemas']['IdenfyExportedRelationshipView'];
      retention: components['schemas']['IdenfyExportedRetentionView'];
      /** @description Why the data must not be erased; null without a legal hold. */
      legalHold: string | null;
    };
    IdenfyExportedFindingsView: {
      /** Format: date-time */
      verdictAt: string | null;
      /** Format: date-time */
      verifiedUntil: string | null;
      fraudTags: string[];
      mismatchTags: string[];
      autoDocument: string | null;
      autoFace: string | null;
      manualDocument: string | null;
      manualFace: string | null;
      checksClean: string[];
      /** @description Null where no result told of an anti-money-laundering check. */
      amlHits: components['schemas']['IdenfyAmlHitView'][] | null;
      attention: (
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED'
      )[];
    };
    IdenfyExportedDecisionView: {
      /** @enum {string} */
      decision: 'ACCEPTED' | 'REJECTED';
      /** Format: date-time */
      at: string | null;
      reason: string | null;
    };
    IdenfyExportedProposalView: {
      /** @enum {string} */
      decision: 'ACCEPTED' | 'REJECTED';
      /** @enum {string} */
      state: 'WAITING' | 'CONFIRMED' | 'RETURNED' | 'WITHDRAWN' | 'LAPSED';
      /** Format: date-time */
      proposedAt: string;
      reason: string | null;
      /** Format: date-time */
      decidedAt: string | null;
      /** @description Why it was returned. */
      returnReason: string | null;
    };
    IdenfyExportedEvidenceView: {
      /** @enum {string} */
      kind: 'IMAGE' | 'REPORT' | 'WEBHOOK';
      /** @example FRONT */
      name: string;
      contentType: string | null;
      bytes: number;
      /** Format: date-time */
      keptAt: string;
    };
    IdenfyExportedEventView: {
      /** Format: date-time */
      at: string;
      from: string;
      to: string;
      final: boolean;
      /** @example applied */
      effect: string;
      /** @example WEBHOOK */
      cause: string;
      /** @example manual */
      source: string;
      reportedStatus: string | null;
      /** @enum {string} */
      actor: 'person' | 'staff' | 'idenfy' | 'system';
      note: string | null;
    };
    IdenfyExportedNoteView: {
      /** Format: date-time */
      at: string;
      text: string | null;
    };
    IdenfyExportedAccessView: {
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      action:
        | 'LIST'
        | 'START'
        | 'UPLOAD'
        | 'HISTORY'
        | 'DATA'
        | 'FILE_NAMES'
        | 'FILE'
        | 'REPORT'
        | 'EVIDENCE'
        | 'REFRESH'
        | 'DECISION'
        | 'CASE'
        | 'CLAIMS'
        | 'INFORMATION_REQUEST'
        | 'PROPOSAL_CONFIRM'
        | 'PROPOSAL_RETURN'
        | 'PROPOSAL_WITHDRAW'
        | 'ATTENTION_SETTLE'
        | 'QUEUE'
        | 'ASSIGNMENT'
        | 'NOTES'
        | 'NOTE'
        | 'ERASURE'
        | 'HANDLER_RETRY'
        | 'WEBHOOK_RETRY'
        | 'HANDLER_DROP'
        | 'BULK_RETRY'
        | 'BULK_DROP'
        | 'BULK_STOP'
        | 'INBOX_TRY'
        | 'LEGAL_HOLD'
        | 'EXPORT'
        | 'RELATIONSHIP'
        | 'RETENTION';
      detail: string | null;
      reason: string | null;
    };
    IdenfyExportedVerificationView: {
      /** Format: uuid */
      id: string;
      scanRef: string | null;
      externalRef: string | null;
      /** @example APPROVED */
      status: string;
      final: boolean;
      tokenType: string | null;
      checksAsked: string[];
      additionalSteps: string[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string | null;
      /** Format: date-time */
      submittedAt: string | null;
      /** Format: date-time */
      closedAt: string | null;
      /** @description What iDenfy found; null while the outcome is open. */
      findings: components['schemas']['IdenfyExportedFindingsView'] | null;
      decision: components['schemas']['IdenfyExportedDecisionView'] | null;
      /** @description Decisions that staff proposed, newest first; none while the outcome is open. */
      proposals: components['schemas']['IdenfyExportedProposalView'][];
      /** @description What is kept as evidence, which the evidence pack contains; none while the outcome is open. */
      evidence: components['schemas']['IdenfyExportedEvidenceView'][];
      history: components['schemas']['IdenfyExportedEventView'][];
      notes: components['schemas']['IdenfyExportedNoteView'][];
      /** @description What this service stated about the person at the start; null where it is not kept. */
      claims: {
        [key: string]: unknown;
      } | null;
      /** @description Null where no copy is kept here. */
      extractedData: components['schemas']['IdenfyDataView'] | null;
      /** @description What staff looked at, oldest first. */
      accesses: components['schemas']['IdenfyExportedAccessView'][];
    };
    IdenfyExportedErasureView: {
      scanRef: string | null;
      /** @example DENIED */
      status: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      erasedAt: string;
      /** @enum {string|null} */
      state:
        'requested' | 'waiting' | 'deleted' | 'FAILED_AT_IDENFY' | 'erased' | 'HOST_NOT_TOLD' | 'done' | null;
      /** @enum {string|null} */
      atIdenfy: 'DELETED' | 'NOT_FOUND_AT_IDENFY' | 'NO_SESSION_KNOWN' | 'FAILED_AT_IDENFY' | null;
    };
    IdenfyExportedWebhookView: {
      /** Format: date-time */
      receivedAt: string;
      eventType: string | null;
      /** @description As iDenfy sent it; text where it is no JSON. */
      content: {
        [key: string]: unknown;
      };
    };
    IdenfyWithheldView: {
      /** @description The verification it is about; null for the whole export. */
      scanRef: string | null;
      fields: string[];
      /** @enum {string} */
      reason: 'OUTCOME_OPEN' | 'STAFF' | 'OTHER_PEOPLE' | 'CREDENTIALS';
      /** @description The reason, for the reader. */
      explanation: string;
    };
    IdenfyPersonExportView: {
      clientId: string;
      account: string;
      /** Format: date-time */
      exportedAt: string;
      /** @description Null where everything about the person was erased. */
      person: components['schemas']['IdenfyExportedPersonView'] | null;
      /** @description Newest first. */
      verifications: components['schemas']['IdenfyExportedVerificationView'][];
      /** @description What is left of erased verifications. */
      erased: components['schemas']['IdenfyExportedErasureView'][];
      /** @description Webhooks whose bytes are still kept; none while an outcome is open. */
      webhooks: components['schemas']['IdenfyExportedWebhookView'][];
      /** @description What is left out, and why. */
      withheld: components['schemas']['IdenfyWithheldView'][];
    };
    IdenfyDeadLetterView: {
      /**
       * @description Kind and number.
       * @example run-17
       */
      id: string;
      /**
       * @description `run`: a call of a handler. `webhook`: one that could not be applied. `orphan`: one without a verification, or unreadable.
       * @enum {string}
       */
      kind: 'run' | 'webhook' | 'orphan';
      /** @description The handler, such as `Accounts.open`; null for a webhook. */
      handler: string | null;
      /** @description The iDenfy account. */
      account: string | null;
      /** @description The verification it is about. */
      scanRef: string | null;
      /** @description Our own id of that verification. */
      verificationId: string | null;
      /** @description Status before the change it is about; null for a webhook. */
      before: string | null;
      /** @description Status after that change; null for a webhook. */
      after: string | null;
      /** @description Event type of the webhook it is about; null for a change. */
      eventType: string | null;
      /** @description Number of attempts. */
      attempts: number;
      /** @description Class of the last error. */
      error: string | null;
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it was given up; of an orphan, when it was received.
       */
      deadAt: string;
      /** @description Who retried it before, when it was given up again. */
      retriedBy: string | null;
      /** @description The reason of that retry. */
      retryReason: string | null;
    };
    IdenfyDeadLetterPageView: {
      items: components['schemas']['IdenfyDeadLetterView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfyStuckGroupView: {
      /** @enum {string} */
      kind: 'run' | 'webhook' | 'orphan';
      /** @description The handler; null for webhooks and orphans. */
      handler: string | null;
      /** @description Class of the last error; empty where there is none. Opens the group as the filter `error`. */
      error: string;
      count: number;
      /**
       * Format: date-time
       * @description When the first of them was given up.
       */
      firstSeenAt: string;
      /**
       * Format: date-time
       * @description When the last of them was given up.
       */
      lastSeenAt: string;
      /** @description How many were given up in each of the last 14 times 24 hours, the last one last: for a sparkline. */
      perDay: number[];
    };
    IdenfyStuckGroupsView: {
      items: components['schemas']['IdenfyStuckGroupView'][];
    };
    IdenfyBulkActDto: {
      /**
       * @description Only of this kind.
       * @enum {string}
       */
      kind?: 'run' | 'webhook' | 'orphan';
      /**
       * @description Only of this handler.
       * @example Accounts.open
       */
      handler?: string;
      /** @description Only with exactly this error; empty for those without one. */
      error?: string;
      /**
       * @description The iDenfy account, where there are several. Staff only.
       * @example default
       */
      account?: string;
      /**
       * Format: date-time
       * @description Given up at this time or later; orphans by the time at which they were received.
       * @example 2026-01-31T00:00:00Z
       */
      from?: string;
      /**
       * Format: date-time
       * @description Given up before this time, alike.
       * @example 2026-01-31T00:00:00Z
       */
      to?: string;
      /** @description Why. Required unless `dryRun` is true; kept in the audit, and with what is retried. */
      reason?: string;
      /** @description Whether to tell only how much it would be. Without it: false. */
      dryRun?: boolean;
    };
    IdenfyBulkFilterView: {
      /** @enum {string|null} */
      kind: 'run' | 'webhook' | 'orphan' | null;
      /** @description The handler. */
      handler: string | null;
      /** @description The error; null as well once the job has ended. */
      error: string | null;
      /** @description The iDenfy account. */
      account: string | null;
      /** Format: date-time */
      from: string | null;
      /** Format: date-time */
      to: string | null;
    };
    IdenfyBulkJobView: {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      act: 'retry' | 'drop';
      /** @enum {string} */
      state: 'running' | 'done' | 'stopped';
      filter: components['schemas']['IdenfyBulkFilterView'];
      /** @description How much matched when it was asked for. */
      total: number;
      /** @description How much was retried or dropped. What changed meanwhile is left alone, so it can end below `total`. */
      done: number;
      /** @description What cannot be retried, because the bytes of its webhook are deleted. */
      failed: number;
      /** @description The member of staff who asked for it. */
      askedBy: string;
      /** Format: date-time */
      askedAt: string;
      /** Format: date-time */
      finishedAt: string | null;
    };
    IdenfyBulkActView: {
      /** @description How much matches. */
      total: number;
      /**
       * Format: date-time
       * @description When the oldest of it was given up.
       */
      oldest: string | null;
      /**
       * Format: date-time
       * @description When the newest of it was given up.
       */
      newest: string | null;
      /** @description Null after a dry run. */
      job: components['schemas']['IdenfyBulkJobView'] | null;
    };
    IdenfyRetryDeadLetterDto: {
      reason: string;
    };
    IdenfyRetriedView: {
      retried: number;
    };
    IdenfyOrphanView: {
      /** @description Grows with time. */
      id: string;
      /** @description The iDenfy account. */
      account: string;
      /** @description The session it names. */
      scanRef: string | null;
      /** @description As received; it is not signed. */
      eventType: string | null;
      /**
       * @description `orphan`: no verification of ours has this scanRef. `unreadable`: signed, but not understood.
       * @enum {string}
       */
      state: 'orphan' | 'unreadable';
      /** @description Why it is unreadable. */
      reason: string | null;
      /** @description How often the same bytes were delivered. */
      deliveries: number;
      /** Format: date-time */
      receivedAt: string;
    };
    IdenfyOrphanPageView: {
      items: components['schemas']['IdenfyOrphanView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfyStoredWebhookView: {
      /** @description Grows with time. */
      id: string;
      /** @description The iDenfy account. */
      account: string;
      /** @description The session it names; null before it was read, and after the erasure. */
      scanRef: string | null;
      /** @description As received; it is not signed. */
      eventType: string | null;
      /**
       * @description `received`: to be applied. `waiting`: its session is not known yet. `applied`: done. `orphan`: no verification of ours has this scanRef. `unreadable`: signed, but not understood. `dead`: given up. `dropped`: given up by staff.
       * @enum {string}
       */
      state: 'received' | 'waiting' | 'applied' | 'orphan' | 'unreadable' | 'dead' | 'dropped';
      /** @description Class of the error of the last attempt, or why it is unreadable. */
      error: string | null;
      /** @description Number of attempts. */
      attempts: number;
      /**
       * Format: date-time
       * @description When it is tried next; null when it is done with.
       */
      nextTryAt: string | null;
      /** @description How often the same bytes were delivered. */
      deliveries: number;
      /** Format: date-time */
      receivedAt: string;
      /**
       * Format: date-time
       * @description When it was applied.
       */
      appliedAt: string | null;
      /** @description Whether its bytes are still here. */
      hasBody: boolean;
    };
    IdenfyStoredWebhookPageView: {
      items: components['schemas']['IdenfyStoredWebhookView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfyHandlerView: {
      /** @example Accounts.open */
      name: string;
      /**
       * @description What it is called for; null where no process has announced the name of these calls.
       * @example verification
       */
      kind: string | null;
      /**
       * @description `*` alone for all.
       * @example [
       *       "APPROVED"
       *     ]
       */
      filter: string[] | null;
      /**
       * Format: date-time
       * @description When a process first announced it.
       */
      since: string | null;
      /**
       * Format: date-time
       * @description When a process last announced it.
       */
      until: string | null;
      /** @description Whether it still gets calls. */
      getsRuns: boolean;
      /** @description Calls of this name that are due or wait for a retry. */
      pending: number;
      /** @description Calls of this name that were given up. */
      dead: number;
    };
    IdenfyHandlersView: {
      items: components['schemas']['IdenfyHandlerView'][];
    };
    IdenfyInboxReadingView: {
      /** @description Webhooks that could be applied now. */
      unapplied: number;
      /** @description For how many seconds the oldest of them could have been applied. */
      oldestSeconds: number;
      /** @description Webhooks that wait for their session. */
      waiting: number;
      /** @description Webhooks without a verification, or unreadable. */
      orphans: number;
      /** @description Calls of handlers that are due or wait for a retry. */
      pendingRuns: number;
      /** @description For how many seconds the oldest of them has been due. */
      oldestRunSeconds: number;
      /** @description Calls of handlers that were given up. */
      deadRuns: number;
      /** @description Webhooks that were given up. */
      deadWebhooks: number;
    };
    IdenfyApplyingView: {
      /** @description Median from the arrival of a webhook to its commit, in milliseconds. */
      p50Ms: number | null;
      /** @description The same of the slowest hundredth, in milliseconds. */
      p99Ms: number | null;
    };
    IdenfyRunsWithoutHandlerView: {
      /** @example Accounts.open */
      handler: string;
      /** @description How many. */
      count: number;
    };
    IdenfyJobReadingView: {
      /** @example sweep */
      job: string;
      /** @description Seconds since it last succeeded, in whichever process. */
      succeededSecondsAgo: number;
    };
    IdenfyPartReadingView: {
      /** @example webhooks */
      part: string;
      /** @description Milliseconds since its last round that succeeded. */
      sinceMs: number;
      /** @description Whether that is far more than the time between its rounds. */
      stuck: boolean;
    };
    IdenfyAccountOperationsView: {
      account: string;
      /**
       * @description `open`: this process refuses calls, because too many have failed.
       * @enum {string}
       */
      circuit: 'closed' | 'open' | 'half-open';
      /** @description Requests allowed within an hour. */
      requestsPerHour: number;
      /** @description Requests left of them, for all processes together; null while that is not known. */
      requestsLeft: number | null;
      /**
       * Format: date-time
       * @description When the last request of this process ended.
       */
      lastAt: string | null;
      /** @description Whether iDenfy answered it, be it with a refusal. */
      answered: boolean | null;
      /** @description Median time of the last 20 answers to this process, in milliseconds. */
      medianMs: number | null;
    };
    IdenfyOperationsView: {
      inbox: components['schemas']['IdenfyInboxReadingView'];
      applying: components['schemas']['IdenfyApplyingView'];
      runsWithoutHandler: components['schemas']['IdenfyRunsWithoutHandlerView'][];
      jobs: components['schemas']['IdenfyJobReadingView'][];
      parts: components['schemas']['IdenfyPartReadingView'][];
      /** @description Whether notifications of PostgreSQL arrive in this process; null where it does not listen. */
      notificationsHeard: boolean | null;
      /** @description Event streams that this process has open. */
      streams: number;
      accounts: components['schemas']['IdenfyAccountOperationsView'][];
    };
    IdenfyDenialReasonView: {
      /**
       * @description iDenfy's tag or result.
       * @example FACE_MISMATCH
       */
      reason: string;
      /** @description How often; one denial can have several reasons. */
      count: number;
    };
    IdenfyDurationsView: {
      /** @description How many were measured. */
      count: number;
      /** @description The median, in seconds, at most 5 % off. */
      p50Seconds: number | null;
      /** @description Nine of ten are at most as long, in seconds, at most 5 % off. */
      p90Seconds: number | null;
    };
    IdenfyOverviewFiguresView: {
      /** @description Verifications that were started. */
      started: number;
      /** @description Verifications whose images reached iDenfy, or whose first result arrived. */
      submitted: number;
      /** @description Final verdicts APPROVED. A verdict that is corrected counts again, on the day of the correction. */
      approved: number;
      /** @description Final verdicts DENIED. */
      denied: number;
      /** @description Final verdicts SUSPECTED. */
      suspected: number;
      /** @description Sessions that expired. */
      expired: number;
      /** @description Verifications that were cancelled. */
      cancelled: number;
      /** @description Starts that iDenfy refused. */
      startFailed: number;
      /** @description Decisions ACCEPTED. */
      accepted: number;
      /** @description Decisions REJECTED. */
      rejected: number;
      /** @description The most frequent first. */
      denialReasons: components['schemas']['IdenfyDenialReasonView'][];
      /** @description From the moment at which the person's part was done (they came back, or the images or the first result arrived) to the first final verdict. */
      timeToVerdict: components['schemas']['IdenfyDurationsView'];
      /** @description From the verdict to the decision. */
      timeToDecision: components['schemas']['IdenfyDurationsView'];
    };
    IdenfyOverviewGroupView: {
      /** @description Verifications that were started. */
      started: number;
      /** @description Verifications whose images reached iDenfy, or whose first result arrived. */
      submitted: number;
      /** @description Final verdicts APPROVED. A verdict that is corrected counts again, on the day of the correction. */
      approved: number;
      /** @description Final verdicts DENIED. */
      denied: number;
      /** @description Final verdicts SUSPECTED. */
      suspected: number;
      /** @description Sessions that expired. */
      expired: number;
      /** @description Verifications that were cancelled. */
      cancelled: number;
      /** @description Starts that iDenfy refused. */
      startFailed: number;
      /** @description Decisions ACCEPTED. */
      accepted: number;
      /** @description Decisions REJECTED. */
      rejected: number;
      /** @description The most frequent first. */
      denialReasons: components['schemas']['IdenfyDenialReasonView'][];
      /** @description From the moment at which the person's part was done (they came back, or the images or the first result arrived) to the first final verdict. */
      timeToVerdict: components['schemas']['IdenfyDurationsView'];
      /** @description From the verdict to the decision. */
      timeToDecision: components['schemas']['IdenfyDurationsView'];
      /**
       * @description The account, country, document type or level; null where none or several were requested, and without `by`.
       * @example LT
       */
      group: string | null;
    };
    IdenfyOverviewDayView: {
      /** @description Verifications that were started. */
      started: number;
      /** @description Verifications whose images reached iDenfy, or whose first result arrived. */
      submitted: number;
      /** @description Final verdicts APPROVED. A verdict that is corrected counts again, on the day of the correction. */
      approved: number;
      /** @description Final verdicts DENIED. */
      denied: number;
      /** @description Final verdicts SUSPECTED. */
      suspected: number;
      /** @description Sessions that expired. */
      expired: number;
      /** @description Verifications that were cancelled. */
      cancelled: number;
      /** @description Starts that iDenfy refused. */
      startFailed: number;
      /** @description Decisions ACCEPTED. */
      accepted: number;
      /** @description Decisions REJECTED. */
      rejected: number;
      /** @description The most frequent first. */
      denialReasons: components['schemas']['IdenfyDenialReasonView'][];
      /** @description From the moment at which the person's part was done (they came back, or the images or the first result arrived) to the first final verdict. */
      timeToVerdict: components['schemas']['IdenfyDurationsView'];
      /** @description From the verdict to the decision. */
      timeToDecision: components['schemas']['IdenfyDurationsView'];
      /**
       * @description The account, country, document type or level; null where none or several were requested, and without `by`.
       * @example LT
       */
      group: string | null;
      /**
       * Format: date
       * @description In UTC.
       * @example 2026-11-26
       */
      day: string;
    };
    IdenfyReviewAgeView: {
      /** @description Younger than so many hours, and not counted before; null for those that are older. */
      belowHours: number | null;
      /** @description How many. */
      count: number;
    };
    IdenfyOpenReviewsView: {
      /**
       * @description The account, country, document type or level; null where none or several were requested, and without `by`.
       * @example LT
       */
      group: string | null;
      /** @description By the time since they were submitted. */
      ages: components['schemas']['IdenfyReviewAgeView'][];
    };
    IdenfyOverviewView: {
      /**
       * Format: date
       * @description The first day, in UTC.
       * @example 2026-10-28
       */
      from: string;
      /**
       * Format: date
       * @description The last day.
       * @example 2026-11-26
       */
      to: string;
      /**
       * Format: date-time
       * @description When the figures were last counted.
       */
      countedAt: string | null;
      /** @description Of the whole period. */
      total: components['schemas']['IdenfyOverviewFiguresView'];
      /** @description Of the whole period by group; empty without `by`. */
      groups: components['schemas']['IdenfyOverviewGroupView'][];
      /** @description Each day, and group with `by`, with something to count. */
      days: components['schemas']['IdenfyOverviewDayView'][];
      /** @description Now, whatever the period is. */
      openReviews: components['schemas']['IdenfyOpenReviewsView'][];
    };
    IdenfyContractDifferenceView: {
      /** @description Grows with time. */
      id: string;
      /** @description The iDenfy account. */
      account: string;
      /**
       * @description `FIELD`: an unknown field. `VALUE`: an unknown value. `TYPE`: another type.
       * @enum {string}
       */
      kind: 'FIELD' | 'VALUE' | 'TYPE';
      /**
       * @description Where in the body; names that iDenfy does not fix are `*`.
       * @example status.fraudTags[]
       */
      path: string;
      /** @description The value or the type; null for a field, and for a value that could be personal. */
      found: string | null;
      /** @description How many times it was found. */
      seen: number;
      /** Format: date-time */
      firstSeenAt: string;
      /** Format: date-time */
      lastSeenAt: string;
    };
    IdenfyContractDriftPageView: {
      items: components['schemas']['IdenfyContractDifferenceView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfyFoundView: {
      /**
       * @description Stable, for texts in other languages.
       * @enum {string}
       */
      code:
        | 'CHECK_FAILED'
        | 'MISCONFIGURED'
        | 'DATABASE_REACHED'
        | 'DATABASE_UNREACHABLE'
        | 'VERSION_FITS'
        | 'VERSION_TOO_OLD'
        | 'OBJECTS_FOUND'
        | 'OBJECTS_MISSING'
        | 'PRIVILEGES_FOUND'
        | 'PRIVILEGES_MISSING'
        | 'SETTINGS_FIT'
        | 'SETTINGS_DIFFER'
        | 'ISOLATION_FITS'
        | 'ISOLATION_STRICTER'
        | 'PRIMARY_IN_USE'
        | 'REPLICAS_UNUSED'
        | 'STANDBY'
        | 'READ_ONLY'
        | 'POOL_FITS'
        | 'POOL_TOO_LARGE'
        | 'NOTIFICATIONS_HEARD'
        | 'NOTIFICATIONS_UNHEARD'
        | 'DATABASE_CLOCK_AGREES'
        | 'DATABASE_CLOCK_DIFFERS'
        | 'ENCRYPTION_KEY_GIVEN'
        | 'ENCRYPTION_KEY_DERIVED'
        | 'VALUES_READABLE'
        | 'VALUES_UNREADABLE'
        | 'VALUES_UNSEALED'
        | 'SIGNING_KEYS_GIVEN'
        | 'SIGNING_KEYS_MISSING'
        | 'SIGNING_KEYS_LONG'
        | 'SIGNING_KEY_SHORT'
        | 'SIGNATURE_REQUIRED'
        | 'SIGNATURE_OPTIONAL'
        | 'EVIDENCE_SIGNED'
        | 'EVIDENCE_UNSIGNED'
        | 'CHAINS_WHOLE'
        | 'CHAIN_KEY_UNKNOWN'
        | 'CHAIN_BROKEN'
        | 'IDENFY_REACHED'
        | 'IDENFY_FAILS'
        | 'IDENFY_UNREACHABLE'
        | 'CREDENTIALS_ACCEPTED'
        | 'CREDENTIALS_REFUSED'
        | 'CREDENTIALS_UNKNOWN'
        | 'CLOCK_REPLACED'
        | 'CLOCK_UNTOLD'
        | 'CLOCK_AGREES'
        | 'CLOCK_DIFFERS'
        | 'HANDLERS_ANNOUNCED'
        | 'HANDLERS_NONE'
        | 'RUNS_ALL_HANDLED'
        | 'RUNS_WITHOUT_HANDLER'
        | 'DEAD_LETTERS_NONE'
        | 'DEAD_LETTERS'
        | 'WEBHOOKS_IN_TIME'
        | 'WEBHOOKS_LATE'
        | 'RELATIONSHIPS_RECORDED'
        | 'RELATIONSHIPS_MISSING'
        | 'SUSPICIONS_DECIDED'
        | 'SUSPICIONS_UNDECIDED'
        | 'WEBHOOKS_NOT_EXPECTED'
        | 'WEBHOOKS_ARRIVE'
        | 'WEBHOOKS_MISSING'
        | 'REVIEWS_IN_TIME'
        | 'RESULTS_OVERDUE';
      /** @description Values that belong into the text of the code, by name. */
      values: {
        [key: string]: string | number;
      };
    };
    IdenfyFindingView: {
      /** @enum {string} */
      check:
        | 'database: reachable'
        | 'database: version'
        | 'database: objects'
        | 'database: privileges'
        | 'database: settings'
        | 'database: isolation'
        | 'database: primary'
        | 'database: pool size'
        | 'database: notifications'
        | 'database: clock'
        | 'encryption keys: given'
        | 'encryption keys: readable'
        | 'signing keys: given'
        | 'signing keys: length'
        | 'signing keys: required'
        | 'evidence: signing key'
        | 'audit: chains'
        | 'iDenfy: reachable'
        | 'iDenfy: credentials'
        | 'iDenfy: clock'
        | 'handlers: announced'
        | 'handlers: runs without a handler'
        | 'handlers: dead letters'
        | 'webhooks: applied'
        | 'retention: relationships'
        | 'retention: suspicions'
        | 'no webhook: URL not configured'
        | 'no webhook: still processing'
        | 'no webhook: firewall'
        | 'no webhook: HTTPS certificate'
        | 'no webhook: redirect'
        | 'no webhook: signature'
        | 'no webhook: answer other than 2xx'
        | 'no webhook: changed body';
      /** @enum {string} */
      status: 'ok' | 'warning' | 'failed';
      /** @description What was found, in a few words. */
      detail: string;
      /** @description What to do about it. */
      hint: string | null;
      /** @description The same as codes and values: one, or one for each account. */
      found: components['schemas']['IdenfyFoundView'][];
    };
    IdenfyDoctorView: {
      /**
       * @description The worst of all.
       * @enum {string}
       */
      status: 'ok' | 'warning' | 'failed';
      checks: components['schemas']['IdenfyFindingView'][];
    };
    IdenfyQueueItemView: {
      /**
       * Format: uuid
       * @description The verification. It has a row for each reason.
       */
      id: string;
      /** @description The iDenfy account. */
      account: string;
      /** @description Null until iDenfy has answered. */
      scanRef: string | null;
      /** @description The person. */
      clientId: string;
      /**
       * @description Why it waits.
       * @enum {string}
       */
      reason:
        | 'DECISION'
        | 'SECOND_PERSON'
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED';
      /** @description All reasons why it waits. */
      reasons: (
        | 'DECISION'
        | 'SECOND_PERSON'
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED'
      )[];
      /**
       * Format: date-time
       * @description When the reason arose.
       */
      since: string;
      /**
       * Format: date-time
       * @description When it should be done.
       */
      dueAt: string;
      /** @description Whether it was due before now. */
      overdue: boolean;
      /** @description The member of staff who works on it. */
      assignee: string | null;
      /**
       * @description iDenfy's status.
       * @example SUSPECTED
       */
      status: string;
      /** @description Why the verdict is no plain approval: fraud. */
      fraudTags: string[];
      /** @description The same: mismatches. */
      mismatchTags: string[];
      /**
       * Format: date-time
       * @description When the verification was started.
       */
      createdAt: string;
    };
    IdenfyQueueCountsView: {
      /** @description Undecided suspicions. */
      DECISION: number;
      /** @description Proposed decisions that wait for a second person. */
      SECOND_PERSON: number;
      /** @description Reasons for attention, without overdue reviews. */
      ATTENTION: number;
      /** @description Reviews at iDenfy that did not end. */
      OVERDUE: number;
    };
    IdenfyQueuePageView: {
      items: components['schemas']['IdenfyQueueItemView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
      /** @description By account, assignee and search, for all kinds. */
      counts: components['schemas']['IdenfyQueueCountsView'];
    };
    IdenfyAssignManyDto: {
      /** @description Staff id, one of `GET /idenfy/staff`; null for no one. */
      staff: string | null;
      /** @description `id` of rows of the queue. */
      ids: string[];
    };
    IdenfyAssignedView: {
      /** @description Ids of the verifications that are assigned so now. */
      assigned: string[];
      /** @description Ids that were left out: unknown, of another account, or erased. */
      skipped: string[];
    };
    IdenfySavedViewView: {
      name: string;
      /**
       * @description Parameters of `GET /idenfy/queue`.
       * @example {
       *       "reason": "DECISION",
       *       "unassigned": "true"
       *     }
       */
      filters: {
        [key: string]: string;
      };
      /** Format: date-time */
      savedAt: string;
    };
    IdenfySavedViewsView: {
      items: components['schemas']['IdenfySavedViewView'][];
    };
    IdenfySaveViewDto: {
      /**
       * @description A kind of work, or one reason; `ATTENTION` stands for all reasons that are no kind.
       * @enum {string}
       */
      reason?:
        | 'DECISION'
        | 'SECOND_PERSON'
        | 'ATTENTION'
        | 'OVERDUE'
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED';
      /** @description Assigned to this member of staff. */
      assignee?: string;
      /**
       * @description Only those that no one works on. Without it: false.
       * @enum {string}
       */
      unassigned?: 'true' | 'false';
      /**
       * Format: date-time
       * @description Due at this time or later.
       * @example 2026-01-31T00:00:00Z
       */
      from?: string;
      /**
       * Format: date-time
       * @description Due before this time.
       * @example 2026-01-31T00:00:00Z
       */
      to?: string;
      /**
       * @description What is due first comes first (`due`), or last. Without it: due.
       * @enum {string}
       */
      sort?: 'due' | '-due';
      /**
       * @description The iDenfy account, where there are several. Staff only.
       * @example default
       */
      account?: string;
      /** @description No personal data. */
      name: string;
    };
    IdenfyCaseChangeView: {
      /** Format: uuid */
      id: string;
      account: string;
      scanRef: string | null;
      /** @description Why it waits for staff now; empty when it left the queue. */
      reasons: (
        | 'DECISION'
        | 'SECOND_PERSON'
        | 'CONFLICT'
        | 'CLIENT_MISMATCH'
        | 'LATE_DUPLICATE'
        | 'DECISION_OVERTAKEN'
        | 'UNKNOWN_STATUS'
        | 'OVERDUE'
        | 'AMBIGUOUS_START'
        | 'TOKEN_LOST'
        | 'SUBMISSION_UNKNOWN'
        | 'UNREADABLE_EXPIRY'
        | 'ERASURE_FAILED'
      )[];
    };
    IdenfyAssignDto: {
      /** @description Staff id, one of `GET /idenfy/staff`; null for no one. */
      staff: string | null;
    };
    IdenfyNoteView: {
      /** @description Grows with time. */
      id: string;
      /** @description The member of staff, as the access policy names them. */
      author: string;
      /** Format: date-time */
      at: string;
      /** @description Null after the erasure. */
      text: string | null;
    };
    IdenfyNotePageView: {
      items: components['schemas']['IdenfyNoteView'][];
      /** @description Send it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    };
    IdenfyAddNoteDto: {
      text: string;
    };
    IdenfyStaffMemberView: {
      /** @description Their id in history and audit. */
      id: string;
      /** @description How to show them, where the host says so. */
      name: string | null;
    };
    IdenfyStaffListView: {
      items: components['schemas']['IdenfyStaffMemberView'][];
    };
    IdenfyStaffView: {
      /** @description Their id in history and audit. */
      id: string;
      /** @description What they may do. The `x-permission` of a route says which one it needs. */
      permissions: ('review' | 'decide' | 'start' | 'read-data' | 'erase' | 'retain' | 'audit' | 'operate')[];
      /** @description The iDenfy accounts they may see. */
      accounts: string[];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  idenfyListVerifications: {
    parameters: {
      query?: {
        /** @description Of this person. A person gets only their own. */
        clientId?: string;
        /** @description The status as the caller sees it: ACTIVE, REVIEWING, APPROVED, DENIED, SUSPECTED, EXPIRED, EXPIRED-DELETED, DELETED, ARCHIVED, STARTING, START_FAILED, CANCELLED, UNKNOWN. */
        status?: string;
        /** @description Only those that need the attention of staff, for any reason (`true`) or for this one. Staff only. */
        attention?: string;
        /** @description Started at this time or later. */
        from?: string;
        /** @description Started before this time. */
        to?: string;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "status": "REVIEWING",
           *           "final": false,
           *           "nextStep": "CONTINUE",
           *           "hints": [
           *             "BLURRY"
           *           ],
           *           "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *           "continueUntil": "2026-01-31T09:30:00.000Z",
           *           "createdAt": "2026-01-31T09:30:00.000Z",
           *           "submittedAt": null,
           *           "updatedAt": "2026-01-31T09:30:00.000Z"
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyVerificationPageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyStartVerification: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyStartVerificationDto'];
      };
    };
    responses: {
      /** @description The running session of an earlier start. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "status": "ACTIVE",
           *       "authToken": "kdJ8sQ2mWvR5xT7bYc3nZp",
           *       "redirectUrl": "https://ui.idenfy.com/api/v2/redirect?authToken=kdJ8sQ2mWvR5xT7bYc3nZp",
           *       "iframeUrl": "https://ui.idenfy.com/?authToken=kdJ8sQ2mWvR5xT7bYc3nZp",
           *       "digitString": "text",
           *       "expiresAt": "2026-01-31T09:30:00.000Z",
           *       "resumed": false,
           *       "ignored": [
           *         "text"
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfySessionView'];
        };
      };
      /** @description A new session. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "status": "ACTIVE",
           *       "authToken": "kdJ8sQ2mWvR5xT7bYc3nZp",
           *       "redirectUrl": "https://ui.idenfy.com/api/v2/redirect?authToken=kdJ8sQ2mWvR5xT7bYc3nZp",
           *       "iframeUrl": "https://ui.idenfy.com/?authToken=kdJ8sQ2mWvR5xT7bYc3nZp",
           *       "digitString": "text",
           *       "expiresAt": "2026-01-31T09:30:00.000Z",
           *       "resumed": false,
           *       "ignored": [
           *         "text"
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfySessionView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or a check before it, refused a value; `field` names it where it is known. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 422,
           *       "error": "Unprocessable Entity",
           *       "message": "iDenfy refused a value.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Too many requests; `Retry-After` is when to try again. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 429,
           *       "error": "Too Many Requests",
           *       "message": "Too many attempts.",
           *       "identifier": "ATTEMPTS_EXHAUSTED",
           *       "retryable": true,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetVerification: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As the caller may see it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "status": "REVIEWING",
           *       "final": false,
           *       "nextStep": "CONTINUE",
           *       "hints": [
           *         "BLURRY"
           *       ],
           *       "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *       "continueUntil": "2026-01-31T09:30:00.000Z",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "submittedAt": null,
           *       "updatedAt": "2026-01-31T09:30:00.000Z"
           *     }
           */
          'application/json':
            | components['schemas']['IdenfyPersonVerificationView']
            | components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyErase: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "erasureId": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "state": "requested",
           *       "atIdenfy": null,
           *       "requestedBy": "staff:grace",
           *       "requestedAt": "2026-01-31T09:30:00.000Z",
           *       "reason": "the photo matches the account",
           *       "lastError": null,
           *       "replayed": false,
           *       "deletedAtIdenfy": null,
           *       "completedAt": null
           *     }
           */
          'application/json': components['schemas']['IdenfyErasureView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyFollowVerification: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: {
        /** @description The id of the last state received: it is not sent again while nothing has changed. */
        'Last-Event-ID'?: string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An event without a name has a state as its data, as the caller may see it; `unauthenticated` has the error, `superseded` `{}`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "status": "REVIEWING",
           *       "final": false,
           *       "nextStep": "CONTINUE",
           *       "hints": [
           *         "BLURRY"
           *       ],
           *       "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *       "continueUntil": "2026-01-31T09:30:00.000Z",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "submittedAt": null,
           *       "updatedAt": "2026-01-31T09:30:00.000Z"
           *     }
           */
          'text/event-stream':
            | components['schemas']['IdenfyPersonVerificationView']
            | components['schemas']['IdenfyStaffVerificationView']
            | components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyReportFinished: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As the caller may see it. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "status": "REVIEWING",
           *       "final": false,
           *       "nextStep": "CONTINUE",
           *       "hints": [
           *         "BLURRY"
           *       ],
           *       "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *       "continueUntil": "2026-01-31T09:30:00.000Z",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "submittedAt": null,
           *       "updatedAt": "2026-01-31T09:30:00.000Z"
           *     }
           */
          'application/json':
            | components['schemas']['IdenfyPersonVerificationView']
            | components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfySubmitDocuments: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    /** @description For all images together: iDenfy accepts 20 MB, which is 15 MB of images before Base64. */
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description ISO 3166-1 alpha-2, upper case.
           * @enum {string}
           */
          country:
            | 'AD'
            | 'AE'
            | 'AF'
            | 'AG'
            | 'AI'
            | 'AL'
            | 'AM'
            | 'AO'
            | 'AQ'
            | 'AR'
            | 'AS'
            | 'AT'
            | 'AU'
            | 'AW'
            | 'AX'
            | 'AZ'
            | 'BA'
            | 'BB'
            | 'BD'
            | 'BE'
            | 'BF'
            | 'BG'
            | 'BH'
            | 'BI'
            | 'BJ'
            | 'BL'
            | 'BM'
            | 'BN'
            | 'BO'
            | 'BQ'
            | 'BR'
            | 'BS'
            | 'BT'
            | 'BV'
            | 'BW'
            | 'BY'
            | 'BZ'
            | 'CA'
            | 'CC'
            | 'CD'
            | 'CF'
            | 'CG'
            | 'CH'
            | 'CI'
            | 'CK'
            | 'CL'
            | 'CM'
            | 'CN'
            | 'CO'
            | 'CR'
            | 'CU'
            | 'CV'
            | 'CW'
            | 'CX'
            | 'CY'
            | 'CZ'
            | 'DE'
            | 'DJ'
            | 'DK'
            | 'DM'
            | 'DO'
            | 'DZ'
            | 'EC'
            | 'EE'
            | 'EG'
            | 'EH'
            | 'ER'
            | 'ES'
            | 'ET'
            | 'FI'
            | 'FJ'
            | 'FK'
            | 'FM'
            | 'FO'
            | 'FR'
            | 'GA'
            | 'GB'
            | 'GD'
            | 'GE'
            | 'GF'
            | 'GG'
            | 'GH'
            | 'GI'
            | 'GL'
            | 'GM'
            | 'GN'
            | 'GP'
            | 'GQ'
            | 'GR'
            | 'GS'
            | 'GT'
            | 'GU'
            | 'GW'
            | 'GY'
            | 'HK'
            | 'HM'
            | 'HN'
            | 'HR'
            | 'HT'
            | 'HU'
            | 'ID'
            | 'IE'
            | 'IL'
            | 'IM'
            | 'IN'
            | 'IO'
            | 'IQ'
            | 'IR'
            | 'IS'
            | 'IT'
            | 'JE'
            | 'JM'
            | 'JO'
            | 'JP'
            | 'KE'
            | 'KG'
            | 'KH'
            | 'KI'
            | 'KM'
            | 'KN'
            | 'KP'
            | 'KR'
            | 'KW'
            | 'KY'
            | 'KZ'
            | 'LA'
            | 'LB'
            | 'LC'
            | 'LI'
            | 'LK'
            | 'LR'
            | 'LS'
            | 'LT'
            | 'LU'
            | 'LV'
            | 'LY'
            | 'MA'
            | 'MC'
            | 'MD'
            | 'ME'
            | 'MF'
            | 'MG'
            | 'MH'
            | 'MK'
            | 'ML'
            | 'MM'
            | 'MN'
            | 'MO'
            | 'MP'
            | 'MQ'
            | 'MR'
            | 'MS'
            | 'MT'
            | 'MU'
            | 'MV'
            | 'MW'
            | 'MX'
            | 'MY'
            | 'MZ'
            | 'NA'
            | 'NC'
            | 'NE'
            | 'NF'
            | 'NG'
            | 'NI'
            | 'NL'
            | 'NO'
            | 'NP'
            | 'NR'
            | 'NU'
            | 'NZ'
            | 'OM'
            | 'PA'
            | 'PE'
            | 'PF'
            | 'PG'
            | 'PH'
            | 'PK'
            | 'PL'
            | 'PM'
            | 'PN'
            | 'PR'
            | 'PS'
            | 'PT'
            | 'PW'
            | 'PY'
            | 'QA'
            | 'RE'
            | 'RO'
            | 'RS'
            | 'RU'
            | 'RW'
            | 'SA'
            | 'SB'
            | 'SC'
            | 'SD'
            | 'SE'
            | 'SG'
            | 'SH'
            | 'SI'
            | 'SJ'
            | 'SK'
            | 'SL'
            | 'SM'
            | 'SN'
            | 'SO'
            | 'SR'
            | 'SS'
            | 'ST'
            | 'SV'
            | 'SX'
            | 'SY'
            | 'SZ'
            | 'TC'
            | 'TD'
            | 'TF'
            | 'TG'
            | 'TH'
            | 'TJ'
            | 'TK'
            | 'TL'
            | 'TM'
            | 'TN'
            | 'TO'
            | 'TR'
            | 'TT'
            | 'TV'
            | 'TW'
            | 'TZ'
            | 'UA'
            | 'UG'
            | 'UM'
            | 'US'
            | 'UY'
            | 'UZ'
            | 'VA'
            | 'VC'
            | 'VE'
            | 'VG'
            | 'VI'
            | 'VN'
            | 'VU'
            | 'WF'
            | 'WS'
            | 'XK'
            | 'YE'
            | 'YT'
            | 'ZA'
            | 'ZM'
            | 'ZW';
          /** @enum {string} */
          documentType: 'ID_CARD' | 'PASSPORT' | 'DRIVER_LICENSE' | 'RESIDENCE_PERMIT';
          /** @description Skips iDenfy's check of the photos. Staff only, unless the host permits it. */
          skipAnalysis?: boolean;
          /** @description Step to image: plain Base64 of a JPEG or PNG, without a data-URI prefix; a utility bill may be a PDF. */
          images: {
            /** Format: byte */
            FRONT: string;
            /** Format: byte */
            BACK?: string;
            /** Format: byte */
            FACE?: string;
            /** Format: byte */
            UTILITY_BILL?: string;
          } & {
            [key: string]: unknown;
          };
        };
        'multipart/form-data': {
          /**
           * @description ISO 3166-1 alpha-2, upper case.
           * @enum {string}
           */
          country:
            | 'AD'
            | 'AE'
            | 'AF'
            | 'AG'
            | 'AI'
            | 'AL'
            | 'AM'
            | 'AO'
            | 'AQ'
            | 'AR'
            | 'AS'
            | 'AT'
            | 'AU'
            | 'AW'
            | 'AX'
            | 'AZ'
            | 'BA'
            | 'BB'
            | 'BD'
            | 'BE'
            | 'BF'
            | 'BG'
            | 'BH'
            | 'BI'
            | 'BJ'
            | 'BL'
            | 'BM'
            | 'BN'
            | 'BO'
            | 'BQ'
            | 'BR'
            | 'BS'
            | 'BT'
            | 'BV'
            | 'BW'
            | 'BY'
            | 'BZ'
            | 'CA'
            | 'CC'
            | 'CD'
            | 'CF'
            | 'CG'
            | 'CH'
            | 'CI'
            | 'CK'
            | 'CL'
            | 'CM'
            | 'CN'
            | 'CO'
            | 'CR'
            | 'CU'
            | 'CV'
            | 'CW'
            | 'CX'
            | 'CY'
            | 'CZ'
            | 'DE'
            | 'DJ'
            | 'DK'
            | 'DM'
            | 'DO'
            | 'DZ'
            | 'EC'
            | 'EE'
            | 'EG'
            | 'EH'
            | 'ER'
            | 'ES'
            | 'ET'
            | 'FI'
            | 'FJ'
            | 'FK'
            | 'FM'
            | 'FO'
            | 'FR'
            | 'GA'
            | 'GB'
            | 'GD'
            | 'GE'
            | 'GF'
            | 'GG'
            | 'GH'
            | 'GI'
            | 'GL'
            | 'GM'
            | 'GN'
            | 'GP'
            | 'GQ'
            | 'GR'
            | 'GS'
            | 'GT'
            | 'GU'
            | 'GW'
            | 'GY'
            | 'HK'
            | 'HM'
            | 'HN'
            | 'HR'
            | 'HT'
            | 'HU'
            | 'ID'
            | 'IE'
            | 'IL'
            | 'IM'
            | 'IN'
            | 'IO'
            | 'IQ'
            | 'IR'
            | 'IS'
            | 'IT'
            | 'JE'
            | 'JM'
            | 'JO'
            | 'JP'
            | 'KE'
            | 'KG'
            | 'KH'
            | 'KI'
            | 'KM'
            | 'KN'
            | 'KP'
            | 'KR'
            | 'KW'
            | 'KY'
            | 'KZ'
            | 'LA'
            | 'LB'
            | 'LC'
            | 'LI'
            | 'LK'
            | 'LR'
            | 'LS'
            | 'LT'
            | 'LU'
            | 'LV'
            | 'LY'
            | 'MA'
            | 'MC'
            | 'MD'
            | 'ME'
            | 'MF'
            | 'MG'
            | 'MH'
            | 'MK'
            | 'ML'
            | 'MM'
            | 'MN'
            | 'MO'
            | 'MP'
            | 'MQ'
            | 'MR'
            | 'MS'
            | 'MT'
            | 'MU'
            | 'MV'
            | 'MW'
            | 'MX'
            | 'MY'
            | 'MZ'
            | 'NA'
            | 'NC'
            | 'NE'
            | 'NF'
            | 'NG'
            | 'NI'
            | 'NL'
            | 'NO'
            | 'NP'
            | 'NR'
            | 'NU'
            | 'NZ'
            | 'OM'
            | 'PA'
            | 'PE'
            | 'PF'
            | 'PG'
            | 'PH'
            | 'PK'
            | 'PL'
            | 'PM'
            | 'PN'
            | 'PR'
            | 'PS'
            | 'PT'
            | 'PW'
            | 'PY'
            | 'QA'
            | 'RE'
            | 'RO'
            | 'RS'
            | 'RU'
            | 'RW'
            | 'SA'
            | 'SB'
            | 'SC'
            | 'SD'
            | 'SE'
            | 'SG'
            | 'SH'
            | 'SI'
            | 'SJ'
            | 'SK'
            | 'SL'
            | 'SM'
            | 'SN'
            | 'SO'
            | 'SR'
            | 'SS'
            | 'ST'
            | 'SV'
            | 'SX'
            | 'SY'
            | 'SZ'
            | 'TC'
            | 'TD'
            | 'TF'
            | 'TG'
            | 'TH'
            | 'TJ'
            | 'TK'
            | 'TL'
            | 'TM'
            | 'TN'
            | 'TO'
            | 'TR'
            | 'TT'
            | 'TV'
            | 'TW'
            | 'TZ'
            | 'UA'
            | 'UG'
            | 'UM'
            | 'US'
            | 'UY'
            | 'UZ'
            | 'VA'
            | 'VC'
            | 'VE'
            | 'VG'
            | 'VI'
            | 'VN'
            | 'VU'
            | 'WF'
            | 'WS'
            | 'XK'
            | 'YE'
            | 'YT'
            | 'ZA'
            | 'ZM'
            | 'ZW';
          /** @enum {string} */
          documentType: 'ID_CARD' | 'PASSPORT' | 'DRIVER_LICENSE' | 'RESIDENCE_PERMIT';
          /** @description Skips iDenfy's check of the photos. Staff only, unless the host permits it. */
          skipAnalysis?: boolean;
          /** Format: binary */
          FRONT: Blob;
          /** Format: binary */
          BACK?: Blob;
          /** Format: binary */
          FACE?: Blob;
          /** Format: binary */
          UTILITY_BILL?: Blob;
        };
      };
    };
    responses: {
      /** @description Sent to iDenfy. The result follows later. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "status": "REVIEWING"
           *     }
           */
          'application/json': components['schemas']['IdenfySubmittedView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body did not arrive in time. */
      408: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 408,
           *       "error": "Request Timeout",
           *       "message": "The body did not arrive in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The session has expired or was used; start again. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 410,
           *       "error": "Gone",
           *       "message": "The session has expired.",
           *       "identifier": "TOKEN_EXPIRED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or a check before it, refused a value; `field` names it where it is known. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 422,
           *       "error": "Unprocessable Entity",
           *       "message": "iDenfy refused a value.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetHistory: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "4711",
           *           "at": "2026-01-31T09:30:00.000Z",
           *           "from": "ACTIVE",
           *           "to": "APPROVED",
           *           "final": false,
           *           "effect": "applied",
           *           "cause": "WEBHOOK",
           *           "source": "manual",
           *           "reportedStatus": null,
           *           "raised": [
           *             "CONFLICT"
           *           ],
           *           "inboxId": "815",
           *           "actor": "system",
           *           "note": null
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyHistoryPageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyRefresh: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Too many requests; `Retry-After` is when to try again. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 429,
           *       "error": "Too Many Requests",
           *       "message": "Too many attempts.",
           *       "identifier": "ATTEMPTS_EXHAUSTED",
           *       "retryable": true,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetData: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "addressVerification": null,
           *       "docFirstName": null,
           *       "docLastName": null,
           *       "docNumber": null,
           *       "docExpiry": null,
           *       "docDob": null,
           *       "docDateOfIssue": null,
           *       "docPersonalCode": null,
           *       "docType": null,
           *       "docSex": null,
           *       "docNationality": null,
           *       "docIssuingCountry": null,
           *       "selectedCountry": null,
           *       "fullName": null,
           *       "manuallyDataChanged": null,
           *       "orgFirstName": null,
           *       "orgLastName": null,
           *       "orgNationality": null,
           *       "orgBirthPlace": null,
           *       "orgAuthority": null,
           *       "orgAddress": null,
           *       "orgTemporaryAddress": null,
           *       "orgMothersMaidenName": null,
           *       "orgPatronymic": null,
           *       "orgBirthName": null,
           *       "ageEstimate": null,
           *       "clientIpProxyRiskLevel": null,
           *       "duplicateFaces": null,
           *       "duplicateDocFaces": null,
           *       "birthPlace": null,
           *       "authority": null,
           *       "address": null,
           *       "docTemporaryAddress": null,
           *       "docBirthName": null,
           *       "docPatronymic": null,
           *       "mothersMaidenName": null,
           *       "driverLicenseCategory": null,
           *       "additionalData": null
           *     }
           */
          'application/json': components['schemas']['IdenfyDataView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Too many requests; `Retry-After` is when to try again. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 429,
           *       "error": "Too Many Requests",
           *       "message": "Too many attempts.",
           *       "identifier": "ATTEMPTS_EXHAUSTED",
           *       "retryable": true,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListFiles: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example [
           *       "FRONT"
           *     ]
           */
          'application/json': string[];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetFile: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        name: string;
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': Blob;
          'image/png': Blob;
          'video/mp4': Blob;
          'application/pdf': Blob;
          'application/octet-stream': Blob;
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetReport: {
    parameters: {
      query?: {
        language?: string;
        /** @description Whether it contains images of document and face. Without it: true. */
        includeMainStepFiles?: boolean;
        /** @description Whether it contains images of further steps. Without it: true. */
        includeAdditionalStepFiles?: boolean;
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/pdf': Blob;
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyDecide: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The `ETag` of the answer that was read: refused with 412 when verdict, tags, decision or proposal changed since. */
        'If-Match'?: string;
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyDecideDto'];
      };
    };
    responses: {
      /** @description The decision stands. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The decision waits for a second person. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "proposalId": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "decision": "ACCEPTED",
           *       "state": "WAITING",
           *       "reason": "the photo matches the account",
           *       "proposedBy": "text",
           *       "proposedAt": "2026-01-31T09:30:00.000Z",
           *       "decidedBy": null,
           *       "decidedAt": null,
           *       "returnReason": null,
           *       "caseVersion": 1
           *     }
           */
          'application/json': components['schemas']['IdenfyProposedView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The verdict, the tags, the decision or the proposal changed since the version in `If-Match`. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 412,
           *       "error": "Precondition Failed",
           *       "message": "It changed since it was read.",
           *       "identifier": "CASE_CHANGED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyWithdrawDecision: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The `ETag` of the answer that was read: refused with 412 when verdict, tags, decision or proposal changed since. */
        'If-Match'?: string;
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The verdict, the tags, the decision or the proposal changed since the version in `If-Match`. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 412,
           *       "error": "Precondition Failed",
           *       "message": "It changed since it was read.",
           *       "identifier": "CASE_CHANGED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyConfirmDecision: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The `ETag` of the answer that was read: refused with 412 when verdict, tags, decision or proposal changed since. */
        'If-Match'?: string;
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The decision stands. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The verdict, the tags, the decision or the proposal changed since the version in `If-Match`. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 412,
           *       "error": "Precondition Failed",
           *       "message": "It changed since it was read.",
           *       "identifier": "CASE_CHANGED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyReturnDecision: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The `ETag` of the answer that was read: refused with 412 when verdict, tags, decision or proposal changed since. */
        'If-Match'?: string;
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyReturnDecisionDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The verdict, the tags, the decision or the proposal changed since the version in `If-Match`. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 412,
           *       "error": "Precondition Failed",
           *       "message": "It changed since it was read.",
           *       "identifier": "CASE_CHANGED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetCase: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "caseVersion": 1,
           *       "verification": {
           *         "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "account": "default",
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "clientId": "customer-42",
           *         "externalRef": null,
           *         "status": "SUSPECTED",
           *         "final": false,
           *         "underReview": false,
           *         "attention": [
           *           "CONFLICT"
           *         ],
           *         "fraudTags": [
           *           "text"
           *         ],
           *         "mismatchTags": [
           *           "text"
           *         ],
           *         "autoDocument": null,
           *         "autoFace": null,
           *         "manualDocument": null,
           *         "manualFace": null,
           *         "checksAsked": [
           *           "document",
           *           "face",
           *           "checkAml"
           *         ],
           *         "checksClean": [
           *           "text"
           *         ],
           *         "verdictAt": null,
           *         "decision": null,
           *         "decisionBy": null,
           *         "decisionAt": null,
           *         "decisionReason": null,
           *         "assignee": null,
           *         "fourEyes": null,
           *         "proposalId": null,
           *         "caseVersion": 1,
           *         "submission": null,
           *         "submittedAt": null,
           *         "returnedAt": null,
           *         "informationRequestedAt": null,
           *         "informationUntil": null,
           *         "deadlineAt": null,
           *         "lookups": 0,
           *         "lookedUpAt": null,
           *         "tokenType": null,
           *         "additionalSteps": [
           *           "text"
           *         ],
           *         "expiresAt": null,
           *         "sessionLength": null,
           *         "startError": null,
           *         "verifiedUntil": null,
           *         "startedBy": "customer-42",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "updatedAt": "2026-01-31T09:30:00.000Z",
           *         "closedAt": null,
           *         "erasedAt": null,
           *         "version": 3,
           *         "shownToPerson": {
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "status": "REVIEWING",
           *           "final": false,
           *           "nextStep": "CONTINUE",
           *           "hints": [
           *             "BLURRY"
           *           ],
           *           "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *           "continueUntil": "2026-01-31T09:30:00.000Z",
           *           "createdAt": "2026-01-31T09:30:00.000Z",
           *           "submittedAt": null,
           *           "updatedAt": "2026-01-31T09:30:00.000Z"
           *         }
           *       },
           *       "tags": [
           *         {
           *           "tag": "FACE_BLACKLISTED",
           *           "kind": "fraud",
           *           "title": null,
           *           "meaning": null,
           *           "causes": null,
           *           "check": null
           *         }
           *       ],
           *       "checks": [
           *         {
           *           "name": "checkAml",
           *           "clean": false
           *         }
           *       ],
           *       "levels": [
           *         {
           *           "name": "text",
           *           "asked": false,
           *           "reached": false
           *         }
           *       ],
           *       "amlHits": null,
           *       "person": {
           *         "clientId": "customer-42",
           *         "standing": "NONE",
           *         "verifiedUntil": null
           *       },
           *       "otherAttempts": [
           *         {
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "status": "DENIED",
           *           "final": false,
           *           "decision": null,
           *           "fraudTags": [
           *             "text"
           *           ],
           *           "mismatchTags": [
           *             "text"
           *           ],
           *           "createdAt": "2026-01-31T09:30:00.000Z",
           *           "verdictAt": null,
           *           "closedAt": null
           *         }
           *       ],
           *       "hasMoreAttempts": false,
           *       "assignee": null,
           *       "open": [
           *         {
           *           "reason": "DECISION",
           *           "since": "2026-01-31T09:30:00.000Z",
           *           "dueAt": "2026-01-31T09:30:00.000Z",
           *           "canBeSettled": false
           *         }
           *       ],
           *       "dueAt": null,
           *       "proposals": [
           *         {
           *           "proposalId": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "decision": "ACCEPTED",
           *           "state": "WAITING",
           *           "reason": "the photo matches the account",
           *           "proposedBy": "text",
           *           "proposedAt": "2026-01-31T09:30:00.000Z",
           *           "decidedBy": null,
           *           "decidedAt": null,
           *           "returnReason": null
           *         }
           *       ],
           *       "reasons": [
           *         "text"
           *       ],
           *       "kept": {
           *         "data": false,
           *         "claims": false
           *       },
           *       "timeline": [
           *         {
           *           "kind": "CHANGE",
           *           "at": "2026-01-31T09:30:00.000Z",
           *           "actor": "system",
           *           "text": null,
           *           "cause": "WEBHOOK",
           *           "from": "ACTIVE",
           *           "to": "APPROVED",
           *           "effect": "applied",
           *           "source": null,
           *           "reportedStatus": null,
           *           "detail": "FRONT",
           *           "state": "done",
           *           "attempts": 1
           *         }
           *       ],
           *       "timelineIsCut": false
           *     }
           */
          'application/json': components['schemas']['IdenfyCaseView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetClaims: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "kept": false,
           *       "claims": null
           *     }
           */
          'application/json': components['schemas']['IdenfyClaimsView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfySettleAttention: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The `ETag` of the answer that was read: refused with 412 when verdict, tags, decision or proposal changed since. */
        'If-Match'?: string;
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfySettleAttentionDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The verdict, the tags, the decision or the proposal changed since the version in `If-Match`. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 412,
           *       "error": "Precondition Failed",
           *       "message": "It changed since it was read.",
           *       "identifier": "CASE_CHANGED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyRequestInformation: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyRequestInformationDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or a check before it, refused a value; `field` names it where it is known. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 422,
           *       "error": "Unprocessable Entity",
           *       "message": "iDenfy refused a value.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy, or our account there, failed. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 502,
           *       "error": "Bad Gateway",
           *       "message": "The account at iDenfy is not usable.",
           *       "identifier": "PARTNER_ERROR",
           *       "retryable": false,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description iDenfy did not answer in time. */
      504: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 504,
           *       "error": "Gateway Timeout",
           *       "message": "iDenfy did not answer in time.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "vendor"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyFinishErasure: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "erasureId": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "state": "requested",
           *       "atIdenfy": null,
           *       "requestedBy": "staff:grace",
           *       "requestedAt": "2026-01-31T09:30:00.000Z",
           *       "reason": "the photo matches the account",
           *       "lastError": null,
           *       "replayed": false,
           *       "deletedAtIdenfy": null,
           *       "completedAt": null
           *     }
           */
          'application/json': components['schemas']['IdenfyErasureView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetErasure: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "erasureId": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "state": "requested",
           *       "atIdenfy": null,
           *       "requestedBy": "staff:grace",
           *       "requestedAt": "2026-01-31T09:30:00.000Z",
           *       "reason": "the photo matches the account",
           *       "lastError": null,
           *       "replayed": false,
           *       "deletedAtIdenfy": null,
           *       "completedAt": null
           *     }
           */
          'application/json': components['schemas']['IdenfyErasureView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetEvidence: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/zip': Blob;
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListAccess: {
    parameters: {
      query?: {
        /** @description About this verification. */
        scanRef?: string;
        /** @description By this member of staff. */
        staff?: string;
        /** @description At this time or later. */
        from?: string;
        /** @description Before this time. */
        to?: string;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "at": "2026-01-31T09:30:00.000Z",
           *           "staff": "grace",
           *           "action": "LIST",
           *           "detail": "FRONT",
           *           "reason": "the photo matches the account",
           *           "account": "default",
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "clientId": "customer-42"
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyAccessPageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyCheckIntegrity: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "whole": false,
           *       "complete": false,
           *       "rows": {
           *         "history": 1,
           *         "access": 1
           *       },
           *       "brokenLink": {
           *         "table": "history",
           *         "row": null,
           *         "chain": "text",
           *         "found": "changed",
           *         "position": null
           *       },
           *       "lastFullCheckAt": null
           *     }
           */
          'application/json': components['schemas']['IdenfyIntegrityView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetMyStanding: {
    parameters: {
      query?: {
        /** @description A level of this service; without one any approval counts. */
        level?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "standing": "NONE",
           *       "verifiedUntil": null,
           *       "current": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       },
           *       "nextStep": "CONTINUE"
           *     }
           */
          'application/json': components['schemas']['IdenfyClientView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetStanding: {
    parameters: {
      query?: {
        /** @description A level of this service; without one any approval counts. */
        level?: string;
        account?: string;
      };
      header?: never;
      path: {
        clientId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "standing": "NONE",
           *       "verifiedUntil": null,
           *       "current": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       },
           *       "nextStep": "CONTINUE"
           *     }
           */
          'application/json': components['schemas']['IdenfyClientView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyPlaceLegalHold: {
    parameters: {
      query?: {
        account?: string;
      };
      header?: never;
      path: {
        clientId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyLegalHoldDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "account": "default",
           *       "legalHold": null
           *     }
           */
          'application/json': components['schemas']['IdenfyLegalHoldView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyLiftLegalHold: {
    parameters: {
      query?: {
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        clientId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "account": "default",
           *       "legalHold": null
           *     }
           */
          'application/json': components['schemas']['IdenfyLegalHoldView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfySetRelationship: {
    parameters: {
      query?: {
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        clientId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyRelationshipDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "account": "default",
           *       "begunAt": null,
           *       "endedAt": null,
           *       "retentionUntil": null
           *     }
           */
          'application/json': components['schemas']['IdenfyRelationshipView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetRetention: {
    parameters: {
      query?: {
        account?: string;
      };
      header?: never;
      path: {
        clientId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "account": "default",
           *       "begunAt": null,
           *       "endedAt": null,
           *       "retentionUntil": null,
           *       "retentionReason": null,
           *       "legalHold": null
           *     }
           */
          'application/json': components['schemas']['IdenfyRetentionView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyExtendRetention: {
    parameters: {
      query?: {
        account?: string;
      };
      header?: never;
      path: {
        clientId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyExtendRetentionDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "account": "default",
           *       "begunAt": null,
           *       "endedAt": null,
           *       "retentionUntil": null
           *     }
           */
          'application/json': components['schemas']['IdenfyRelationshipView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyExportPerson: {
    parameters: {
      query?: {
        account?: string;
      };
      header: {
        /** @description The reason, without personal data: the audit records it. Other letters than ASCII as by RFC 8187: `UTF-8''%C5%A1`. */
        'X-Access-Reason': string;
      };
      path: {
        clientId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "clientId": "customer-42",
           *       "account": "default",
           *       "exportedAt": "2026-01-31T09:30:00.000Z",
           *       "person": {
           *         "standing": "NONE",
           *         "verifiedUntil": null,
           *         "verifiedAt": null,
           *         "attempts": 1,
           *         "firstSeenAt": "2026-01-31T09:30:00.000Z",
           *         "relationship": {
           *           "begunAt": null,
           *           "endedAt": null
           *         },
           *         "retention": {
           *           "startsAt": "relationship-end",
           *           "keepAtLeastDays": 1,
           *           "deleteAfterDays": null,
           *           "extendedUntil": null,
           *           "reason": "the photo matches the account"
           *         },
           *         "legalHold": null
           *       },
           *       "verifications": [
           *         {
           *           "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "externalRef": null,
           *           "status": "APPROVED",
           *           "final": false,
           *           "tokenType": null,
           *           "checksAsked": [
           *             "text"
           *           ],
           *           "additionalSteps": [
           *             "text"
           *           ],
           *           "createdAt": "2026-01-31T09:30:00.000Z",
           *           "expiresAt": null,
           *           "submittedAt": null,
           *           "closedAt": null,
           *           "findings": {
           *             "verdictAt": null,
           *             "verifiedUntil": null,
           *             "fraudTags": [
           *               "text"
           *             ],
           *             "mismatchTags": [
           *               "text"
           *             ],
           *             "autoDocument": null,
           *             "autoFace": null,
           *             "manualDocument": null,
           *             "manualFace": null,
           *             "checksClean": [
           *               "text"
           *             ],
           *             "amlHits": null,
           *             "attention": [
           *               "CONFLICT"
           *             ]
           *           },
           *           "decision": {
           *             "decision": "ACCEPTED",
           *             "at": null,
           *             "reason": "the photo matches the account"
           *           },
           *           "proposals": [
           *             {
           *               "decision": "ACCEPTED",
           *               "state": "WAITING",
           *               "proposedAt": "2026-01-31T09:30:00.000Z",
           *               "reason": "the photo matches the account",
           *               "decidedAt": null,
           *               "returnReason": null
           *             }
           *           ],
           *           "evidence": [
           *             {
           *               "kind": "IMAGE",
           *               "name": "FRONT",
           *               "contentType": null,
           *               "bytes": 1,
           *               "keptAt": "2026-01-31T09:30:00.000Z"
           *             }
           *           ],
           *           "history": [
           *             {
           *               "at": "2026-01-31T09:30:00.000Z",
           *               "from": "ACTIVE",
           *               "to": "APPROVED",
           *               "final": false,
           *               "effect": "applied",
           *               "cause": "WEBHOOK",
           *               "source": "manual",
           *               "reportedStatus": null,
           *               "actor": "system",
           *               "note": null
           *             }
           *           ],
           *           "notes": [
           *             {
           *               "at": "2026-01-31T09:30:00.000Z",
           *               "text": null
           *             }
           *           ],
           *           "claims": null,
           *           "extractedData": {
           *             "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *             "clientId": "customer-42",
           *             "addressVerification": null,
           *             "docFirstName": null,
           *             "docLastName": null,
           *             "docNumber": null,
           *             "docExpiry": null,
           *             "docDob": null,
           *             "docDateOfIssue": null,
           *             "docPersonalCode": null,
           *             "docType": null,
           *             "docSex": null,
           *             "docNationality": null,
           *             "docIssuingCountry": null,
           *             "selectedCountry": null,
           *             "fullName": null,
           *             "manuallyDataChanged": null,
           *             "orgFirstName": null,
           *             "orgLastName": null,
           *             "orgNationality": null,
           *             "orgBirthPlace": null,
           *             "orgAuthority": null,
           *             "orgAddress": null,
           *             "orgTemporaryAddress": null,
           *             "orgMothersMaidenName": null,
           *             "orgPatronymic": null,
           *             "orgBirthName": null,
           *             "ageEstimate": null,
           *             "clientIpProxyRiskLevel": null,
           *             "duplicateFaces": null,
           *             "duplicateDocFaces": null,
           *             "birthPlace": null,
           *             "authority": null,
           *             "address": null,
           *             "docTemporaryAddress": null,
           *             "docBirthName": null,
           *             "docPatronymic": null,
           *             "mothersMaidenName": null,
           *             "driverLicenseCategory": null,
           *             "additionalData": null
           *           },
           *           "accesses": [
           *             {
           *               "at": "2026-01-31T09:30:00.000Z",
           *               "action": "LIST",
           *               "detail": "FRONT",
           *               "reason": "the photo matches the account"
           *             }
           *           ]
           *         }
           *       ],
           *       "erased": [
           *         {
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "status": "DENIED",
           *           "createdAt": "2026-01-31T09:30:00.000Z",
           *           "erasedAt": "2026-01-31T09:30:00.000Z",
           *           "state": null,
           *           "atIdenfy": null
           *         }
           *       ],
           *       "webhooks": [
           *         {
           *           "receivedAt": "2026-01-31T09:30:00.000Z",
           *           "eventType": "IDENTIFICATION_AUTO_FINISHED",
           *           "content": {}
           *         }
           *       ],
           *       "withheld": [
           *         {
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "fields": [
           *             "text"
           *           ],
           *           "reason": "OUTCOME_OPEN",
           *           "explanation": "text"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyPersonExportView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListDeadLetters: {
    parameters: {
      query?: {
        /** @description Only of this kind. */
        kind?: string;
        /** @description Only of this handler. */
        handler?: string;
        /** @description Only with exactly this error; empty for those without one. */
        error?: string;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
        /** @description Given up at this time or later; orphans by the time at which they were received. */
        from?: string;
        /** @description Given up before this time, alike. */
        to?: string;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "run-17",
           *           "kind": "run",
           *           "handler": null,
           *           "account": "default",
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "verificationId": null,
           *           "before": null,
           *           "after": null,
           *           "eventType": "IDENTIFICATION_AUTO_FINISHED",
           *           "attempts": 1,
           *           "error": null,
           *           "createdAt": "2026-01-31T09:30:00.000Z",
           *           "deadAt": "2026-01-31T09:30:00.000Z",
           *           "retriedBy": null,
           *           "retryReason": null
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyDeadLetterPageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGroupDeadLetters: {
    parameters: {
      query?: {
        /** @description Only of this kind. */
        kind?: string;
        /** @description Only of this handler. */
        handler?: string;
        /** @description Only with exactly this error; empty for those without one. */
        error?: string;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
        /** @description Given up at this time or later; orphans by the time at which they were received. */
        from?: string;
        /** @description Given up before this time, alike. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "kind": "run",
           *           "handler": null,
           *           "error": "text",
           *           "count": 1,
           *           "firstSeenAt": "2026-01-31T09:30:00.000Z",
           *           "lastSeenAt": "2026-01-31T09:30:00.000Z",
           *           "perDay": [
           *             1
           *           ]
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyStuckGroupsView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetDeadLetter: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "run-17",
           *       "kind": "run",
           *       "handler": null,
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "verificationId": null,
           *       "before": null,
           *       "after": null,
           *       "eventType": "IDENTIFICATION_AUTO_FINISHED",
           *       "attempts": 1,
           *       "error": null,
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "deadAt": "2026-01-31T09:30:00.000Z",
           *       "retriedBy": null,
           *       "retryReason": null
           *     }
           */
          'application/json': components['schemas']['IdenfyDeadLetterView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyRetryDeadLetters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyBulkActDto'];
      };
    };
    responses: {
      /** @description Of a dry run: how much it would be. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "total": 1,
           *       "oldest": null,
           *       "newest": null,
           *       "job": {
           *         "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "act": "retry",
           *         "state": "running",
           *         "filter": {
           *           "kind": null,
           *           "handler": null,
           *           "error": null,
           *           "account": "default",
           *           "from": null,
           *           "to": null
           *         },
           *         "total": 1,
           *         "done": 1,
           *         "failed": 1,
           *         "askedBy": "text",
           *         "askedAt": "2026-01-31T09:30:00.000Z",
           *         "finishedAt": null
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyBulkActView'];
        };
      };
      /** @description A job in the background will retry what matches now; `GET /jobs/:id` tells how far it is. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "total": 1,
           *       "oldest": null,
           *       "newest": null,
           *       "job": {
           *         "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "act": "retry",
           *         "state": "running",
           *         "filter": {
           *           "kind": null,
           *           "handler": null,
           *           "error": null,
           *           "account": "default",
           *           "from": null,
           *           "to": null
           *         },
           *         "total": 1,
           *         "done": 1,
           *         "failed": 1,
           *         "askedBy": "text",
           *         "askedAt": "2026-01-31T09:30:00.000Z",
           *         "finishedAt": null
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyBulkActView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyDropDeadLetters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyBulkActDto'];
      };
    };
    responses: {
      /** @description Of a dry run: how much it would be. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "total": 1,
           *       "oldest": null,
           *       "newest": null,
           *       "job": {
           *         "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "act": "retry",
           *         "state": "running",
           *         "filter": {
           *           "kind": null,
           *           "handler": null,
           *           "error": null,
           *           "account": "default",
           *           "from": null,
           *           "to": null
           *         },
           *         "total": 1,
           *         "done": 1,
           *         "failed": 1,
           *         "askedBy": "text",
           *         "askedAt": "2026-01-31T09:30:00.000Z",
           *         "finishedAt": null
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyBulkActView'];
        };
      };
      /** @description A job in the background will drop what matches now; `GET /jobs/:id` tells how far it is. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "total": 1,
           *       "oldest": null,
           *       "newest": null,
           *       "job": {
           *         "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "act": "retry",
           *         "state": "running",
           *         "filter": {
           *           "kind": null,
           *           "handler": null,
           *           "error": null,
           *           "account": "default",
           *           "from": null,
           *           "to": null
           *         },
           *         "total": 1,
           *         "done": 1,
           *         "failed": 1,
           *         "askedBy": "text",
           *         "askedAt": "2026-01-31T09:30:00.000Z",
           *         "finishedAt": null
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyBulkActView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyRetryDeadLetter: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyRetryDeadLetterDto'];
      };
    };
    responses: {
      /** @description The handler is called, or the webhook applied, again. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "retried": 1
           *     }
           */
          'application/json': components['schemas']['IdenfyRetriedView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: unknown;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "act": "retry",
           *       "state": "running",
           *       "filter": {
           *         "kind": null,
           *         "handler": null,
           *         "error": null,
           *         "account": "default",
           *         "from": null,
           *         "to": null
           *       },
           *       "total": 1,
           *       "done": 1,
           *       "failed": 1,
           *       "askedBy": "text",
           *       "askedAt": "2026-01-31T09:30:00.000Z",
           *       "finishedAt": null
           *     }
           */
          'application/json': components['schemas']['IdenfyBulkJobView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyStopJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: unknown;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "act": "retry",
           *       "state": "running",
           *       "filter": {
           *         "kind": null,
           *         "handler": null,
           *         "error": null,
           *         "account": "default",
           *         "from": null,
           *         "to": null
           *       },
           *       "total": 1,
           *       "done": 1,
           *       "failed": 1,
           *       "askedBy": "text",
           *       "askedAt": "2026-01-31T09:30:00.000Z",
           *       "finishedAt": null
           *     }
           */
          'application/json': components['schemas']['IdenfyBulkJobView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListOrphans: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "4711",
           *           "account": "default",
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "eventType": "IDENTIFICATION_AUTO_FINISHED",
           *           "state": "orphan",
           *           "reason": "the photo matches the account",
           *           "deliveries": 1,
           *           "receivedAt": "2026-01-31T09:30:00.000Z"
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyOrphanPageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListInbox: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
        /** @description Only in this state. */
        state?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "4711",
           *           "account": "default",
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "eventType": "IDENTIFICATION_AUTO_FINISHED",
           *           "state": "received",
           *           "error": null,
           *           "attempts": 1,
           *           "nextTryAt": null,
           *           "deliveries": 1,
           *           "receivedAt": "2026-01-31T09:30:00.000Z",
           *           "appliedAt": null,
           *           "hasBody": false
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyStoredWebhookPageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListHandlers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "name": "Accounts.open",
           *           "kind": "verification",
           *           "filter": [
           *             "APPROVED"
           *           ],
           *           "since": null,
           *           "until": null,
           *           "getsRuns": false,
           *           "pending": 1,
           *           "dead": 1
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyHandlersView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetOperations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "inbox": {
           *         "unapplied": 1,
           *         "oldestSeconds": 1,
           *         "waiting": 1,
           *         "orphans": 1,
           *         "pendingRuns": 1,
           *         "oldestRunSeconds": 1,
           *         "deadRuns": 1,
           *         "deadWebhooks": 1
           *       },
           *       "applying": {
           *         "p50Ms": null,
           *         "p99Ms": null
           *       },
           *       "runsWithoutHandler": [
           *         {
           *           "handler": "Accounts.open",
           *           "count": 1
           *         }
           *       ],
           *       "jobs": [
           *         {
           *           "job": "sweep",
           *           "succeededSecondsAgo": 1
           *         }
           *       ],
           *       "parts": [
           *         {
           *           "part": "webhooks",
           *           "sinceMs": 1,
           *           "stuck": false
           *         }
           *       ],
           *       "notificationsHeard": null,
           *       "streams": 1,
           *       "accounts": [
           *         {
           *           "account": "default",
           *           "circuit": "closed",
           *           "requestsPerHour": 1,
           *           "requestsLeft": null,
           *           "lastAt": null,
           *           "answered": null,
           *           "medianMs": null
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyOperationsView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetOverview: {
    parameters: {
      query?: {
        /** @description From the day of this time on, in UTC, at most 366 days. Without it: 30 days. */
        from?: string;
        /** @description Before this time; a day that has begun counts as a whole. Without it: up to now. */
        to?: string;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
        /** @description Groups by it. Without it: no groups. */
        by?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "from": "2026-10-28",
           *       "to": "2026-11-26",
           *       "countedAt": null,
           *       "total": {
           *         "started": 1,
           *         "submitted": 1,
           *         "approved": 1,
           *         "denied": 1,
           *         "suspected": 1,
           *         "expired": 1,
           *         "cancelled": 1,
           *         "startFailed": 1,
           *         "accepted": 1,
           *         "rejected": 1,
           *         "denialReasons": [
           *           {
           *             "reason": "FACE_MISMATCH",
           *             "count": 1
           *           }
           *         ],
           *         "timeToVerdict": {
           *           "count": 1,
           *           "p50Seconds": null,
           *           "p90Seconds": null
           *         },
           *         "timeToDecision": {
           *           "count": 1,
           *           "p50Seconds": null,
           *           "p90Seconds": null
           *         }
           *       },
           *       "groups": [
           *         {
           *           "started": 1,
           *           "submitted": 1,
           *           "approved": 1,
           *           "denied": 1,
           *           "suspected": 1,
           *           "expired": 1,
           *           "cancelled": 1,
           *           "startFailed": 1,
           *           "accepted": 1,
           *           "rejected": 1,
           *           "denialReasons": [
           *             {
           *               "reason": "FACE_MISMATCH",
           *               "count": 1
           *             }
           *           ],
           *           "timeToVerdict": {
           *             "count": 1,
           *             "p50Seconds": null,
           *             "p90Seconds": null
           *           },
           *           "timeToDecision": {
           *             "count": 1,
           *             "p50Seconds": null,
           *             "p90Seconds": null
           *           },
           *           "group": "LT"
           *         }
           *       ],
           *       "days": [
           *         {
           *           "started": 1,
           *           "submitted": 1,
           *           "approved": 1,
           *           "denied": 1,
           *           "suspected": 1,
           *           "expired": 1,
           *           "cancelled": 1,
           *           "startFailed": 1,
           *           "accepted": 1,
           *           "rejected": 1,
           *           "denialReasons": [
           *             {
           *               "reason": "FACE_MISMATCH",
           *               "count": 1
           *             }
           *           ],
           *           "timeToVerdict": {
           *             "count": 1,
           *             "p50Seconds": null,
           *             "p90Seconds": null
           *           },
           *           "timeToDecision": {
           *             "count": 1,
           *             "p50Seconds": null,
           *             "p90Seconds": null
           *           },
           *           "group": "LT",
           *           "day": "2026-11-26"
           *         }
           *       ],
           *       "openReviews": [
           *         {
           *           "group": "LT",
           *           "ages": [
           *             {
           *               "belowHours": null,
           *               "count": 1
           *             }
           *           ]
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyOverviewView'];
          /** @example text */
          'text/csv': string;
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListContractDrift: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "4711",
           *           "account": "default",
           *           "kind": "FIELD",
           *           "path": "status.fraudTags[]",
           *           "found": null,
           *           "seen": 1,
           *           "firstSeenAt": "2026-01-31T09:30:00.000Z",
           *           "lastSeenAt": "2026-01-31T09:30:00.000Z"
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyContractDriftPageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyExamineDeployment: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok",
           *       "checks": [
           *         {
           *           "check": "database: reachable",
           *           "status": "ok",
           *           "detail": "FRONT",
           *           "hint": null,
           *           "found": [
           *             {
           *               "code": "CHECK_FAILED",
           *               "values": {}
           *             }
           *           ]
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyDoctorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListQueue: {
    parameters: {
      query?: {
        /** @description A kind of work, or one reason; `ATTENTION` stands for all reasons that are no kind. */
        reason?: string;
        /** @description Assigned to this member of staff. */
        assignee?: string;
        /** @description Only those that no one works on. Without it: false. */
        unassigned?: string;
        /** @description Due at this time or later. */
        from?: string;
        /** @description Due before this time. */
        to?: string;
        /** @description What is due first comes first (`due`), or last. Without it: due. */
        sort?: string;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
        /** @description Of the person with this clientId, or of the session with this scanRef. */
        q?: string;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "account": "default",
           *           "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *           "clientId": "customer-42",
           *           "reason": "DECISION",
           *           "reasons": [
           *             "DECISION"
           *           ],
           *           "since": "2026-01-31T09:30:00.000Z",
           *           "dueAt": "2026-01-31T09:30:00.000Z",
           *           "overdue": false,
           *           "assignee": null,
           *           "status": "SUSPECTED",
           *           "fraudTags": [
           *             "text"
           *           ],
           *           "mismatchTags": [
           *             "text"
           *           ],
           *           "createdAt": "2026-01-31T09:30:00.000Z"
           *         }
           *       ],
           *       "nextCursor": null,
           *       "counts": {
           *         "DECISION": 1,
           *         "SECOND_PERSON": 1,
           *         "ATTENTION": 1,
           *         "OVERDUE": 1
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyQueuePageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyCountQueue: {
    parameters: {
      query?: {
        /** @description Assigned to this member of staff. */
        assignee?: string;
        /** @description Only those that no one works on. Without it: false. */
        unassigned?: string;
        /** @description The iDenfy account, where there are several. Staff only. */
        account?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "DECISION": 1,
           *       "SECOND_PERSON": 1,
           *       "ATTENTION": 1,
           *       "OVERDUE": 1
           *     }
           */
          'application/json': components['schemas']['IdenfyQueueCountsView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyAssignMany: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyAssignManyDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "assigned": [
           *         "text"
           *       ],
           *       "skipped": [
           *         "text"
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyAssignedView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListViews: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "name": "text",
           *           "filters": {
           *             "reason": "DECISION",
           *             "unassigned": "true"
           *           },
           *           "savedAt": "2026-01-31T09:30:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfySavedViewsView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfySaveView: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfySaveViewDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "name": "text",
           *       "filters": {
           *         "reason": "DECISION",
           *         "unassigned": "true"
           *       },
           *       "savedAt": "2026-01-31T09:30:00.000Z"
           *     }
           */
          'application/json': components['schemas']['IdenfySavedViewView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyDeleteView: {
    parameters: {
      query: {
        /** @description No personal data. */
        name: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Those that are left. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "name": "text",
           *           "filters": {
           *             "reason": "DECISION",
           *             "unassigned": "true"
           *           },
           *           "savedAt": "2026-01-31T09:30:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfySavedViewsView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyFollowQueue: {
    parameters: {
      query?: never;
      header?: {
        /** @description Has no effect: a stream begins with `reload`. */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An event without a name has a change as its data, `reload` `{}`, `unauthenticated` the error. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "reasons": [
           *         "DECISION"
           *       ]
           *     }
           */
          'text/event-stream':
            components['schemas']['IdenfyCaseChangeView'] | components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyAssign: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyAssignDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "account": "default",
           *       "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *       "clientId": "customer-42",
           *       "externalRef": null,
           *       "status": "SUSPECTED",
           *       "final": false,
           *       "underReview": false,
           *       "attention": [
           *         "CONFLICT"
           *       ],
           *       "fraudTags": [
           *         "text"
           *       ],
           *       "mismatchTags": [
           *         "text"
           *       ],
           *       "autoDocument": null,
           *       "autoFace": null,
           *       "manualDocument": null,
           *       "manualFace": null,
           *       "checksAsked": [
           *         "document",
           *         "face",
           *         "checkAml"
           *       ],
           *       "checksClean": [
           *         "text"
           *       ],
           *       "verdictAt": null,
           *       "decision": null,
           *       "decisionBy": null,
           *       "decisionAt": null,
           *       "decisionReason": null,
           *       "assignee": null,
           *       "fourEyes": null,
           *       "proposalId": null,
           *       "caseVersion": 1,
           *       "submission": null,
           *       "submittedAt": null,
           *       "returnedAt": null,
           *       "informationRequestedAt": null,
           *       "informationUntil": null,
           *       "deadlineAt": null,
           *       "lookups": 0,
           *       "lookedUpAt": null,
           *       "tokenType": null,
           *       "additionalSteps": [
           *         "text"
           *       ],
           *       "expiresAt": null,
           *       "sessionLength": null,
           *       "startError": null,
           *       "verifiedUntil": null,
           *       "startedBy": "customer-42",
           *       "createdAt": "2026-01-31T09:30:00.000Z",
           *       "updatedAt": "2026-01-31T09:30:00.000Z",
           *       "closedAt": null,
           *       "erasedAt": null,
           *       "version": 3,
           *       "shownToPerson": {
           *         "scanRef": "5f0c5e9a-2b4d-4a52-9a0e-6b7d1f2c3e4a",
           *         "status": "REVIEWING",
           *         "final": false,
           *         "nextStep": "CONTINUE",
           *         "hints": [
           *           "BLURRY"
           *         ],
           *         "continueUrl": "https://ui.idenfy.com/?authToken=3FA5TFPA2ZE3LMPGGS1EGOJNJE",
           *         "continueUntil": "2026-01-31T09:30:00.000Z",
           *         "createdAt": "2026-01-31T09:30:00.000Z",
           *         "submittedAt": null,
           *         "updatedAt": "2026-01-31T09:30:00.000Z"
           *       }
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffVerificationView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListNotes: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Without it: 20. */
        limit?: number;
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "4711",
           *           "author": "text",
           *           "at": "2026-01-31T09:30:00.000Z",
           *           "text": null
           *         }
           *       ],
           *       "nextCursor": null
           *     }
           */
          'application/json': components['schemas']['IdenfyNotePageView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyAddNote: {
    parameters: {
      query?: {
        /** @description Staff only. */
        account?: string;
      };
      header?: never;
      path: {
        /** @description iDenfy's name for the session. */
        scanRef: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdenfyAddNoteDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "4711",
           *       "author": "text",
           *       "at": "2026-01-31T09:30:00.000Z",
           *       "text": null
           *     }
           */
          'application/json': components['schemas']['IdenfyNoteView'];
        };
      };
      /** @description The request breaks a rule; `field` names it. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 400,
           *       "error": "Bad Request",
           *       "message": "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
           *       "identifier": "BAD_VALUE",
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "country"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Unknown, or about another person. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 404,
           *       "error": "Not Found",
           *       "message": "Not found.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The state of the verification does not allow it; `identifier` is the reason. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 409,
           *       "error": "Conflict",
           *       "message": "The documents were submitted already.",
           *       "identifier": "ALREADY_SUBMITTED",
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 413,
           *       "error": "Payload Too Large",
           *       "message": "The body is too large.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description This route does not accept the content type of the body. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 415,
           *       "error": "Unsupported Media Type",
           *       "message": "This content type is not accepted.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyListStaff: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "items": [
           *         {
           *           "id": "4711",
           *           "name": null
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffListView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
  idenfyGetMyPermissions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "4711",
           *       "permissions": [
           *         "review"
           *       ],
           *       "accounts": [
           *         "text"
           *       ]
           *     }
           */
          'application/json': components['schemas']['IdenfyStaffView'];
        };
      };
      /** @description No one is logged in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 401,
           *       "error": "Unauthorized",
           *       "message": "Log in first.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "user"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not for this caller, or a field that this caller may not send. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 403,
           *       "error": "Forbidden",
           *       "message": "Not allowed for this caller.",
           *       "identifier": null,
           *       "retryable": false,
           *       "actor": "developer",
           *       "field": "callbackUrl"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
      /** @description Not possible at the moment; `Retry-After` is when to try again. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "statusCode": 503,
           *       "error": "Service Unavailable",
           *       "message": "Not possible at the moment.",
           *       "identifier": null,
           *       "retryable": true,
           *       "actor": "operator"
           *     }
           */
          'application/json': components['schemas']['IdenfyErrorView'];
        };
      };
    };
  };
}
