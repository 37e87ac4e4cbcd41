import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../support/chromium.js';
import { OnboardingPage } from '../support/onboarding-page.js';

describe.runIf(hasChromium)('the onboarding page for every user', () => {
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

  it('fits the screen of a phone', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const page = await onboarding.open(phone);
    expect(await onboarding.isTooWide()).toBe(false);
    await onboarding.signIn('demo-phone');
    await onboarding.start();
    expect(await onboarding.isTooWide()).toBe(false);
    await page.getByLabel('How you show your document').selectOption('By photos');
    await page.getByRole('button', { name: 'Send the photos' }).waitFor();
    expect(await onboarding.isTooWide()).toBe(false);
  });

  it('works by keyboard alone', async () => {
    const page = await onboarding.open();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByLabel('A made-up name').focus();
    await page.keyboard.type('-keyboard');
    await press('Enter');
    await onboarding.verdict('Verify your identity');

    await press('Tab', 'Enter'); // Start
    await page.locator('iframe').waitFor();
    expect(await page.evaluate('document.activeElement.localName')).toBe('idenfy-verification');
    await page.getByRole('button', { name: 'Try a payout' }).focus();
    await press('Enter');

    await page.getByText('Refused: only verified people may do this.').waitFor();
  });

  it('follows the dark color scheme', async () => {
    const page = await onboarding.open({ colorScheme: 'dark' });

    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(14, 19, 32)');
  });
});
