import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasChromium, startChromium } from '../support/chromium.js';
import { createTestDatabase } from '../support/database.js';
import { type LocalService, startLocalService } from '../support/local-service.js';
import { ServiceProcess } from '../support/service-process.js';
import { ElementPage } from './element-page.js';

const run = promisify(execFile);
const VITE = resolve('node_modules/vite/bin/vite.js');
const TSC = resolve('node_modules/typescript/bin/tsc');
const LOOPBACK = '127.0.0.1';

/** Where `npm run examples:check -- --all` has built the example of Next.js, which this workspace does not install. */
const nextExample = process.env['NEXT_EXAMPLE'];

const folderOf = (example: string) => resolve('examples', example);

describe.runIf(hasChromium)('the examples, by keyboard alone', () => {
  let service: LocalService;
  let browser: Browser;

  beforeAll(async () => {
    [service, browser] = await Promise.all([startLocalService(), startChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  it('plain-html leads to a verdict', async () => {
    const PORT = String(await freePort());
    const url = await serve(folderOf('plain-html'), ['serve.mjs'], { PORT, SERVICE_URL: service.url });

    await reachVerdict(await visit(`${url}/?person=plain`));
  });

  it('react-vite leads to a verdict', async () => {
    const folder = folderOf('react-vite');
    const PORT = String(await freePort());
    await build(folder, [VITE, 'build', '--logLevel', 'warn']);
    const preview = [VITE, 'preview', '--host', LOOPBACK, '--port', PORT, '--strictPort'];
    const url = await serve(folder, preview, { PORT, SERVICE_URL: service.url });

    await reachVerdict(await visit(`${url}/?person=react`));
  });

  it('nest-only leads to a verdict, and knows a verified person', async () => {
    const folder = folderOf('nest-only');
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const PORT = String(await freePort());
    const webhookUrl = `http://${LOOPBACK}:${PORT}/idenfy/webhooks`;
    const signingKey = 'a-signing-key-of-enough-length';
    const simulator = await IdenfySimulator.start({ port: 0, webhookUrl, signingKey });
    onTestFinished(() => simulator.close());
    await build(folder, [TSC, '--noCheck']);
    const url = await serve(folder, ['dist/main.js'], {
      PORT,
      DATABASE_URL: database.url,
      IDENFY_API_KEY: simulator.apiKey,
      IDENFY_API_SECRET: simulator.apiSecret,
      IDENFY_BASE_URL: simulator.url,
      IDENFY_UI_URL: simulator.uiUrl,
      IDENFY_WEBHOOK_SIGNING_KEY: signingKey,
    });
    expect((await fetch(`${url}/account`)).status).toBe(401);
    const host = await visit(url, simulator.uiUrl);

    await logIn(host, 'nest');
    await reachVerdict(host);
  });

  it.runIf(nextExample)('next-app-router leads to a verdict, and keeps the token on the server', async () => {
    const next = ['node_modules/next/dist/bin/next', 'start', '--hostname', LOOPBACK];
    const PORT = String(await freePort());
    const url = await serve(nextExample ?? '', next, { PORT, SERVICE_URL: service.url });
    const host = await visit(url);

    await logIn(host, 'next');
    await reachVerdict(host);

    expect(await host.evaluate('document.cookie')).toBe('');
    const forged = await fetch(`${url}/idenfy/verifications`, { method: 'POST' });
    expect(forged.status).toBe(403);
  });

  /** A browser with no login of another test. */
  async function visit(url: string, uiUrl = service.simulator.uiUrl): Promise<ElementPage> {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    return ElementPage.visit(context, url, uiUrl);
  }
});

async function logIn(host: ElementPage, person: string): Promise<void> {
  await host.tabTo('A made-up name');
  await host.page.keyboard.type(person);
  await host.press('Continue');
}

async function reachVerdict(host: ElementPage): Promise<void> {
  await host.shows('intro');
  await host.press('Start');
  await host.shows('session');
  await host.idenfy();
  await host.press('Approved');
  await host.shows('verified');
  await host.page.getByText('Welcome. Your account is open.').waitFor();
}

function environment(): { PATH: string; HOME: string } {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}

async function build(cwd: string, script: readonly string[]): Promise<void> {
  await run(process.execPath, script, { cwd, env: environment() }); // not NODE_ENV=test
}

/** Runs a script of the example until the test ends. @returns its address, which answers by then */
async function serve(
  cwd: string,
  script: readonly string[],
  variables: Record<string, string> & { readonly PORT: string },
): Promise<string> {
  const server = new ServiceProcess([process.execPath, ...script], { DATA_DIR: cwd, ...variables }, cwd);
  onTestFinished(async () => {
    await server.stop();
  });
  const url = `http://${LOOPBACK}:${variables.PORT}`;
  await server.startLine(); // its error, where it ends instead
  await expect.poll(() => answers(url), { timeout: 60_000 }).toBe(true);
  return url;
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
