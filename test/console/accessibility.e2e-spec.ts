import { AxeBuilder } from '@axe-core/playwright';
import { OverviewRollup } from 'nestjs-idenfy';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasChromium, startChromium } from '../support/chromium.js';
import type { KycApp } from '../support/kyc-app.js';
import { Officer, screensOf, startWithConsole, suspicion } from './officer.js';

const WIDE = { colorScheme: 'light', viewport: { width: 1_440, height: 900 } } as const;
const NARROW = { colorScheme: 'light', viewport: { width: 320, height: 844 } } as const;
const WIDE_DARK = { ...WIDE, colorScheme: 'dark' } as const;
const NARROW_DARK = { ...NARROW, colorScheme: 'dark' } as const;

describe.skipIf(!hasChromium)('the console, for everyone', () => {
  let browser: Browser;
  let kyc: KycApp;
  let scanRef: string;
  let screens: ReturnType<typeof screensOf>;

  beforeAll(async () => {
    browser = await startChromium();
    kyc = await startWithConsole('express');
    scanRef = await suspicion(kyc, 'sven');
    await kyc.app.get(OverviewRollup).run();
    screens = screensOf('sven', scanRef);
  });
  afterAll(async () => {
    await kyc.close();
    await browser.close();
  });

  async function officer(options: BrowserContextOptions = {}): Promise<Officer> {
    const at = await Officer.at(kyc, browser, 'grace', options);
    onTestFinished(() => at.leave());
    return at;
  }

  /** What can be seen on a screen beside its lists: how to get there from its address. */
  const STATES: Readonly<Record<string, { path?: string; reach?: (grace: Officer) => Promise<unknown> }>> = {
    'filters and a selection': {
      path: 'queue',
      reach: async ({ page }) => {
        await page.getByRole('link', { name: 'sven' }).waitFor();
        for (const key of ['f', 'j', 'x']) await page.keyboard.press(key);
        await page.getByRole('toolbar').waitFor();
      },
    },
    'nothing found': { path: 'queue?q=zzz', reach: (grace) => grace.see('Nothing matches these filters.') },
    'an empty queue': { path: 'queue?tab=OVERDUE', reach: (grace) => grace.see('No case needs you.') },
    'a name for a view': {
      path: 'queue',
      reach: async (grace) => {
        await grace.press('Saved views');
        await grace.page.getByRole('menuitem', { name: 'Save this view' }).click();
        await grace.page.getByRole('dialog').waitFor();
      },
    },
    'a failure': {
      path: 'people',
      reach: async (grace) => {
        await grace.page.route('**/idenfy/verifications?*', (route) =>
          route.fulfill({ status: 500, json: {} }),
        );
        await grace.page.reload();
        await grace.page.getByRole('button', { name: 'Try again' }).waitFor();
      },
    },
    'rows to come': { path: 'people', reach: (grace) => withoutAnswer(grace, '**/idenfy/verifications?*') },
    'a case to come': { path: 'case', reach: (grace) => withoutAnswer(grace, '**/case') },
    'an overview to come': {
      path: 'overview',
      reach: (grace) => withoutAnswer(grace, '**/idenfy/overview?*'),
    },
    'a console to come': { path: 'queue', reach: (grace) => withoutAnswer(grace, '**/staff/me') },
    'opened images': {
      path: 'case',
      reach: async (grace) => {
        await grace.page.setViewportSize({ width: 1_440, height: 900 });
        await grace.page.getByLabel('Reason for access').fill('decide on the suspicion');
        await grace.press('Open images and data');
        await grace.press('Beside the face');
        await grace.page.getByRole('img', { name: 'Face' }).waitFor();
      },
    },
    'acts of a case': {
      path: 'case',
      reach: async (grace) => {
        await grace.press('More');
        await grace.page.getByRole('menuitem', { name: 'Erase this verification' }).waitFor();
      },
    },
    'menu of the user': {
      path: 'queue',
      reach: async ({ page }) => {
        await page.getByRole('button', { name: /grace/ }).click();
        await page.getByRole('menuitem', { name: 'Dark' }).waitFor();
      },
    },
    'an erasure': {
      path: 'case',
      reach: async (grace) => {
        await grace.press('More');
        await grace.page.getByRole('menuitem', { name: 'Erase this verification' }).click();
        await grace.page.getByRole('dialog').getByLabel('Reason').fill('asked for it');
        await grace.page.getByLabel('Type sven to confirm').fill('sven');
      },
    },
    'no such case': { path: 'cases/no-such-case', reach: (grace) => grace.see('Back to the list') },
    'no such page': { path: 'nowhere', reach: (grace) => grace.see('Go to Queue') },
    'a legal hold': {
      path: 'people/sven',
      reach: async (grace) => {
        await grace.press('Actions');
        await grace.page.getByRole('menuitem', { name: 'Place a legal hold' }).click();
        await grace.page.getByRole('dialog').waitFor();
      },
    },
    'tables of charts': {
      path: 'overview',
      reach: async (grace) => {
        await grace.press('Table');
        await grace.page.getByRole('table').first().waitFor();
      },
    },
    'whole chains': {
      path: 'audit',
      reach: async (grace) => {
        await grace.press('Check the chains');
        await grace.page.getByRole('dialog').waitFor();
      },
    },
    palette: {
      path: 'queue',
      reach: async ({ page }) => {
        await page.getByRole('link', { name: 'sven' }).waitFor();
        await page.keyboard.press('/');
        await page.keyboard.type('sven');
        await page.getByRole('option', { name: 'Person sven' }).waitFor();
      },
    },
    help: {
      path: 'queue',
      reach: async ({ page }) => {
        await page.getByRole('link', { name: 'sven' }).waitFor();
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
      },
    },
    ...Object.fromEntries(
      ['work', 'handlers', 'inbox', 'orphans', 'drift'].map((tab) => [
        tab,
        { path: `operations?tab=${tab}` },
      ]),
    ),
    // the last: it takes the case out of the queue
    'a proposal': {
      path: 'case',
      reach: async (grace) => {
        await grace.page.getByLabel('Reason for your decision').fill('seen in person');
        await grace.press('Accept');
        await grace.see('grace proposes to accept');
        await grace.press('Close'); // the notification
        await grace.page.getByRole('alert').waitFor({ state: 'detached' });
      },
    },
  };

  it(
    'has no fault that axe finds: each screen and state, light and dark, wide and narrow',
    { timeout: 180_000 },
    async () => {
      const found: string[] = [];
      // a dialog that fades in has too little contrast for a moment
      const grace = await officer({ ...WIDE, reducedMotion: 'reduce' });
      const { page } = grace;
      const look = async (name: string, ...variants: readonly BrowserContextOptions[]) => {
        for (const { colorScheme = 'light', viewport } of variants) {
          await page.emulateMedia({ colorScheme });
          if (viewport) await page.setViewportSize(viewport);
          const axe = new AxeBuilder({ page }).setLegacyMode(true); // no second page for each look
          // what does not depend on colours is the same in both
          if (colorScheme === 'dark') axe.withRules('color-contrast');
          else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
          const { violations } = await axe.analyze();
          const where = `${name}, ${colorScheme}, ${viewport?.width}`;
          found.push(...violations.map(({ id, nodes }) => `${where}: ${id} ${String(nodes[0]?.target)}`));
          if ((await grace.overflow()) > 0) found.push(`${where}: wider than the window`);
        }
        await page.emulateMedia({ colorScheme: WIDE.colorScheme });
        await page.setViewportSize(WIDE.viewport);
      };
      for (const [path, heading] of screens) {
        await grace.open(path);
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
        await grace.loaded();
        await look(path, WIDE, WIDE_DARK, NARROW, NARROW_DARK);
      }
      expect(grace.complaints).toEqual([]);
      for (const [name, { path = '', reach }] of Object.entries(STATES)) {
        await grace.open(path === 'case' ? `cases/${scanRef}` : path);
        await (reach ? reach(grace) : grace.loaded());
        await look(name, WIDE, NARROW_DARK);
        await page.unrouteAll({ behavior: 'ignoreErrors' });
      }

      expect(found).toEqual([]);
    },
  );
});

/** Loads the page again while the service is silent. */
async function withoutAnswer(grace: Officer, url: string): Promise<void> {
  await grace.page.route(url, () => undefined);
  await grace.page.reload();
  await grace.page.getByRole('status', { name: 'Loading' }).first().waitFor();
}
