import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

// Debian's wrapper script prints noise on its way to this binary.
const PLACES = [process.env['CHROMIUM_PATH'], '/usr/lib/chromium/chromium', '/usr/bin/chromium-browser'];

const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));

/** Whether this machine has a browser; what needs one is left out where there is none. */
export const hasChromium = executablePath !== undefined;

export function startChromium(): Promise<Browser> {
  return chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
}
