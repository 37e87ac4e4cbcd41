import { AxeBuilder } from '@axe-core/playwright';
import { COUNTRIES } from '@nestjs-idenfy/contract';
import { sampleJpeg } from 'nestjs-idenfy/testing';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasChromium, startChromium } from '../support/chromium.js';
import { KycApp } from '../support/kyc-app.js';
import { ElementPage, FrontendController, type Host } from './element-page.js';
import { bundledReactApp } from './react-app.js';

const PHOTO = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: sampleJpeg(20_000) };
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describe.runIf(hasChromium)('<idenfy-verification>', () => {
  let kyc: KycApp;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    kyc = await KycApp.start({ options: { csrf: true }, host: { controllers: [FrontendController] } });
    browser = await startChromium('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream');
  });
  afterAll(async () => {
    await browser.close();
    await kyc.close();
  });

  const open = async (person: string, host: Host = {}, options: BrowserContextOptions = {}) => {
    context = await browser.newContext(options);
    onTestFinished(() => context.close());
    return ElementPage.open(context, kyc, person, host);
  };

  const started = async (person: string, host: Host = {}, options: BrowserContextOptions = {}) => {
    const page = await open(person, host, options);
    await page.shows('intro');
    await page.press('Start');
    await page.shows('session');
    return page;
  };

  describe('by keyboard alone, under a strict content security policy', () => {
    it('leads through a frame to a verdict', async () => {
      const host = await started('ada');
      expect(await host.evaluate('element.shadowRoot.activeElement.textContent')).toMatch(/^Show your/);
      const frame = host.page.locator('iframe');
      expect(await frame.getAttribute('allow')).toBe('camera; microphone; fullscreen');
      expect(await frame.getAttribute('allowfullscreen')).not.toBeNull();
      await host.idenfy();

      await host.press('Approved');

      await host.shows('verified');
      expect(await host.evaluate('element.shadowRoot.activeElement.textContent')).toBe('You are verified');
      expect(await host.evaluate('told.map(([name]) => name).filter((name) => name !== "state")')).toEqual([
        'verified',
      ]);
      expect(await host.evaluate('told.at(-2)')).toEqual(['state', 'APPROVED']);
      expect(await host.evaluate('violations')).toEqual([]);
    });

    it('leads through a new tab to a verdict', async () => {
      const host = await started('bea', { attributes: 'mode="redirect"' });
      const opened = context.waitForEvent('page');

      await host.press('Open in a new tab');
      const idenfy = await opened;
      await idenfy.waitForLoadState('load');
      await host.press('Denied', idenfy);

      await host.shows('again');
      expect(await host.evaluate('told.at(-1)')).toEqual(['denied', 'DENIED']);
      expect(await host.evaluate('violations')).toEqual([]);
    });

    it('leads through photos to a verdict', async () => {
      const host = await started('cleo', { attributes: 'mode="upload"' });
      await host.tabTo('Issuing country');
      await host.page.keyboard.type('Lith');
      await host.tabTo('Document');
      await host.page.keyboard.type('Pass');
      for (const side of ['Front of the document', 'Your face']) {
        const chosen = host.page.waitForEvent('filechooser');
        await host.press('Choose a photo');
        await (await chosen).setFiles(PHOTO);
        await host.page.getByRole('img', { name: side }).waitFor();
        await host.page.keyboard.press('Tab');
      }

      await host.press('Send the photos');

      await host.shows('verified');
      expect(await host.evaluate('violations')).toEqual([]);
    });
  });

  it('believes messages of the frame of iDenfy alone', async () => {
    const host = await started('dan');
    await host.idenfy();
    const told = (origin: string, source: string, data: string) =>
      host.evaluate<string>(`(() => {
        const root = element.shadowRoot;
        const source = ${source};
        window.dispatchEvent(new MessageEvent('message', { origin: '${origin}', source, data: ${data} }));
        return root.querySelector('[part=card]').dataset.view;
      })()`);
    const { origin } = new URL(kyc.simulator.uiUrl);
    const frame = `root.querySelector('iframe').contentWindow`;
    const result = `'{"status":"APPROVED"}'`;

    expect(await told('https://ui.idenfy.example', frame, result)).toBe('session');
    expect(await told(origin, 'window', result)).toBe('session');
    expect(await told(origin, frame, `'{"height":800}'`)).toBe('session');
    expect(await told(origin, frame, `'not JSON'`)).toBe('session');
    expect(await told(origin, frame, result)).toBe('returned');

    await host.press('Continue');
    await host.shows('session');
    expect(await host.page.locator('iframe').isVisible()).toBe(true);
  });

  it('offers a new tab where the policy of the page refuses the frame', async () => {
    const host = await started('eve', { frames: "'none'" });

    await host.page.getByText('The verification cannot be shown here.').waitFor();
    expect(await host.page.locator('iframe').isVisible()).toBe(false);
    expect(await host.page.getByRole('link', { name: 'Open in a new tab' }).getAttribute('href')).toContain(
      '/api/v2/redirect',
    );
  });

  it('offers a new tab where there is no camera', async () => {
    const host = await started('fay', {
      script: `navigator.mediaDevices.enumerateDevices = () => Promise.resolve([{ kind: 'audioinput' }]);`,
    });

    await host.page.getByText('No camera can be used here.').waitFor();
  });

  it('takes photos with the camera, which nothing asks for before a click', async () => {
    const host = await started('gus', {
      attributes: 'mode="upload" document-types="PASSPORT"',
      script: `
        window.asked = 0;
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (what) => (asked++, ask(what));`,
    });
    const { page } = host;
    const field = (name: string) => page.getByRole('group', { name });
    expect(await page.getByLabel('Document', { exact: true }).isVisible()).toBe(false);
    expect(await field('Back of the document').isVisible()).toBe(false);
    await page.getByLabel('Issuing country').selectOption('LT');
    expect(await host.evaluate('asked')).toBe(0);

    for (const name of ['Front of the document', 'Your face']) {
      await field(name).getByRole('button', { name: 'Use the camera' }).click();
      await field(name).getByRole('button', { name: 'Take the photo' }).click();
      await field(name).getByRole('img').waitFor();
    }
    expect(await host.evaluate('asked')).toBe(2);
    expect(
      await host.evaluate(
        `[...element.shadowRoot.querySelectorAll('video')].every((one) => one.srcObject === null)`,
      ),
    ).toBe(true);
    await page.getByRole('button', { name: 'Send the photos' }).click();

    await host.shows('verified');
    expect(await host.evaluate('violations')).toEqual([]);
  });

  it('checks photos before it sends them, and keeps those that were right', async () => {
    const host = await started('hal', { attributes: 'mode="upload"' });
    const { page } = host;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    const send = page.getByRole('button', { name: 'Send the photos' });
    const put = (step: string, buffer: Buffer) =>
      page.locator(`input[name=${step}]`).setInputFiles({ ...PHOTO, buffer });

    await send.click();
    expect(await host.evaluate('element.shadowRoot.activeElement.id')).toBe('country');
    await page.getByLabel('Issuing country').selectOption('LT');
    await page.getByLabel('Document', { exact: true }).selectOption('ID_CARD');
    await put('FRONT', sampleJpeg(20_000));
    await page.getByRole('img', { name: 'Front of the document' }).waitFor();
    await put('FACE', Buffer.from('no photo'));
    await page.getByText('This is not a photo in JPEG or PNG format.').waitFor();
    await send.click();
    await page
      .getByRole('group', { name: 'Back of the document' })
      .getByText('This photo is missing.')
      .waitFor();
    await host.evaluate(`(() => {
      const jpeg = Uint8Array.from(atob('${PHOTO.buffer.toString('base64')}'), (one) => one.charCodeAt(0));
      for (const step of ['BACK', 'FACE']) {
        const chosen = new DataTransfer();
        chosen.items.add(new File([jpeg, new Uint8Array(7_600_000)], 'large.jpg'));
        const input = element.shadowRoot.querySelector('input[name=' + step + ']');
        input.files = chosen.files;
        input.dispatchEvent(new Event('change'));
      }
    })()`);
    await page.getByRole('img', { name: 'Your face' }).waitFor();
    await send.click();

    await page.getByRole('alert').filter({ hasText: '15 MB' }).waitFor();
    expect(sent.filter((url) => url.endsWith('/documents'))).toEqual([]);
    expect(await page.getByRole('img', { name: 'Front of the document' }).isVisible()).toBe(true);
    expect(
      await host.evaluate(
        '[...element.shadowRoot.querySelectorAll("#country option")].map(({ value }) => value).sort()',
      ),
    ).toEqual(['', ...COUNTRIES].toSorted());
  });

  it('names the photo that the service refused', async () => {
    const host = await started('ivy', { attributes: 'mode="upload" document-types="PASSPORT"' });
    const { page } = host;
    await page.route('**/documents', (route) =>
      route.fulfill({ status: 400, json: { statusCode: 400, message: 'refused', field: 'images.FACE' } }),
    );
    await page.getByLabel('Issuing country').selectOption('LT');
    for (const step of ['FRONT', 'FACE']) await page.locator(`input[name=${step}]`).setInputFiles(PHOTO);
    await page.getByRole('img', { name: 'Your face' }).waitFor();

    await page.getByRole('button', { name: 'Send the photos' }).click();

    await page.getByRole('group', { name: 'Your face' }).getByText('This photo was not accepted.').waitFor();
  });

  it('says what to do better, and offers another attempt', async () => {
    const host = await started('jan');
    const scanRef = await host.scanRef();
    kyc.simulator.outcome(scanRef, {
      overall: 'DENIED',
      manualDocument: 'DOC_TOO_BLURRY',
    });

    await host.shows('again');

    await host.page.getByText('A photo was blurry.').waitFor();
    await host.press('Try again');
    await host.shows('session');
  });

  it('shows a review without a word about a suspicion, and what the host decides', async () => {
    const host = await started('kim');
    const scanRef = await host.scanRef();
    const idenfy = await host.idenfy();
    await idenfy.getByRole('button', { name: 'Suspected', exact: true }).click();
    await host.shows('waiting');
    expect(await host.evaluate('element.shadowRoot.textContent')).not.toMatch(/suspect|fraud|reason/i);
    expect(await host.evaluate('told.at(-1)')).toEqual(['review', 'REVIEWING']);
    await kyc.settled();

    const decided = await kyc.request('POST', `/idenfy/verifications/${scanRef}/decision`, {
      caller: 'staff:grace',
      headers: { 'x-idenfy-client': 'a test' },
      body: { decision: 'REJECTED', reason: 'the name is another one' },
    });
    expect(decided.status).toBe(200);

    await host.shows('over');
    await host.page.getByText('Please contact support.').waitFor();
    expect(await host.evaluate('told.at(-1)')).toEqual(['denied', 'DENIED']);
  });

  it('tells of a failed call, and repeats it', async () => {
    const host = await open('liz');
    await host.shows('intro');
    await host.page.route('**/idenfy/verifications', (route) => route.abort());
    await host.press('Start');

    await host.page.getByText('The connection failed.').waitFor();
    expect(await host.evaluate('told.at(-1)[0]')).toBe('error');
    await host.page.unroute('**/idenfy/verifications');
    await host.press('Try again');

    await host.shows('session');
  });

  it.each([
    ['de', 'light'],
    ['ar', 'dark'],
  ] as const)('has no violation of WCAG 2.2 AA in %s, %s', async (lang, colorScheme) => {
    const host = await open(`axe-${lang}-${colorScheme}`, { lang }, { colorScheme, reducedMotion: 'reduce' });
    const { page } = host;
    const violations = async () => {
      const found = await new AxeBuilder({ page }).withTags(WCAG).exclude('iframe').analyze();
      return found.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
    };
    await host.shows('intro');
    if (colorScheme === 'light') expect(await violations()).toEqual([]);
    await page.locator('[part~=primary]').click();
    await host.shows('session');
    if (colorScheme === 'dark') expect(await violations()).toEqual([]);
    await host.evaluate(`element.setAttribute('mode', 'upload')`);
    await page.locator('form [part~=primary]').click();
    expect(await violations()).toEqual([]);
    expect(
      await host.evaluate('getComputedStyle(element.shadowRoot.querySelector("[part=card]")).direction'),
    ).toBe(lang === 'ar' ? 'rtl' : 'ltr');
  });

  it('speaks the language of the attribute, else of the page, and the texts of the host', async () => {
    const host = await open('mia', { lang: 'lt' });
    const title = host.page.locator('[part=title]');
    await host.shows('intro');
    expect(await title.textContent()).toBe('Patvirtinkite savo tapatybę');
    await host.evaluate(`element.setAttribute('locale', 'uk')`);
    expect(await title.textContent()).toBe('Підтвердьте свою особу');
    await host.evaluate(`element.setAttribute('locale', 'lv')`);
    expect(await title.textContent()).toBe('Verify your identity');
    await host.evaluate(`element.texts = { introTitle: 'Apliecini savu identitāti' }`);
    expect(await title.textContent()).toBe('Apliecini savu identitāti');
  });

  it('is a hook and a component of React, which survive renders', async () => {
    const app = await bundledReactApp();
    context = await browser.newContext();
    onTestFinished(() => context.close());
    await context.route(`${kyc.url}/frontend/page.js*`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: app }),
    );
    const { page } = await ElementPage.open(context, kyc, 'nia');
    const own = page.getByRole('region', { name: 'Own' });
    await own.getByText('NONE CONTINUE').waitFor();

    await own.getByRole('button', { name: 'Begin' }).click();
    await own.getByText(/^ACTIVE CONTINUE [\w-]+ false/).waitFor();
    const [, , scanRef = ''] = (await own.locator('output').textContent())?.split(' ') ?? [];
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await own.getByText('APPROVED NONE').waitFor();

    await page.getByText('Round 0').waitFor();
    await page.getByRole('button', { name: 'Starten' }).click();
    await page.getByRole('button', { name: 'Render again' }).click();
    const frame = await (await page.locator('iframe').elementHandle())?.contentFrame();
    await frame?.waitForLoadState('load');
    await frame?.getByRole('button', { name: 'Approved', exact: true }).click();
    await page.getByRole('heading', { name: 'Ihre Identität ist bestätigt' }).waitFor();
    expect(await page.evaluate('verified')).toEqual(['1 APPROVED']);
  });
});
