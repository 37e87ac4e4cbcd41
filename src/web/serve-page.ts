import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Environment } from '../config/environment.js';
import { pageHeaders } from './page-headers.js';

const PAGE = fileURLToPath(new URL('../page', import.meta.url));

/** The onboarding page at `/`: static files, no build step. */
export function servePage(app: NestExpressApplication, { IDENFY_UI_URL }: Environment): void {
  const headers = Object.entries(pageHeaders(IDENFY_UI_URL));
  app.useStaticAssets(PAGE, {
    setHeaders: (response) => headers.forEach(([name, value]) => response.setHeader(name, value)),
  });
}
