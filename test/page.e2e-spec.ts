import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, startChromium } from './support/chromium.js';
import { ServiceProcess } from './support/service-process.js';

if (!hasChromium) {
  process.stderr.write('The page was not tested: no Chromium found. Install one, or set CHROMIUM_PATH.\n');
}

describe.runIf(hasChromium)('the onboarding page', () => {
  let folder: string;
  let service: ServiceProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'page-'));
    service = await ServiceProcess.start({ DATA_DIR: folder });
    [browser] = await Promise.all([startChromium(), service.startLine()]);
  });

  afterAll(async () => {
    await browser.close();
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const isRefusal = message.text().startsWith('Failed to load resource'); // a 4xx that the page handles
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
    });
    await page.goto(await service.url());
    return page;
  }

  async function signIn(name: string): Promise<void> {
    await page.getByLabel('A made-up name').fill(name);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'You are not verified yet' }).waitFor();
  }

  /** Chooses how it ends on iDenfy's page, inside the frame. */
  async function finishAtIdenfy(outcome: string): Promise<void> {
    const idenfy = page.frameLocator('iframe[title="Identity verification by iDenfy"]');
    await idenfy.getByRole('button', { name: outcome, exact: true }).click();
  }

  async function start(): Promise<void> {
    await page.getByRole('button', { name: 'Start verification' }).click();
  }

  /** Photos are drawn by the page, which takes it a moment. */
  async function samplesDrawn(): Promise<void> {
    await page.locator('#upload-form:valid').waitFor();
  }

  const verdict = (text: string) => page.getByRole('status').getByRole('heading', { name: text }).waitFor();

  const isTooWide = () =>
    page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  it.each([
    ['Approved', 'You are verified', 'VERIFIED'],
    ['Denied', 'We could not verify you', 'REJECTED'],
    ['Suspected', 'Your documents are being checked', 'PENDING'],
    ['Let it expire', 'The session has ended', 'NONE'],
  ])('shows by itself what came of it: %s', async (outcome, headline, standing) => {
    await open();
    await signIn(`demo-${outcome}`);
    await start();

    await finishAtIdenfy(outcome);

    await verdict(headline);
    await page.locator('#standing', { hasText: standing }).waitFor();
    expect(await page.locator('iframe').isVisible()).toBe(false);
  });

  it('shows the account that was opened, and lets only verified people do more', async () => {
    await open();
    await signIn('demo-account');
    await page.getByRole('button', { name: 'Try a payout' }).click();
    await page.getByText('Refused: only verified people may do this.').waitFor();
    await start();
    await finishAtIdenfy('Approved');
    await verdict('You are verified');

    await page.getByText(/^opened /).waitFor();
    await page.getByRole('button', { name: 'Try a payout' }).click();
    await page.getByText('Accepted: verified people may do this.').waitFor();
  });

  it('gives the frame the camera, and a way out where it gets none', async () => {
    await open();
    await signIn('demo-frame');
    await start();

    const frame = page.locator('iframe');
    expect(await frame.getAttribute('allow')).toBe('camera; microphone; fullscreen');
    expect(await frame.getAttribute('allowfullscreen')).not.toBeNull();
    await page.getByRole('tab', { name: 'New tab' }).click();
    expect(await page.getByRole('link', { name: 'Open iDenfy' }).getAttribute('href')).toContain(
      '/api/v2/redirect',
    );
  });

  it('takes photos in place of the frame', async () => {
    await open();
    await signIn('demo-upload');
    await start();
    await page.getByRole('tab', { name: 'Upload' }).click();
    await page.getByLabel('Document', { exact: true }).selectOption('PASSPORT');
    expect(await page.getByLabel('Back of the document').isVisible()).toBe(false);

    await page.getByRole('button', { name: 'Use sample images' }).click();
    await samplesDrawn();
    await page.getByRole('button', { name: 'Send photos' }).click();

    await verdict('You are verified');
  });

  it('says what is wrong with photos', async () => {
    await open();
    await signIn('demo-bad-photo');
    await start();
    await page.getByRole('tab', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Use sample images' }).click();
    await samplesDrawn();
    const noPicture = { name: 'face.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
    await page.getByLabel('Your face', { exact: true }).setInputFiles(noPicture);

    await page.getByRole('button', { name: 'Send photos' }).click();

    expect(await page.getByRole('alert').filter({ hasText: 'FACE' }).textContent()).not.toBe('');
  });

  it('goes on where it was left, and lets people try again', async () => {
    await open();
    await signIn('demo-again');
    await start();
    await page.locator('iframe').waitFor();
    const scanRef = await page.locator('#scan-ref').textContent();
    await page.reload();
    await page.locator('iframe').waitFor();
    expect(await page.locator('#scan-ref').textContent()).toBe(scanRef);

    await finishAtIdenfy('Let it expire');
    await verdict('The session has ended');
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.locator('iframe').waitFor();
    expect(await page.locator('#scan-ref').textContent()).not.toBe(scanRef);
  });

  it('does not tip a suspected person off, and lets staff decide', async () => {
    await open();
    await signIn('demo-suspect');
    await start();
    await finishAtIdenfy('Suspected');
    await verdict('Your documents are being checked');
    expect(await page.locator('.person').textContent()).not.toMatch(/suspect/i);

    await page.getByText('Staff view').click();
    await page.getByRole('button', { name: 'Open the session of demo-suspect', exact: true }).click();
    await page.getByText('SUSPECTED').first().waitFor();
    await page.getByLabel('Why you look or decide').fill('a demonstration');
    await page.getByLabel('Reason of your decision').fill('the name differs by an accent');
    await page.getByRole('button', { name: 'Accept' }).click();

    await verdict('You are verified');
    await page.getByText('Decided.').waitFor();
  });

  it('shows staff data, pictures and history of a session', async () => {
    await open();
    await signIn('demo-record');
    await start();
    await finishAtIdenfy('Approved');
    await verdict('You are verified');
    await page.getByText('Staff view').click();
    await page.getByRole('button', { name: 'Open the session of demo-record', exact: true }).click();

    await page.getByRole('listitem').filter({ hasText: 'ACTIVE → APPROVED' }).waitFor();
    await page.getByLabel('Why you look or decide').fill('a demonstration');
    await page.getByRole('button', { name: 'Extracted data' }).click();
    await page.getByText('docNumber').waitFor();
    await page.getByRole('button', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'FRONT', exact: true }).click();
    await page.getByAltText('FRONT of this session').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PDF report' }).click();
    expect((await download).suggestedFilename()).toBe('report.pdf');
  });

  it('fits a phone', async () => {
    await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    expect(await isTooWide()).toBe(false);
    await signIn('demo-phone');
    await start();
    await page.locator('iframe').waitFor();
    expect(await isTooWide()).toBe(false);
    await page.getByRole('tab', { name: 'Upload' }).tap();
    await page.getByRole('button', { name: 'Use sample images' }).tap();
    await samplesDrawn();
    expect(await isTooWide()).toBe(false);
    await page.getByRole('button', { name: 'Send photos' }).tap();
    await verdict('You are verified');
    await page.getByText('Staff view').tap();
    await page.getByRole('button', { name: 'Open the session of demo-phone', exact: true }).tap();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(await isTooWide()).toBe(false);
  });

  it('needs no mouse', async () => {
    await open();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByLabel('A made-up name').focus();
    await page.keyboard.type('-keyboard');
    await press('Enter');
    await page.getByRole('heading', { name: 'You are not verified yet' }).waitFor();

    await press('Tab', 'Enter'); // Start verification
    await page.locator('iframe').waitFor();
    await press('ArrowRight', 'ArrowRight'); // from the first tab to the third
    await page.getByRole('tabpanel', { name: 'Upload' }).waitFor();
    await page.getByRole('button', { name: 'Use sample images' }).focus();
    await press('Enter');
    await samplesDrawn();
    await press('Shift+Tab', 'Enter'); // Send photos stands before it

    await verdict('You are verified');
    expect(await page.evaluate('document.activeElement.id')).toBe('outcome-title');
  });

  it('can be read in the dark', async () => {
    await open({ colorScheme: 'dark' });

    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(14, 19, 32)');
  });
});
