import { Injectable } from '@nestjs/common';
import { IdenfyConsoleModule } from '@nestjs-idenfy/console';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest, type StaffPermission } from 'nestjs-idenfy';
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { vi } from 'vitest';
import { KycApp, type KycAppSetup } from '../support/kyc-app.js';

/**
 * The login of a host: the cookie `officer=grace`, or `officer=grace:review.decide` with these permissions; the bearer token
 * alike.
 */
@Injectable()
class CookieAccess extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const [, name, permissions] =
      /(?:^Bearer |officer=)(\w+)(?::([\w.-]+))?/.exec(headers.authorization ?? headers.cookie ?? '') ?? [];
    if (name === undefined) return null;
    return {
      staff: true,
      id: name,
      ...(permissions !== undefined && { permissions: permissions.split('.') as StaffPermission[] }),
    };
  }
}

/** A service with the console at `/kyc`, whose decisions need a second person. It keeps what `keep` says. */
export function startWithConsole(
  adapter: 'express' | 'fastify',
  {
    host = {},
    bearer = false,
    options = {},
  }: { host?: KycAppSetup['host']; bearer?: boolean; options?: KycAppSetup['options'] } = {},
): Promise<KycApp> {
  return KycApp.start({
    adapter,
    options: {
      ...options,
      csrf: true,
      retention: { keepAtLeastDays: 0 },
      decisions: { fourEyes: true, reasons: ['Known from the branch'] },
    },
    extras: { access: CookieAccess },
    host: {
      ...host,
      imports: [
        IdenfyConsoleModule.forRoot({ path: 'kyc', title: 'ACME', signIn: { url: '/login', bearer } }),
      ],
    },
  });
}

/** A verification of a person, of whom the service claims something. Answers the scanRef. */
export async function started(
  kyc: KycApp,
  clientId: string,
  claims: Record<string, string> = {},
): Promise<string> {
  const { body } = await kyc.request<{ scanRef: string }>('POST', '/idenfy/verifications', {
    headers: { cookie: 'officer=seeder', 'x-idenfy-client': 'a test' },
    body: { clientId, ...claims },
  });
  return body.scanRef;
}

/** A person whom iDenfy suspects. Answers the scanRef. */
export async function suspicion(kyc: KycApp, clientId: string): Promise<string> {
  const scanRef = await started(kyc, clientId);
  kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });
  await kyc.settled();
  return scanRef;
}

/** Notes what moved without a cause of the reader, as Chromium's layout-shift entries tell it. */
const WATCH_SHIFTS = `
  self.shifts = [];
  self.shiftObserver = new PerformanceObserver((list) => self.noteShifts(list.getEntries()));
  self.noteShifts = (entries) => {
    for (const { value, sources } of entries) {
      const parts = sources.map(({ node, previousRect: was, currentRect: is }) =>
        (node?.className?.baseVal ?? node?.className ?? node?.nodeName) + ' ' + [was.x - is.x, was.y - is.y]);
      if (value > 0.0001) self.shifts.push(value.toFixed(4) + ' ' + parts.join(' | '));
    }
  };
  self.shiftObserver.observe({ type: 'layout-shift', buffered: true });
`;

/** Path and heading of every screen, with a person and a case of theirs. */
export function screensOf(
  clientId: string,
  scanRef: string,
): readonly (readonly [path: string, heading: string | RegExp])[] {
  return [
    ['queue', 'Queue'],
    [`cases/${scanRef}`, new RegExp(`^${clientId}`)],
    ['overview', 'Overview'],
    ['people', 'People'],
    [`people/${clientId}`, new RegExp(clientId)],
    ['stuck', 'Stuck work'],
    ['audit', 'Audit'],
    ['operations', 'Operations'],
  ];
}

/** An officer at a browser. Collects what the policy refused and what the console of the browser complained about. */
export class Officer {
  readonly complaints: string[] = [];
  readonly #inFlight = new Set<Request>();

  private constructor(
    private readonly kyc: KycApp,
    readonly page: Page,
  ) {}

  /** @param login such as `grace` or `grace:review.decide`; null for no one */
  static async at(
    kyc: KycApp,
    browser: Browser,
    login: string | null,
    options: BrowserContextOptions = {},
  ): Promise<Officer> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      ...options,
    });
    if (login !== null) await context.addCookies([{ name: 'officer', value: login, url: kyc.url }]);
    await context.addInitScript(WATCH_SHIFTS);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const officer = new Officer(kyc, page);
    page.on('pageerror', ({ message }) => officer.complaints.push(message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) officer.complaints.push(message.text());
    });
    page.on('requestfinished', (request) => officer.#inFlight.delete(request));
    page.on('requestfailed', (request) => officer.#inFlight.delete(request));
    page.on('request', (request) => {
      const { origin, protocol, pathname } = new URL(request.url());
      if (!pathname.endsWith('/events')) officer.#inFlight.add(request);
      if (protocol !== 'blob:' && origin !== new URL(kyc.url).origin) officer.complaints.push(request.url());
    });
    return officer;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.kyc.url}/kyc/${path}`);
  }

  async see(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  /** Signs in as someone else. */
  async become(login: string): Promise<void> {
    await this.page.context().addCookies([{ name: 'officer', value: login, url: this.kyc.url }]);
  }

  /** Nothing is a skeleton any more, and every request is answered. */
  async loaded(): Promise<void> {
    // The policy of the page allows no eval, which page.waitForFunction() uses.
    const skeletons = this.page.locator('[role=status][aria-label=Loading]');
    await vi.waitUntil(async () => (await skeletons.count()) === 0 && this.#inFlight.size === 0, {
      timeout: 20_000,
    });
    await this.page.evaluate(
      'new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))',
    );
  }

  /** What moved on the screen since the last look, the changes that follow a click within half a second included. */
  async shifts(): Promise<readonly string[]> {
    return this.page.evaluate<string[]>(
      'self.noteShifts(self.shiftObserver.takeRecords()); self.shifts.splice(0)',
    );
  }

  /** Pixels that the page is wider than its window. */
  async overflow(): Promise<number> {
    return Number(
      await this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
  }

  /** Pixels of the longest line of text. */
  async longestLine(): Promise<number> {
    return Number(
      await this.page.evaluate(`(() => {
        let longest = 0;
        const range = document.createRange();
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          range.selectNodeContents(texts.currentNode);
          for (const { width } of range.getClientRects()) longest = Math.max(longest, width);
        }
        return longest;
      })()`),
    );
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
