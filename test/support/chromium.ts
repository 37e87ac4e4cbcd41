import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/lib/chromium/chromium', // Debian's wrapper script prints noise on its way to this binary
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser connects to nothing but the pages under test. */
const ALONE = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));

/** Whether this machine has a browser; what needs one is left out where there is none. */
export const hasChromium = executablePath !== undefined;

/** @param more switches of this browser alone */
export function startChromium(...more: string[]): Promise<Browser> {
  return chromium.launch({ ...(executablePath && { executablePath }), args: [...ALONE, ...more] });
}
