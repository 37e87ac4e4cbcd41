import { randomUUID } from 'node:crypto';
import type { TokenResponse } from '../contract/token.js';

/** The answer of POST /api/v2/token (OAS). */
export function aTokenResponse(traits: Partial<TokenResponse> = {}): TokenResponse {
  const authToken = traits.authToken ?? randomUUID().replaceAll('-', '');
  return {
    message: 'Token created successfully',
    authToken,
    scanRef: randomUUID(),
    clientId: 'user-1',
    tokenType: 'IDENTIFICATION',
    redirectUrl: `https://ivs.idenfy.com/api/v2/redirect?authToken=${authToken}`,
    expiryTime: 3600,
    sessionLength: 1800,
    ...traits,
  };
}
