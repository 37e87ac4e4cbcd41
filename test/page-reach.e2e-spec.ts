import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from './support/chromium.js';
import { OnboardingPage } from './support/onboarding-page.js';

describe.runIf(hasChromium)('the onboarding page, whoever uses it', () => {
  let onboarding: OnboardingPage;

  beforeAll(async () => {
    onboarding = await OnboardingPage.start();
  });

  afterAll(async () => {
    await onboarding.stop();
  });

  afterEach(async () => {
    await onboarding.close();
    expect(onboarding.complaints).toEqual([]);
  });

  it('fits a phone', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const page = await onboarding.open(phone);
    expect(await onboarding.isTooWide()).toBe(false);
    await onboarding.signIn('demo-phone');
    await onboarding.start();
    expect(await onboarding.isTooWide()).toBe(false);
    await page.getByRole('tab', { name: 'Upload' }).tap();
    await page.getByRole('button', { name: 'Use sample images' }).tap();
    await onboarding.samplesDrawn();
    expect(await onboarding.isTooWide()).toBe(false);
    await page.getByRole('button', { name: 'Send photos' }).tap();
    await onboarding.verdict('You are verified');
    await onboarding.openRecordOf('demo-phone');
    expect(await onboarding.isTooWide()).toBe(false);
  });

  it('needs no mouse', async () => {
    const page = await onboarding.open();
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
    await onboarding.samplesDrawn();
    await press('Shift+Tab', 'Enter'); // Send photos stands before it

    await onboarding.verdict('You are verified');
    expect(await page.evaluate('document.activeElement.id')).toBe('outcome-title');
  });

  it('can be read in the dark', async () => {
    const page = await onboarding.open({ colorScheme: 'dark' });

    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(14, 19, 32)');
  });
});
