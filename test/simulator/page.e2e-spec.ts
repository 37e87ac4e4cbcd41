import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { samplePng } from 'nestjs-idenfy/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium, startChromium } from '../support/chromium.js';
import { Partner } from '../support/partner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

let receiver: WebhookReceiver;
let simulator: IdenfySimulator;
let partner: Partner;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  simulator = await IdenfySimulator.start({
    port: 0,
    webhookUrl: receiver.url,
    retries: { count: 1, spacingMs: 0 },
  });
  partner = new Partner(simulator);
});
beforeEach(() => {
  simulator.reset();
  receiver.forget();
});
afterAll(async () => {
  await simulator.close();
  await receiver.close();
});

async function finish(body: object) {
  const response = await fetch(`${simulator.uiUrl}finish`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the hosted page', () => {
  it('is the target of the redirect, loads nothing from other hosts, and may be framed', async () => {
    const { authToken } = await partner.session({ locale: 'lt' });

    const redirect = await partner.get(`/api/v2/redirect?authToken=${authToken}`);
    expect(redirect.status).toBe(302);
    expect(redirect.headers.get('location')).toBe(`${simulator.uiUrl}?authToken=${authToken}&lang=lt`);
    const page = await fetch(String(redirect.headers.get('location')));
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('frame-ancestors');
    expect(await page.text()).toContain('iDenfy simulator');
  });

  it.each([
    ['AUTOMATIC', 'IDENTIFICATION_AUTO_FINISHED APPROVED true', 'APPROVED', 'success'],
    ['APPROVED', 'IDENTIFICATION_AUTO_FINISHED APPROVED true', 'APPROVED', 'success'],
    ['DENIED', 'IDENTIFICATION_AUTO_FINISHED DENIED true', 'FAILED', 'fail'],
    ['SUSPECTED', 'IDENTIFICATION_AUTO_FINISHED SUSPECTED true', 'APPROVED', 'success'],
    ['EXPIRED', 'IDENTIFICATION_EXPIRED EXPIRED true', 'UNVERIFIED', 'unverified'],
    ['CANCELLED', 'IDENTIFICATION_CANCELLED EXPIRED true', 'UNVERIFIED', 'unverified'],
    ['RESUBMITTED', 'IDENTIFICATION_RESUBMITTED APPROVED true', 'APPROVED', 'success'],
    ['DENIED:document:DOC_FAKE', 'IDENTIFICATION_AUTO_FINISHED DENIED true', 'FAILED', 'fail'],
    ['DENIED:face:FAKE_FACE', 'IDENTIFICATION_AUTO_FINISHED DENIED true', 'FAILED', 'fail'],
    ['email:UNVERIFIED', 'IDENTIFICATION_AUTO_FINISHED APPROVED true', 'APPROVED', 'success'],
  ])('ends %s with %s', async (outcome, event, status, result) => {
    const { authToken } = await partner.session();

    const { body } = await finish({ authToken, outcome });

    expect(receiver.events).toEqual([event]);
    expect(body).toMatchObject({
      message: { status, manualStatus: null, autoSuspected: outcome === 'SUSPECTED', manualSuspected: false },
      redirectUrl: `${simulator.uiUrl}result?status=${result}`,
    });
    expect((await fetch(String(body['redirectUrl']))).status).toBe(200);
  });

  it("redirects to the session's own URLs, and to the error URL when the partner refuses the webhook", async () => {
    const urls = { successUrl: 'https://example.com/yes', errorUrl: 'https://example.com/no' };

    const { body } = await finish({ authToken: (await partner.session(urls)).authToken });
    receiver.answer(500);
    const refused = await finish({ authToken: (await partner.session(urls)).authToken });

    expect(body['redirectUrl']).toBe(urls.successUrl);
    expect(refused.body['redirectUrl']).toBe(urls.errorUrl);
  });

  it('compares the document with the age given in the token', async () => {
    const { authToken } = await partner.session({ dateOfBirth: '2015-01-01', ageLimit: 18 });

    await finish({ authToken });

    expect(receiver.received[0]?.body['status']).toMatchObject({
      overall: 'SUSPECTED',
      mismatchTags: ['UNDER_AGE'],
    });
  });

  it.each([
    ['an outcome it does not know', { outcome: 'LUCKY' }],
    ['a country the token does not allow', { country: 'NO' }],
    ['a country that does not exist', { country: 'XX' }],
    ['a document the token does not allow', { documentType: 'VISA' }],
    ['a photo that is missing', { images: {} }],
  ])('refuses %s and lets the person continue', async (_, input) => {
    const { authToken } = await partner.session({ country: 'LT' });

    expect((await finish({ authToken, ...input })).status).toBe(400);

    expect((await finish({ authToken })).status).toBe(200);
    expect((await finish({ authToken })).body['identifier']).toBe('TOKEN_NOT_VALID');
  });

  it('explains an unknown, used or expired link', async () => {
    const expired = await partner.session({ expiryTime: 60 });
    const used = await partner.session();
    await finish(used);
    simulator.advance(60);
    const visit = async (authToken: string) => {
      const page = await fetch(`${simulator.uiUrl}?authToken=${authToken}`);
      return [page.status, /<h1>(.*)<\/h1>/.exec(await page.text())?.[1]];
    };

    expect(await visit('nonsense')).toEqual([404, 'This link is not valid']);
    expect(await visit(used.authToken)).toEqual([410, 'This link has been used']);
    expect(await visit(expired.authToken)).toEqual([410, 'This link has expired']);
  });
});

