import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from './chromium.js';
import { ServiceProcess } from './service-process.js';

/** The built service with its local parts, and a browser that shows its page. */
export class OnboardingPage {
  page!: Page;
  /** Errors the page had: there should be none. */
  complaints: string[] = [];

  private constructor(
    private readonly folder: string,
    private readonly service: ServiceProcess,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<OnboardingPage> {
    const folder = await mkdtemp(join(tmpdir(), 'page-'));
    const service = await ServiceProcess.start({ DATA_DIR: folder });
    const [browser] = await Promise.all([startChromium(), service.startLine()]);
    return new OnboardingPage(folder, service, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.service.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    this.page = await context.newPage();
    this.page.setDefaultTimeout(15_000);
    this.complaints = [];
    this.page.on('pageerror', (error) => this.complaints.push(error.message));
    this.page.on('console', (message) => {
      const isRefusal = message.text().startsWith('Failed to load resource'); // a 4xx that the page handles
      if (message.type() === 'error' && !isRefusal) this.complaints.push(message.text());
    });
    await this.page.goto(await this.service.url());
    return this.page;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async signIn(name: string): Promise<void> {
    await this.page.getByLabel('A made-up name').fill(name);
    await this.page.getByRole('button', { name: 'Continue' }).click();
    await this.verdict('Verify your identity');
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: 'Start' }).click();
    await this.page.locator('iframe').waitFor();
  }

  /** Chooses how it ends on iDenfy's page, inside the frame. */
  async finishAtIdenfy(outcome: string): Promise<void> {
    const element = await this.page.locator('iframe').elementHandle();
    const idenfy = await element?.contentFrame();
    await idenfy?.waitForLoadState('load'); // without its script a press of a button leads nowhere
    await idenfy?.getByRole('button', { name: outcome, exact: true }).click();
  }

  /** Another tab with the console, where this officer has signed in. */
  async openConsole(officer: string): Promise<Page> {
    const tab = await this.page.context().newPage();
    await tab.goto(`${await this.service.url()}/console`);
    await tab.getByLabel('A made-up name').fill(officer);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.getByRole('heading', { name: 'Queue' }).waitFor();
    return tab;
  }

  verdict(text: string): Promise<void> {
    return this.page.locator('idenfy-verification').getByRole('heading', { name: text }).waitFor();
  }

  isTooWide(): Promise<unknown> {
    return this.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  }
}
