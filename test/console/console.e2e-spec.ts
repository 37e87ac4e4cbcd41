import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { EvidenceCollector, IdenfyWorkers, OnVerification, STAFF_PERMISSIONS } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { unpacked, writePack } from '../evidence/pack.js';
import { hasChromium, startChromium } from '../support/chromium.js';
import { commandLine } from '../support/command-line.js';
import type { KycApp } from '../support/kyc-app.js';
import { Officer, started, startWithConsole, suspicion } from './officer.js';

const evidenceKeys = generateKeyPairSync('ed25519');

let broken = true;

@Injectable()
class Accounts {
  @OnVerification('APPROVED', { maxAttempts: 1 })
  open(): void {
    if (broken) throw new Error('the bank is away');
  }
}

describe.skipIf(!hasChromium)('the console', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  describe.each(['express', 'fastify'] as const)('on %s', (adapter) => {
    let kyc: KycApp;

    beforeAll(async () => {
      kyc = await startWithConsole(adapter, {
        options: {
          keep: 'evidence',
          webhooks: { worker: { enabled: false } }, // the test says when evidence is collected
          evidence: {
            signingKey: evidenceKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          },
        },
      });
    });
    afterAll(() => kyc.close());

    async function officer(login: string | null): Promise<Officer> {
      const at = await Officer.at(kyc, browser, login);
      onTestFinished(() => at.leave());
      return at;
    }

    it('is one page for every address below its path, and answers files for good', async () => {
      const moved = await kyc.request('GET', '/kyc?tab=ALL');
      const page = await kyc.request('GET', '/kyc/cases/some-case', { headers: { accept: 'text/html' } });
      const [, asset = ''] = /src="\.\/(assets\/[^"]+\.js)"/.exec(page.text) ?? [];
      const file = await kyc.request('GET', `/kyc/${asset}`, { headers: { 'accept-encoding': 'gzip' } });
      const unchanged = await kyc.request('GET', `/kyc/${asset}`, {
        headers: { 'if-none-match': file.headers.get('etag') ?? '' },
      });

      expect([moved.status, moved.headers.get('location')]).toEqual([308, 'kyc/?tab=ALL']);
      expect(page.text).toContain('<base href="../" />');
      expect(page.text).toContain('<title>ACME</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(page.headers.get('content-security-policy')).toMatch(
        /default-src 'self'; script-src 'self'; style-src 'self';/,
      );
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(file.headers.get('content-encoding')).toBe('gzip');
      expect(unchanged.status).toBe(304);
      for (const path of ['/kyc/assets/gone.js', '/kyc/../package.json', '/kycx']) {
        expect((await kyc.request('GET', path)).status, path).toBe(404);
      }
      expect((await kyc.request('POST', '/kyc/queue')).status).toBe(404);
    });

    it('takes a case from the queue to a decision of two people, and hands over the evidence', async () => {
      const scanRef = await suspicion(kyc, `nora-${adapter}`);
      const grace = await officer('grace');
      await grace.open('');
      await grace.page.getByRole('link', { name: `nora-${adapter}` }).click();
      await grace.see('Face on a blocklist');
      await grace.page.getByLabel('Reason for access').fill('decide on the suspicion');
      await grace.press('Open images and data');
      await grace.page.getByRole('img', { name: 'Front' }).waitFor();
      await grace.page.getByLabel('Reason for your decision').fill('seen in person');
      await grace.press('Accept');
      await grace.see('grace proposes to accept');

      const rasa = await officer('rasa');
      await rasa.open(`cases/${scanRef}`);
      await rasa.see('grace proposes to accept');
      await rasa.see('seen in person');
      await rasa.press('Confirm: accept');
      await rasa.see('The person is accepted.');
      await grace.see('This case changed while you were reading it.');
      await grace.press('Show the new state');
      await grace.see('by rasa');

      await kyc.app.get(EvidenceCollector).run();
      await grace.press('More');
      const [download] = await Promise.all([
        grace.page.waitForEvent('download'),
        grace.page.getByRole('menuitem', { name: 'Download the evidence pack' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`${scanRef}-evidence.zip`);
      const pack = await download.path();
      expect(await verified(pack)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/ is whole: 10 files, signed at /),
      });
      const files = await unpacked(await readFile(pack));
      const decisions = files.get('decisions.json') ?? Buffer.alloc(0);
      expect(decisions.toString()).toContain('"actor": "rasa"');
      decisions.write('mona', decisions.indexOf('rasa'));
      await writePack(pack, files);
      expect(await verified(pack)).toMatchObject({ code: 1, out: expect.stringContaining('decisions.json') });
      expect([grace.complaints, rasa.complaints]).toEqual([[], []]);
    });
  });

  it('marks where the document differs from what was claimed', async () => {
    const kyc = await startWithConsole('express', { options: { keep: 'data' } });
    onTestFinished(() => kyc.close());
    const scanRef = await started(kyc, 'ona', { firstName: 'Ona', lastName: 'Kazlauskas' });
    kyc.simulator.outcome(scanRef, {
      overall: 'SUSPECTED',
      mismatchTags: ['SURNAME'],
      data: { docFirstName: 'ONA', docLastName: 'KAZLAUSKIS' },
    });
    await kyc.settled();
    const grace = await Officer.at(kyc, browser, 'grace');
    onTestFinished(() => grace.leave());
    await grace.open(`cases/${scanRef}`);
    await grace.page.getByLabel('Reason for access').fill('decide on the suspicion');
    await grace.press('Open images and data');

    const row = (field: string) => grace.page.getByRole('row', { name: field });
    await row('Last name').getByText('Differs').waitFor();
    expect(await row('Last name').locator('mark').allTextContents()).toEqual(['a', 'I']);
    await row('First name').getByText('Same').waitFor();
    expect(await row('First name').locator('mark').count()).toBe(0);
    expect(grace.complaints).toEqual([]);
  });

  /** What `npx nestjs-idenfy evidence verify` says of a pack, given the public key alone. */
  async function verified(pack: string) {
    const folder = await mkdtemp(join(tmpdir(), 'console-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const key = join(folder, 'public.pem');
    await writeFile(key, evidenceKeys.publicKey.export({ type: 'spki', format: 'pem' }));
    return commandLine(['evidence', 'verify', pack, '--public-key', key], {});
  }

  describe('for its reader', () => {
    let kyc: KycApp;
    let sven: string;

    beforeAll(async () => {
      kyc = await startWithConsole('express', { host: { providers: [Accounts] } });
      sven = await suspicion(kyc, 'sven');
    });
    afterAll(() => kyc.close());

    it('refuses a decision on a state that has changed, and shows both', async () => {
      const scanRef = await suspicion(kyc, 'otto');
      const grace = await Officer.at(kyc, browser, 'grace');
      onTestFinished(() => grace.leave());
      await grace.page.route('**/idenfy/events', (route) => route.abort());
      await grace.open(`cases/${scanRef}`);
      await grace.page.getByLabel('Reason for your decision').fill('seen in person');
      kyc.simulator.outcome(scanRef, {
        overall: 'SUSPECTED',
        fraudTags: ['FACE_BLACKLISTED', 'AML_SUSPECTION'],
      });
      await kyc.settled();
      await grace.press('Accept');

      await grace.see('The case changed before your decision arrived.');
      const now = grace.page.getByRole('row', { name: 'Tags' }).getByRole('cell').last();
      expect(await now.textContent()).toContain('AML hit');
    });

    it('settles by hand what nothing else settles', async () => {
      const scanRef = await started(kyc, 'rita');
      const webhook = aWebhook({ scanRef, clientId: 'another', overall: 'APPROVED' });
      await kyc.request('POST', '/idenfy/webhooks', signWebhook(webhook, kyc.simulator.signingKey ?? ''));
      await kyc.settled();
      const reader = await Officer.at(kyc, browser, 'rosa:review');
      onTestFinished(() => reader.leave());
      await reader.open(`cases/${scanRef}`);
      await reader.see('A webhook names another person');
      expect(await reader.page.getByRole('button', { name: 'Mark as settled' }).count()).toBe(0);

      const grace = await Officer.at(kyc, browser, 'grace', { locale: 'de-DE' });
      onTestFinished(() => grace.leave());
      await grace.open(`cases/${scanRef}`);
      await grace.press('Als geklärt markieren');
      await grace.page.getByLabel('Was geklärt wurde').fill('die Agentur sendet ihre Nummer');
      await grace.page.getByRole('dialog').getByRole('button', { name: 'Als geklärt markieren' }).click();

      await grace.see('klärte von Hand: Ein Webhook nennt eine andere Person');
      await grace.page
        .getByRole('button', { name: 'Als geklärt markieren' })
        .first()
        .waitFor({ state: 'detached' });
      expect(grace.complaints).toEqual([]);
    });

    it('is worked by keyboard alone', async () => {
      await suspicion(kyc, 'pia');
      const grace = await Officer.at(kyc, browser, 'grace');
      onTestFinished(() => grace.leave());
      await grace.open('queue?q=pia');
      await grace.page.getByRole('link', { name: 'pia' }).waitFor();
      await grace.page.getByRole('heading', { name: 'Queue' }).click();
      await grace.page.keyboard.press('j');
      await grace.page.keyboard.press('a');
      await grace.see('Assigned to grace.');
      await grace.page.keyboard.press('Enter');
      await grace.see('What iDenfy says');
      await grace.page.keyboard.press('n');
      await grace.page.keyboard.type('called the branch');
      await grace.page.keyboard.press('Tab');
      await grace.page.keyboard.press('Enter');
      await grace.see('The note is added.');
      await grace.page.keyboard.press('Control+k');
      await grace.page.keyboard.type('go to people');
      await grace.page.keyboard.press('Enter');
      await grace.page.getByRole('heading', { name: 'People' }).waitFor();
      expect(grace.complaints).toEqual([]);
    });

    it('retries a group of stuck work', async () => {
      broken = true;
      const scanRef = await started(kyc, 'quinn');
      kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
      await kyc.settled();
      const grace = await Officer.at(kyc, browser, 'grace');
      onTestFinished(() => grace.leave());
      await grace.open('stuck');
      await grace.page.getByText('Accounts.open').click();
      broken = false;
      await grace.press('Retry all');
      await grace.page.getByRole('button', { name: 'Retry 1 call' }).waitFor();
      await grace.page.getByRole('dialog').getByLabel('Reason').fill('the bank is back');
      await grace.press('Retry 1 call');
      await grace.page.getByText(/^Retried \d/).waitFor();
      await kyc.app.get(IdenfyWorkers).drain();

      await grace.see('Retried 1 of 1.');
      await grace.see('Nothing of this group is stuck any more.');
      expect(grace.complaints).toEqual([]);
    });

    it('erases a verification once the id of the person is typed, and shows the receipt', async () => {
      const scanRef = await started(kyc, 'rita');
      kyc.simulator.outcome(scanRef, { overall: 'DENIED' });
      await kyc.settled();
      const grace = await Officer.at(kyc, browser, 'grace');
      onTestFinished(() => grace.leave());
      await grace.open(`cases/${scanRef}`);
      await grace.press('More');
      await grace.page.getByRole('menuitem', { name: 'Erase this verification' }).click();
      const erase = grace.page.getByRole('button', { name: 'Erase for good' });
      await grace.page.getByRole('dialog').getByLabel('Reason').fill('asked for it');
      expect(await erase.isDisabled()).toBe(true);
      await grace.page.getByLabel('Type rita to confirm').fill('rita');
      await erase.click();

      await grace.see('The erasure has begun.');
      await grace.page.getByRole('heading', { name: 'Erasure' }).waitFor();
    });

    it('keeps what is known of a person longer, records the relationship, and holds it for a court', async () => {
      const grace = await Officer.at(kyc, browser, 'grace');
      onTestFinished(() => grace.leave());
      const dialog = grace.page.getByRole('dialog');
      const choose = async (act: string) => {
        await grace.press('Actions');
        await grace.page.getByRole('menuitem', { name: act }).click();
      };
      await grace.open('people/sven');

      await choose('Extend the retention');
      await grace.page.keyboard.type('01012040'); // the field of the day has the focus
      await dialog.getByLabel('Reason').fill('a pending claim');
      await dialog.getByRole('button', { name: 'Extend the retention' }).click();
      await grace.see('The retention of sven is extended.');

      await choose('Record the business relationship');
      const record = dialog.getByRole('button', { name: 'Save' });
      await dialog.getByLabel('Reason').fill('told by the branch');
      expect(await record.isDisabled()).toBe(true);
      await dialog.getByLabel('Began on').fill('2026-01-05');
      await record.click();
      await grace.see('The relationship with sven is recorded.');

      await choose('Place a legal hold');
      await dialog.getByLabel('Reason').fill('asked for by a court');
      await dialog.getByRole('button', { name: 'Place a legal hold' }).click();
      await grace.see('A legal hold is on sven.');
      await grace.see('asked for by a court');
      await choose('Lift the legal hold');
      await dialog.getByLabel('Reason').fill('the court is done');
      await dialog.getByRole('button', { name: 'Lift the legal hold' }).click();
      await grace.page.getByText('asked for by a court').waitFor({ state: 'detached' });
      expect(grace.complaints).toEqual([]);
    });

    const SHOWN: Record<string, readonly string[]> = {
      review: ['Queue', 'Overview', 'People'],
      operate: ['Stuck work', 'Operations'],
      audit: ['Audit'],
    };

    it('shows what the permissions allow, and nothing else', async () => {
      const officer = await Officer.at(kyc, browser, 'grace');
      onTestFinished(() => officer.leave());
      const screens = officer.page.getByRole('navigation', { name: 'Screens' });
      for (const permission of STAFF_PERMISSIONS) {
        await officer.become(`grace:${permission}`);
        await officer.open('');
        const [first] = SHOWN[permission] ?? [];
        await (first === undefined
          ? officer.see('You have no permission for any screen.')
          : officer.page.getByRole('heading', { name: first, level: 1 }).waitFor());

        const links = await screens.getByRole('link').all();
        const names = await Promise.all(links.map((link) => link.getAttribute('title')));
        expect(names.filter(Boolean), permission).toEqual(SHOWN[permission] ?? []);
      }
      expect(officer.complaints).toEqual([]);
    });

    it('leads to the sign-in page of the host, and back', async () => {
      const officer = await Officer.at(kyc, browser, null);
      onTestFinished(() => officer.leave());
      await officer.page.route('**/login*', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>Sign in</title>' }),
      );
      await officer.open('people?status=DENIED');
      await officer.page.waitForURL(/\/login/);

      expect(new URL(officer.page.url()).searchParams.get('returnTo')).toBe('/kyc/people?status=DENIED');
    });

    it('speaks German to those who read it', async () => {
      const officer = await Officer.at(kyc, browser, 'grace', { locale: 'de-DE' });
      onTestFinished(() => officer.leave());
      await officer.open('queue?tab=DECISION');
      await officer.page.getByRole('link', { name: 'Personen' }).waitFor();
      expect(await officer.page.evaluate('document.documentElement.lang')).toBe('de');

      await officer.page.getByText('Gesicht auf einer Sperrliste').first().waitFor();
      await officer.open(`cases/${sven}`);
      await officer.see('Das Selfie gleicht einem Gesicht, das Ihr Unternehmen früher gesperrt hat.');

      await officer.open('operations');
      await officer.see('Tabellen, Spalten, Indizes und Trigger sind da.');
      const { body } = await kyc.request<{
        checks: { check: string; detail: string; hint: string | null }[];
      }>('GET', '/idenfy/doctor', { headers: { cookie: 'officer=grace' } });
      const shown = await officer.page.getByRole('main').innerText();
      const english = body.checks.flatMap(({ check, detail, hint }) => [check, detail, hint ?? check]);
      // versions and names are the same in every language
      const sentences = english.filter((text) => /[a-z]+ [a-z]+ [a-z]+/.test(text) || text.includes(': '));
      expect(sentences.length).toBeGreaterThan(body.checks.length);
      expect(sentences.filter((text) => shown.includes(text))).toEqual([]);
      expect(officer.complaints).toEqual([]);
    });
  });

  it('keeps a bearer token that the sign-in page hands over in memory only', async () => {
    const kyc = await startWithConsole('express', { bearer: true });
    onTestFinished(() => kyc.close());
    const officer = await Officer.at(kyc, browser, null);
    onTestFinished(() => officer.leave());
    await officer.page.context().route('**/login*', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<script>opener.postMessage({ type: 'idenfy-console:token', token: 'grace' }, location.origin); close()</script>`,
      }),
    );
    await officer.open('queue');
    await officer.press('Sign in');
    await officer.page.getByRole('heading', { name: 'Queue' }).waitFor();

    expect(
      await officer.page.evaluate(
        'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
      ),
    ).not.toContain('grace');
    await officer.page.reload();
    await officer.see('Sign in to ACME');
  });
});
