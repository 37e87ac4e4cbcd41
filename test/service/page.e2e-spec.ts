import { sampleJpeg } from 'nestjs-idenfy/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium } from '../support/chromium.js';
import { OnboardingPage } from '../support/onboarding-page.js';

if (!hasChromium) {
  process.stderr.write('The page was not tested: no Chromium found. Install one, or set CHROMIUM_PATH.\n');
}

describe.runIf(hasChromium)('the onboarding page', () => {
  let onboarding: OnboardingPage;
  let page: Page;

  beforeAll(async () => {
    onboarding = await OnboardingPage.start();
  });

  afterAll(async () => {
    await onboarding.stop();
  });

  beforeEach(async () => {
    page = await onboarding.open();
  });

  afterEach(async () => {
    await onboarding.close();
    expect(onboarding.complaints).toEqual([]);
  });

  it.each([
    ['Approved', 'You are verified'],
    ['Denied', 'We could not verify you'],
    ['Suspected', 'Your documents are being checked'],
    ['Let it expire', 'The session has ended'],
  ])('shows the outcome without a reload: %s', async (outcome, headline) => {
    await onboarding.signIn(`demo-${outcome}`);
    await onboarding.start();

    await onboarding.finishAtIdenfy(outcome);

    await onboarding.verdict(headline);
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it('shows the opened account, and offers more to verified people only', async () => {
    await onboarding.signIn('demo-account');
    await page.getByRole('button', { name: 'Try a payout' }).click();
    await page.getByText('Refused: only verified people may do this.').waitFor();
    await onboarding.start();
    await onboarding.finishAtIdenfy('Approved');
    await onboarding.verdict('You are verified');

    await page.getByText(/^opened /).waitFor();
    await page.getByRole('button', { name: 'Try a payout' }).click();
    await page.getByText('Accepted: verified people may do this.').waitFor();
  });

  it('offers a new tab and photos in place of the frame', async () => {
    await onboarding.signIn('demo-ways');
    await onboarding.start();
    const way = page.getByLabel('How you show your document');
    const photo = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: sampleJpeg(20_000) };

    await way.selectOption('In a new tab');
    const link = page.getByRole('link', { name: 'Open in a new tab' });
    expect(await link.getAttribute('href')).toContain('/api/v2/redirect');
    expect(await page.locator('iframe').count()).toBe(0);
    await way.selectOption('By photos');
    await page.getByLabel('Issuing country').selectOption('LT');
    await page.getByLabel('Document', { exact: true }).selectOption('PASSPORT');
    for (const step of ['FRONT', 'FACE']) await page.locator(`input[name=${step}]`).setInputFiles(photo);
    await page.getByRole('img', { name: 'Your face' }).waitFor();
    await page.getByRole('button', { name: 'Send the photos' }).click();

    await onboarding.verdict('You are verified');
  });

  it('resumes where it was left, and offers another attempt', async () => {
    await onboarding.signIn('demo-again');
    await onboarding.start();
    const session = await page.locator('iframe').getAttribute('src');
    await page.reload();
    await page.locator('iframe').waitFor();
    expect(await page.locator('iframe').getAttribute('src')).toBe(session);

    await onboarding.finishAtIdenfy('Let it expire');
    await onboarding.verdict('The session has ended');
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.locator('iframe').waitFor();
    expect(await page.locator('iframe').getAttribute('src')).not.toBe(session);
  });

  it('shows a suspected person a review, and officers decide in the console', async () => {
    await onboarding.signIn('demo-suspect');
    await onboarding.start();
    await onboarding.finishAtIdenfy('Suspected');
    await onboarding.verdict('Your documents are being checked');
    expect(await page.locator('.person').textContent()).not.toMatch(/suspect/i);

    const console = await onboarding.openConsole('grace');
    await console.getByRole('link', { name: 'demo-suspect', exact: true }).click();
    await console.getByLabel('Reason for your decision').fill('the name differs by an accent');
    await console.getByRole('button', { name: 'Accept' }).click();

    await onboarding.verdict('You are verified');
  });

  it('makes sample cases for its own scripts only', async () => {
    const { origin } = new URL(page.url());
    const foreign = await page.request.post(`${origin}/demo/cases`);
    const own = await page.request.post(`${origin}/demo/cases`, { headers: { 'x-idenfy-client': 'a test' } });

    expect([foreign.status(), own.status()]).toEqual([403, 204]);
  });
});
