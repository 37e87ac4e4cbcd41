import { IDENFY_UI_URL } from 'nestjs-idenfy';

/**
 * What the browser may do on the onboarding page: talk to this service, and frame iDenfy's verification UI, which
 * gets the camera. Nothing else is loaded, and nobody may frame the page itself.
 */
export function pageHeaders(uiUrl = IDENFY_UI_URL): Record<string, string> {
  const ui = new URL(uiUrl).origin;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    'media-src blob:',
    "connect-src 'self'",
    `frame-src ${ui}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Permissions-Policy': `camera=(self "${ui}"), microphone=(self "${ui}"), fullscreen=(self "${ui}"), geolocation=()`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  };
}
