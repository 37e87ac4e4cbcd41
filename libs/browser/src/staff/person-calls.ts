import { answered, type Rest } from '../rest.js';
import {
  ofPerson,
  ofPersonWithReason,
  type ReasonedCallOptions,
  staff,
  type StaffCallOptions,
  type StaffVerification,
  type Views,
} from './staff-call.js';

/** Where a person stands, for staff. */
export interface StaffStanding extends Omit<Views['IdenfyClientView'], 'current'> {
  /** The verification that decides the standing, else the newest one; null where there is none. */
  readonly current: StaffVerification | null;
}

/** Calls about persons. */
export interface PersonCalls {
  /** Where a person stands. */
  standing(clientId: string, options?: StaffCallOptions): Promise<StaffStanding>;
  /** What keeps the data of the person: the business relationship, an extension, a legal hold. */
  retention(clientId: string, options?: StaffCallOptions): Promise<Views['IdenfyRetentionView']>;
  /** Records when the business relationship began and ended; null takes back what was recorded. */
  setRelationship(
    clientId: string,
    relationship: Views['IdenfyRelationshipDto'],
    options: ReasonedCallOptions,
  ): Promise<Views['IdenfyRelationshipView']>;
  /** Extends the retention of everything about the person, as an authority may order. */
  extendRetention(
    clientId: string,
    extension: Views['IdenfyExtendRetentionDto'],
    options?: StaffCallOptions,
  ): Promise<Views['IdenfyRelationshipView']>;
  /** Keeps everything about the person from being erased, in place of an earlier hold. */
  placeLegalHold(
    clientId: string,
    reason: string,
    options?: StaffCallOptions,
  ): Promise<Views['IdenfyLegalHoldView']>;
  liftLegalHold(clientId: string, options: ReasonedCallOptions): Promise<Views['IdenfyLegalHoldView']>;
  /** Everything that is kept about the person, as they may read it. */
  exportPerson(clientId: string, options: ReasonedCallOptions): Promise<Views['IdenfyPersonExportView']>;
}

export function personCalls({ routes }: Rest): PersonCalls {
  return {
    standing: async (clientId, options = {}) => {
      const { current, ...standing } = await answered(
        routes.GET('/clients/{clientId}', ofPerson(clientId, options)),
      );
      return { ...standing, current: current && staff(current) };
    },
    retention: (clientId, options = {}) =>
      answered(routes.GET('/clients/{clientId}/retention', ofPerson(clientId, options))),
    setRelationship: (clientId, body, options) =>
      answered(
        routes.PUT('/clients/{clientId}/relationship', { body, ...ofPersonWithReason(clientId, options) }),
      ),
    extendRetention: (clientId, body, options = {}) =>
      answered(routes.PUT('/clients/{clientId}/retention', { body, ...ofPerson(clientId, options) })),
    placeLegalHold: (clientId, reason, options = {}) =>
      answered(
        routes.PUT('/clients/{clientId}/legal-hold', { body: { reason }, ...ofPerson(clientId, options) }),
      ),
    liftLegalHold: (clientId, options) =>
      answered(routes.DELETE('/clients/{clientId}/legal-hold', ofPersonWithReason(clientId, options))),
    exportPerson: (clientId, options) =>
      answered(routes.GET('/clients/{clientId}/export', ofPersonWithReason(clientId, options))),
  };
}
