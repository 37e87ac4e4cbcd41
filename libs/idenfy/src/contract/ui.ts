import type { OpenEnum } from './open-enum.js';

/** Where a browser enters a session (D:quickstart). Answered with a redirect to the UI. */
export const REDIRECT_PATH = '/api/v2/redirect';

/** `allow` attribute of the iframe (D:kyc/iframe-redirect, S2, and iDenfy's own WordPress plugin). */
export const IFRAME_ALLOW = 'camera; microphone; fullscreen';

/** What the UI tells its parent page (D:KYC/ClientRedirect): a JSON string in `event.data`. For display only, never a decision. */
export interface UiMessage {
  /** `UNVERIFIED`: not finished in time, or cancelled. */
  status: OpenEnum<'APPROVED' | 'FAILED' | 'UNVERIFIED'>;
  manualStatus?: OpenEnum<'APPROVED' | 'FAILED' | 'WAITING'> | null;
  autoSuspected?: boolean | null;
  manualSuspected?: boolean | null;
}

/** Where to send the browser when the answer of `/token` names no `redirectUrl`. */
export function redirectUrlFor(baseUrl: string, authToken: string): string {
  return `${withoutTrailingSlash(baseUrl)}${REDIRECT_PATH}?authToken=${encodeURIComponent(authToken)}`;
}

/** `src` of the iframe. `lang` takes the place of the token's `locale`, which has no effect there. */
export function iframeUrlFor(uiUrl: string, authToken: string, lang?: string | null): string {
  const language = lang ? `&lang=${encodeURIComponent(lang)}` : '';
  return `${withoutTrailingSlash(uiUrl)}/?authToken=${encodeURIComponent(authToken)}${language}`;
}

function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
