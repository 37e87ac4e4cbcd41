import type { TokenRequest } from '../../contract/token.js';
import type { Actor } from '../actor.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';

/** What starting a verification takes. */
export interface StartInput {
  /** Who is to be verified, in the host's own words; no personal data. */
  clientId: string;
  /** @default 'default' */
  account?: string;
  actor: Actor;
  /** Further fields of iDenfy's `/token`, sent as they are. */
  request?: Omit<TokenRequest, 'clientId'>;
  /** Fields of the request that are the host's own defaults: what iDenfy refuses of them is no fault of the caller. */
  defaultedFields?: readonly string[];
  /** Gives up a session that cannot be resumed and starts another. @default false */
  force?: boolean;
  signal?: AbortSignal;
}

/** A session the person can go on with. */
export interface StartResult {
  verification: IdenfyVerification;
  authToken: string;
  redirectUrl: string;
  iframeUrl: string;
  digitString?: string;
  /** When the unused token ends. */
  expiresAt: Date;
  /** Whether this is the live session of an earlier start. */
  resumed: boolean;
  /** Fields of the request that a resumed session does not take up. */
  ignored?: string[];
}
