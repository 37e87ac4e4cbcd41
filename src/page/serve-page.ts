import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IDENFY_UI_URL } from 'nestjs-idenfy';
import type { Environment } from '../config/environment.js';

const PAGE = fileURLToPath(new URL('public', import.meta.url));

/** The onboarding page at `/`: static files, and the custom element that the build puts beside them. */
export function servePage(app: NestExpressApplication, { IDENFY_UI_URL }: Environment): void {
  const headers = Object.entries(pageHeaders(IDENFY_UI_URL));
  app.useStaticAssets(PAGE, {
    setHeaders: (response) => headers.forEach(([name, value]) => response.setHeader(name, value)),
  });
}

/**
 * The page may call this service and frame iDenfy's verification UI, which gets the camera. It loads nothing else, and
 * no other page may frame it.
 */
function pageHeaders(uiUrl = IDENFY_UI_URL): Record<string, string> {
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
