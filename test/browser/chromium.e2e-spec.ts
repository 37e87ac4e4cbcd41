import type { UploadProgress } from '@nestjs-idenfy/browser';
import { sampleJpeg } from 'nestjs-idenfy/testing';
import type { Browser, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { hasChromium, startChromium } from '../support/chromium.js';
import { KycApp } from '../support/kyc-app.js';

/** What the page of the test leaves for it. */
interface Seen {
  progress: UploadProgress[];
  statuses: string[];
  failure?: string;
}

const PAGE = `<!doctype html><html lang="en"><title>A frontend</title><script type="module">
  import { createIdenfyClient } from './client.js';
  window.client = createIdenfyClient({ baseUrl: '/idenfy', headers: { 'x-caller': new URL(location).searchParams.get('as') } });
</script></html>`;

describe.skipIf(!hasChromium)('the client in Chromium', () => {
  let kyc: KycApp;
  let browser: Browser;
  let page: Page;
  let script: string;

  beforeAll(async () => {
    kyc = await KycApp.start({ options: { csrf: true } });
    browser = await startChromium();
    const bundle = await rolldown({ input: 'libs/browser/dist/index.js', platform: 'browser' });
    script = (await bundle.generate({ format: 'esm' })).output[0].code;
  });
  afterAll(async () => {
    await browser.close();
    await kyc.close();
  });
  beforeEach(async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    page = await context.newPage();
    await page.route('**/frontend*', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
    await page.route('**/client.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
  });

  const open = (person: string) => page.goto(`${kyc.url}/frontend?as=${person}`);

  it('tells how far an upload is, and follows it to its verdict', async () => {
    await open('ada');
    const image = sampleJpeg(600_000).toString('base64');

    const seen = await page.evaluate(`(async () => {
      const bytes = await (await fetch('data:image/jpeg;base64,${image}')).blob();
      const seen = { progress: [], statuses: [] };
      const { scanRef } = await client.upload(
        { country: 'LT', documentType: 'PASSPORT', images: { FRONT: bytes, FACE: bytes } },
        { onProgress: (progress) => seen.progress.push(progress) },
      );
      for await (const { status } of client.follow(scanRef)) seen.statuses.push(status);
      return seen;
    })()`);

    const { progress, statuses } = seen as Seen;
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.at(-1)?.sentBytes).toBe(progress.at(-1)?.totalBytes);
    expect(progress.at(-1)?.totalBytes).toBeGreaterThan(1_200_000);
    expect(statuses.at(-1)).toBe('APPROVED');
  });

  it('gives up an upload when it is aborted', async () => {
    await open('bea');

    const failure = await page.evaluate(`(async () => {
      const { scanRef } = await client.start();
      const leaving = new AbortController();
      const bytes = new Blob([new Uint8Array(5_000_000)], { type: 'image/jpeg' });
      return client
        .upload(
          { scanRef, country: 'LT', documentType: 'PASSPORT', images: { FRONT: bytes, FACE: bytes } },
          { onProgress: () => leaving.abort(), signal: leaving.signal },
        )
        .then(() => 'sent', (error) => error.name);
    })()`);

    expect(failure).toBe('AbortError');
  });

  it('turns a refused upload into an error', async () => {
    await open('cleo');

    const failure = await page.evaluate(`(async () => {
      const bytes = new Blob(['no image'], { type: 'image/jpeg' });
      return client
        .upload({ country: 'LT', documentType: 'PASSPORT', images: { FRONT: bytes, FACE: bytes } }, { onProgress: () => undefined })
        .then(() => 'sent', ({ name, status, field }) => ({ name, status }));
    })()`);

    expect(failure).toEqual({ name: 'IdenfyRequestError', status: 400 });
  });

  it('reconnects at once when the network is back', async () => {
    await open('dan');
    const scanRef = await page.evaluate<string>(`client.start().then(({ scanRef }) => scanRef)`);
    const opened: string[] = [];
    page.on('request', (request) => opened.push(request.url()));
    await page.evaluate(`window.statuses = [];
      void (async () => { for await (const { status } of client.follow('${scanRef}')) statuses.push(status); })();`);
    await expect.poll(() => page.evaluate('statuses')).toEqual(['ACTIVE']);

    await page.evaluate(`window.dispatchEvent(new Event('online'))`);
    await expect.poll(() => opened.filter((url) => url.endsWith('/events')).length).toBe(2);
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    await expect.poll(() => page.evaluate('statuses.at(-1)')).toBe('APPROVED');
    expect(await page.evaluate('new Set(statuses).size === statuses.length')).toBe(true);
  });
});
