import { readFile } from 'node:fs/promises';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { vi } from 'vitest';
import type { KycApp } from '../support/kyc-app.js';

/** How a host's page uses the element. */
export interface Host {
  readonly attributes?: string;
  readonly lang?: string;
  /** Origins that may be framed. @default iDenfy's page */
  readonly frames?: string;
  /** What the page does besides; `element` is there. */
  readonly script?: string;
}

/** What the deepest focused element is called, across shadow trees. */
const FOCUSED = `(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at === null ? '' : at.tagName === 'IFRAME' ? 'IFRAME' : (at.labels?.[0] ?? at).textContent.trim();
})()`;

const EVENTS = ['state', 'verified', 'denied', 'review', 'error'];

/** Serves pages of a host from the origin of its REST routes, under a strict content security policy. */
@Controller('frontend')
export class FrontendController {
  @Get(':file')
  async file(
    @Param('file') file: string,
    @Query() { person = '', ...query }: Record<string, string>,
    @Res() response: Response,
  ) {
    const { attributes = '', lang = 'en', frames = "'none'", script = '' } = query;
    response.set(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; connect-src 'self'; frame-src ${frames}`,
    );
    switch (file) {
      case 'idenfy-verification.js':
        response.type('js').send(await readFile('libs/browser/dist/idenfy-verification.js', 'utf8'));
        break;
      case 'page.js':
        response.type('js').send(scriptOf(person, script));
        break;
      default:
        response.type('html').send(pageOf(lang, attributes, new URLSearchParams({ person, script })));
    }
  }
}

const pageOf = (lang: string, attributes: string, query: URLSearchParams) => `<!doctype html>
<html lang="${lang}">
  <meta charset="utf-8"><meta name="color-scheme" content="light dark">
  <meta name="viewport" content="width=device-width, initial-scale=1"><title>A frontend</title>
  <script type="module" src="page.js?${query.toString().replaceAll('&', '&amp;')}"></script>
  <main><h1>Your account</h1>
  <idenfy-verification ${attributes}><p slot="notice">We keep your data safe.</p></idenfy-verification></main>
</html>`;

const scriptOf = (person: string, more: string) => `
import './idenfy-verification.js';
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
window.element = document.querySelector('idenfy-verification');
window.told = [];
for (const name of ${JSON.stringify(EVENTS)})
  element.addEventListener('idenfy-' + name, ({ detail }) => told.push([name, detail.status ?? String(detail)]));
element.addEventListener('idenfy-state', ({ detail }) => (window.scanRef = detail.scanRef));
element.headers = { 'x-caller': '${person}' };
${more}`;

/** A page of a host with the element, as a person uses it. */
export class ElementPage {
  private constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {}

  static async open(
    context: BrowserContext,
    kyc: KycApp,
    person: string,
    host: Host = {},
  ): Promise<ElementPage> {
    const { uiUrl } = kyc.simulator;
    const query = new URLSearchParams({ person, frames: new URL(uiUrl).origin, ...host });
    return ElementPage.visit(context, `${kyc.url}/frontend/page?${query.toString()}`, uiUrl);
  }

  /** @param uiUrl where iDenfy's page is */
  static async visit(context: BrowserContext, url: string, uiUrl: string): Promise<ElementPage> {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(url);
    return new ElementPage(page, new URL(uiUrl).origin);
  }

  /** Until the element shows it. */
  async shows(view: string): Promise<void> {
    await this.page.locator(`[part=card][data-view="${view}"]`).waitFor();
  }

  /** Moves the focus by the tab key, in the page or in iDenfy's frame, and presses Enter. */
  async press(name: string, page = this.page): Promise<void> {
    await this.tabTo(name, page);
    await page.keyboard.press('Enter');
  }

  async tabTo(name: string, page = this.page): Promise<void> {
    const seen: string[] = [];
    for (let tabs = 0; tabs < 60; tabs++) {
      const at = await this.#focused(page);
      if (at === name) return;
      seen.push(at);
      await page.keyboard.press('Tab');
    }
    throw new Error(`the tab key does not lead to "${name}", but to: ${seen.join(' | ')}`);
  }

  /** iDenfy's page, once its buttons work. */
  async idenfy(): Promise<Frame> {
    const handle = await this.page.locator('iframe').elementHandle();
    const frame = await handle?.contentFrame();
    if (!frame) throw new Error('there is no frame');
    await frame.waitForURL(({ origin }) => origin === this.origin);
    await frame.locator('button:enabled').first().waitFor(); // the tab key passes over the others
    return frame;
  }

  /** Of the verification, once the page is told of it: the session may show a moment earlier. */
  async scanRef(): Promise<string> {
    return vi.waitUntil(() => this.evaluate<string>('window.scanRef'), { timeout: 30_000 });
  }

  evaluate<T>(expression: string): Promise<T> {
    return this.page.evaluate<T>(expression);
  }

  async #focused(page: Page): Promise<string> {
    const at = await page.evaluate<string>(FOCUSED);
    if (at !== 'IFRAME') return at;
    const frame = page.frames().find((one) => one.url().startsWith(this.origin));
    return frame ? frame.evaluate<string>(FOCUSED) : at;
  }
}
