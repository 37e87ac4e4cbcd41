import type { OpenEnum } from './open-enum.js';

/** Path that opens a session in a browser (D:quickstart). It answers with a redirect to the UI. */
export const REDIRECT_PATH = '/api/v2/redirect';

/** `allow` attribute of the iframe (D:kyc/iframe-redirect, S2, and iDenfy's WordPress plugin). */
export const IFRAME_ALLOW = 'camera; microphone; fullscreen';

/** Message of the UI to its parent page: a JSON string in `event.data` (D:KYC/ClientRedirect). For display only: a browser can forge it. */
export interface UiMessage {
  /** `UNVERIFIED`: expired or cancelled. */
  status: OpenEnum<'APPROVED' | 'FAILED' | 'UNVERIFIED'>;
  manualStatus?: OpenEnum<'APPROVED' | 'FAILED' | 'WAITING'> | null;
  autoSuspected?: boolean | null;
  manualSuspected?: boolean | null;
}

/** Where to send the browser when the answer of `/token` has no `redirectUrl`. */
export function redirectUrlFor(baseUrl: string, authToken: string): string {
  return `${withoutTrailingSlash(baseUrl)}${REDIRECT_PATH}?authToken=${encodeURIComponent(authToken)}`;
}

/** `src` of the iframe. `lang` replaces the token's `locale`, which has no effect in an iframe. */
export function iframeUrlFor(uiUrl: string, authToken: string, lang?: string | null): string {
  const language = lang ? `&lang=${encodeURIComponent(lang)}` : '';
  return `${withoutTrailingSlash(uiUrl)}/?authToken=${encodeURIComponent(authToken)}${language}`;
}

function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
