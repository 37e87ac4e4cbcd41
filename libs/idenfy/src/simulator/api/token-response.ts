import { DIRECT_PROCESSING_DOCUMENT_TYPES } from '../../contract/document-type.js';
import { TOKEN_FIELDS } from '../../contract/token-fields.js';
import type { TokenResponse } from '../../contract/token.js';
import { redirectUrlFor } from '../../contract/ui.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';

/** Every field of the request as it is answered when it was not sent: null, or the default (M21, WL). */
const USUAL: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(TOKEN_FIELDS.map((field) => [field, null])),
  tokenType: 'IDENTIFICATION',
  documents: DIRECT_PROCESSING_DOCUMENT_TYPES,
  locale: 'en',
  showInstructions: true,
  generateDigitString: false,
  questionnaireRequired: true,
};

/** The echo of the request with defaults filled in and names in upper case, plus the identifiers (OAS, WL). */
export function tokenResponse(session: Session, world: World): TokenResponse {
  const { request, token } = session;
  const sent = request.dummyStatus === undefined ? 'Token' : 'Dummy token and verification';
  return {
    ...USUAL,
    ...resultPages(world.uiUrl),
    ...request,
    message: `${sent} created successfully`,
    authToken: session.authToken,
    scanRef: session.scanRef,
    clientId: session.clientId,
    personScanRef: session.clientId,
    firstName: request.firstName?.toUpperCase() ?? null,
    lastName: request.lastName?.toUpperCase() ?? null,
    tokenType: token.tokenType,
    expiryTime: token.expiryTime,
    sessionLength: token.sessionLength,
    reviewSuccessful: token.reviewSuccessful,
    reviewFailed: token.reviewFailed,
    digitString: session.digitString,
    allowedDocuments: allowedDocuments(session),
    redirectUrl: redirectUrlFor(world.baseUrl, session.authToken),
  };
}

function resultPages(uiUrl: string): Pick<TokenResponse, 'successUrl' | 'errorUrl' | 'unverifiedUrl'> {
  return {
    successUrl: `${uiUrl}result?status=success`,
    errorUrl: `${uiUrl}result?status=fail`,
    unverifiedUrl: `${uiUrl}result?status=unverified`,
  };
}

function allowedDocuments({ token }: Session): Record<string, string[]> {
  const allowed = Object.entries(token.allowedDocuments);
  return Object.fromEntries(allowed.map(([country, types]) => [country, [...types]]));
}
