import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium } from './support/chromium.js';
import { OnboardingPage } from './support/onboarding-page.js';

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
    ['Approved', 'You are verified', 'VERIFIED'],
    ['Denied', 'We could not verify you', 'REJECTED'],
    ['Suspected', 'Your documents are being checked', 'PENDING'],
    ['Let it expire', 'The session has ended', 'NONE'],
  ])('shows by itself what came of it: %s', async (outcome, headline, standing) => {
    await onboarding.signIn(`demo-${outcome}`);
    await onboarding.start();

    await onboarding.finishAtIdenfy(outcome);

    await onboarding.verdict(headline);
    await page.locator('#standing', { hasText: standing }).waitFor();
    expect(await page.locator('iframe').isVisible()).toBe(false);
  });

  it('shows the account that was opened, and lets only verified people do more', async () => {
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

  it('gives the frame the camera, and a way out where it gets none', async () => {
    await onboarding.signIn('demo-frame');
    await onboarding.start();

    const frame = page.locator('iframe');
    expect(await frame.getAttribute('allow')).toBe('camera; microphone; fullscreen');
    expect(await frame.getAttribute('allowfullscreen')).not.toBeNull();
    await page.getByRole('tab', { name: 'New tab' }).click();
    const link = page.getByRole('link', { name: 'Open iDenfy' });
    expect(await link.getAttribute('href')).toContain('/api/v2/redirect');
  });

  it('takes photos in place of the frame', async () => {
    await onboarding.signIn('demo-upload');
    await onboarding.start();
    await page.getByRole('tab', { name: 'Upload' }).click();
    await page.getByLabel('Document', { exact: true }).selectOption('PASSPORT');
    expect(await page.getByLabel('Back of the document').isVisible()).toBe(false);

    await page.getByRole('button', { name: 'Use sample images' }).click();
    await onboarding.samplesDrawn();
    await page.getByRole('button', { name: 'Send photos' }).click();

    await onboarding.verdict('You are verified');
  });

  it('says what is wrong with photos, and keeps the others', async () => {
    await onboarding.signIn('demo-bad-photo');
    await onboarding.start();
    await page.getByRole('tab', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Use sample images' }).click();
    await onboarding.samplesDrawn();
    const face = page.getByLabel('Your face', { exact: true });
    await face.setInputFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });

    await page.getByRole('button', { name: 'Send photos' }).click();

    await page.getByRole('alert').filter({ hasText: 'FACE' }).waitFor();
    expect(await page.locator('#image-FRONT').inputValue()).toContain('front.jpg');
  });

  it('goes on where it was left, and lets people try again', async () => {
    await onboarding.signIn('demo-again');
    await onboarding.start();
    const scanRef = await page.locator('#scan-ref').textContent();
    await page.reload();
    await page.locator('iframe').waitFor();
    expect(await page.locator('#scan-ref').textContent()).toBe(scanRef);

    await onboarding.finishAtIdenfy('Let it expire');
    await onboarding.verdict('The session has ended');
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.locator('iframe').waitFor();
    expect(await page.locator('#scan-ref').textContent()).not.toBe(scanRef);
  });

  it('does not tip a suspected person off, and lets staff decide', async () => {
    await onboarding.signIn('demo-suspect');
    await onboarding.start();
    await onboarding.finishAtIdenfy('Suspected');
    await onboarding.verdict('Your documents are being checked');
    expect(await page.locator('.person').textContent()).not.toMatch(/suspect/i);

    await onboarding.openRecordOf('demo-suspect');
    await page.getByLabel('Reason of your decision').fill('the name differs by an accent');
    await page.getByRole('button', { name: 'Accept' }).click();

    await onboarding.verdict('You are verified');
    await page.getByText('Decided.').waitFor();
  });

  it('shows staff data, pictures and history of a session', async () => {
    await onboarding.signIn('demo-record');
    await onboarding.start();
    await onboarding.finishAtIdenfy('Approved');
    await onboarding.verdict('You are verified');
    await onboarding.openRecordOf('demo-record');

    await page.getByRole('listitem').filter({ hasText: 'ACTIVE → APPROVED' }).waitFor();
    await page.getByRole('button', { name: 'Extracted data' }).click();
    await page.getByText('docNumber').waitFor();
    await page.getByRole('button', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'FRONT', exact: true }).click();
    await page.getByAltText('FRONT of this session').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PDF report' }).click();
    expect((await download).suggestedFilename()).toBe('report.pdf');
  });
});