describe.skipIf(!hasChromium)('the hosted page in a browser', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await startChromium();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    problems.length = 0;
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  });
  afterEach(async () => {
    await page.close();
    if (problems.length > 0) throw new Error(`the page had problems: ${problems.join('; ')}`);
  });
  afterAll(() => browser.close());

  it('sends drawn samples and an own photo by keyboard alone', async () => {
    const { authToken, scanRef } = await partner.session({ country: ['LT', 'LV'] });
    await page.goto(`${simulator.url}/api/v2/redirect?authToken=${authToken}`);

    await page.getByLabel('Issuing country').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Passport');
    await page
      .getByLabel('Your face', { exact: true })
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: samplePng() });
    expect(await page.getByLabel('Back of the document', { exact: true }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'let the analysis decide' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/result\?status=success/);

    expect(simulator.verification(scanRef).submission).toMatchObject({
      platform: 'PC',
      country: 'LV',
      documentType: 'PASSPORT',
      steps: ['FRONT', 'FACE'],
    });
    const { body } = await partner.post('/api/v2/files', { scanRef });
    const { FRONT = '', FACE = '' } = body['fileUrls'] as Record<string, string>;
    expect((await fetch(FRONT)).headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await (await fetch(FACE)).arrayBuffer()).equals(samplePng())).toBe(true);
  });

  it('offers every outcome by name, and shows the steps of the chosen country and document', async () => {
    const { authToken, scanRef } = await partner.session({
      country: ['LV', 'LT'],
      documents: ['PASSPORT', 'ID_CARD'],
      additionalSteps: {
        LT: { PASSPORT: { POA2: { type: 'UPLOAD', texts: { en: { name: 'Proof of address' } } } } },
      },
    });
    await page.goto(`${simulator.uiUrl}?authToken=${authToken}`);

    const proof = page.getByLabel('Proof of address (stored)', { exact: true });
    expect(await proof.isVisible()).toBe(false);
    await page.getByLabel('Issuing country').selectOption('LT');
    expect(await proof.isVisible()).toBe(true);
    await page.getByLabel('Type of document').selectOption('ID_CARD');
    expect(await proof.isVisible()).toBe(false);
    await page.getByLabel('Type of document').selectOption('PASSPORT');
    await page.getByLabel('A particular reason, tag or check').selectOption({ label: 'PEP' });
    await page.getByRole('button', { name: 'Submit with this outcome' }).click();
    await page.waitForURL(/result\?status=success/);

    expect(simulator.verification(scanRef)).toMatchObject({
      status: 'SUSPECTED',
      results: { fraudTags: ['AML_SUSPECTION'] },
      submission: { steps: ['FRONT', 'FACE', 'POA2'] },
    });
    expect(receiver.received.at(-1)?.body['AML']).toMatchObject([{ status: { serviceSuspected: true } }, {}]);
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${simulator.uiUrl}?authToken=${(await partner.session()).authToken}`);

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  it('posts the result to the page that frames it, and stays', async () => {
    const host: Server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<link rel="icon" href="data:,"><iframe src="${simulator.uiUrl}?authToken=${authToken}"></iframe>
        <script>addEventListener('message', ({ data, origin }) => { window.heard = [origin, data]; });</script>`,
      );
    });
    const { authToken } = await partner.session();
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);

    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Suspected' }).click();
    await frame.getByText('Your verification is finished.').waitFor();
    await page.waitForFunction('window.heard');
    const [origin, data] = await page.evaluate<[string, string]>('window.heard');
    host.close();

    expect(origin).toBe(simulator.url);
    expect(JSON.parse(data)).toEqual({
      status: 'APPROVED',
      manualStatus: null,
      autoSuspected: true,
      manualSuspected: false,
    });
  });
});
