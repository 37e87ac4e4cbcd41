import { Injectable } from '@nestjs/common';
import { IdenfyVerifications, OnVerification, SessionImport, type VerificationChange } from 'nestjs-idenfy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandEnd, commandLine } from '../support/command-line.js';
import { KycApp } from '../support/kyc-app.js';
import { Partner } from '../support/partner.js';

let kyc: KycApp;
let partner: Partner;
let approved: string[];

beforeEach(async () => {
  approved = [];
  @Injectable()
  class Accounts {
    @OnVerification('APPROVED')
    open({ verification }: VerificationChange) {
      approved.push(verification.clientId);
    }
  }
  kyc = await KycApp.start({
    options: { webhooks: { worker: { enabled: false } }, reconciliation: { enabled: false } },
    host: { providers: [Accounts] },
  });
  partner = new Partner(kyc.simulator);
});
afterEach(() => kyc.close());

function run(...args: string[]): Promise<CommandEnd> {
  const { apiKey, apiSecret, url } = kyc.simulator;
  return commandLine(['import', '--by', 'mary', ...args], {
    DATABASE_URL: kyc.database.url,
    IDENFY_API_KEY: apiKey,
    IDENFY_API_SECRET: apiSecret,
    IDENFY_AUDIT_KEYS: `a1:${Buffer.alloc(32, 3).toString('base64')}`,
    IDENFY_BASE_URL: url,
  });
}

const statusCalls = () => kyc.simulator.requests('/api/v2/status').length;
const standing = (clientId: string) => kyc.app.get(IdenfyVerifications).standing(clientId);

/** A session that another system started, with its final result. */
async function sessionElsewhere(clientId: string, overall: 'APPROVED' | 'DENIED'): Promise<string> {
  const { scanRef } = await partner.session({ clientId });
  kyc.simulator.outcome(scanRef, { overall });
  await kyc.settled();
  return scanRef;
}

describe('nestjs-idenfy import', () => {
  it('tracks a session started elsewhere and applies the webhook that waited for it', async () => {
    const scanRef = await sessionElsewhere('eve', 'APPROVED');
    expect(await standing('eve')).toBe('NONE');

    const { code, out, error } = await run('--client-id', 'eve', '--scan-ref', scanRef);
    await kyc.settled();

    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(new RegExp(`^${scanRef} +APPROVED +yes +- +imported$`, 'm'));
    expect(await standing('eve')).toBe('VERIFIED');
    expect(approved).toEqual(['eve']);
    expect(await kyc.database.query('select state from idenfy_webhook')).toEqual([{ state: 'applied' }]);
    const { body } = await kyc.request<{ items: Record<string, unknown>[] }>(
      'GET',
      `/idenfy/verifications/${scanRef}/history`,
      { caller: 'staff:grace' },
    );
    expect(body.items.map(({ cause, to, actor }) => [cause, to, actor])).toEqual([
      ['ADOPTED', 'ACTIVE', 'mary'],
      ['LOOKUP', 'APPROVED', 'mary'],
      ['WEBHOOK', 'APPROVED', 'idenfy'],
    ]);
    expect(await kyc.database.query('select points from idenfy_rate_budget')).toEqual([{ points: 1 }]);
  });

  it('asks iDenfy once when it is run repeatedly', async () => {
    const scanRef = await sessionElsewhere('eve', 'APPROVED');
    await run('--client-id', 'eve', '--scan-ref', scanRef);

    const { out } = await run('--client-id', 'eve', '--scan-ref', scanRef, '--json');

    expect(JSON.parse(out)).toMatchObject([{ scanRef, status: 'APPROVED', imported: false }]);
    expect(statusCalls()).toBe(1);
  });

  it('finds the only session of a person, and asks for a scanRef when there are several', async () => {
    const first = await sessionElsewhere('eve', 'DENIED');
    expect((await run('--client-id', 'eve')).out).toContain(first);
    const second = await sessionElsewhere('eve', 'APPROVED');

    const { code, error } = await run('--client-id', 'eve');
    expect(code).toBe(1);
    expect(error).toMatch(/^nestjs-idenfy: iDenfy has several sessions .*--scan-ref.*\n$/);
    expect(error).toContain(`${second} (APPROVED)`);

    await run('--client-id', 'eve', '--scan-ref', first, '--scan-ref', second);
    expect(await standing('eve')).toBe('VERIFIED');
    expect((await run('--client-id', 'nobody')).error).toBe(
      'nestjs-idenfy: iDenfy has no session for this person\n',
    );
  });

  it('does not let an older session change the standing set by a newer one', async () => {
    const older = await sessionElsewhere('eve', 'DENIED');
    const newer = await sessionElsewhere('eve', 'APPROVED');
    await run('--client-id', 'eve', '--scan-ref', newer);

    await run('--client-id', 'eve', '--scan-ref', older, '--started-at', '2026-01-31');

    expect(await standing('eve')).toBe('VERIFIED');
  });

  it('refuses the session of another person', async () => {
    const scanRef = await sessionElsewhere('eve', 'APPROVED');

    const { code, error } = await run('--client-id', 'mallory', '--scan-ref', scanRef);

    expect({ code, error }).toEqual({
      code: 1,
      error: 'nestjs-idenfy: This session was started for another clientId.\n',
    });
    expect(await standing('mallory')).toBe('NONE');
    expect(await kyc.database.query('select 1 from idenfy_verification')).toEqual([]);
  });

  it('does not replace a live verification, but imports a finished one beside it', async () => {
    const over = await sessionElsewhere('ada', 'DENIED');
    const running = (await partner.session({ clientId: 'ada' })).scanRef;
    await kyc.database.query(
      `insert into idenfy_verification (id, client_id, scan_ref, status, started_by)
       values (gen_random_uuid(), 'ada', 'ours', 'ACTIVE', 'test')`,
    );

    const refused = await run('--client-id', 'ada', '--scan-ref', running);
    const taken = await run('--client-id', 'ada', '--scan-ref', over);

    expect(refused).toMatchObject({ code: 1, error: expect.stringContaining('not over') });
    expect(taken.code).toBe(0);
    expect(
      await kyc.database.query(
        'select scan_ref, closed_at is null as live from idenfy_verification order by created_at',
      ),
    ).toEqual([
      { scan_ref: 'ours', live: true },
      { scan_ref: over, live: false },
    ]);
  });

  it('follows a session that is still open', async () => {
    const { scanRef } = await partner.session({ clientId: 'eve' });

    await run('--client-id', 'eve', '--scan-ref', scanRef);
    expect(await standing('eve')).toBe('PENDING');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    expect(await standing('eve')).toBe('VERIFIED');
  });

  it('stores no extracted data where the host keeps none', async () => {
    const { scanRef } = await partner.session({ clientId: 'eve' });
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });

    await run('--client-id', 'eve', '--scan-ref', scanRef, '--keep', 'nothing');

    expect(await kyc.database.query('select status, fraud_tags from idenfy_verification')).toEqual([
      { status: 'SUSPECTED', fraud_tags: [] },
    ]);
  });

  it('names a missing argument in one line', async () => {
    const named = ['--client-id', 'eve', '--scan-ref'];
    for (const [args, problem] of [
      [[], '--client-id must be'],
      [[...named, 'a b'], '--scan-ref must be a scanRef'],
      [[...named, 'a', '--started-at', 'yesterday'], '--started-at must be'],
      [
        [...named, 'a', ...named, 'b', '--started-at', '2026-01-31'],
        '--started-at needs exactly one --scan-ref',
      ],
      [[...named, 'a', '--keep', 'data'], "--keep can only be 'nothing'"],
      [['eve'], "unexpected argument 'eve'"],
    ] as const) {
      const { code, error } = await run(...args);
      expect(code).toBe(2);
      expect(error).toMatch(/^[^\n]+\n$/);
      expect(error).toContain(problem);
    }
    expect((await run(...named, 'unknown-to-idenfy')).code).toBe(1);
    expect(await commandLine(['import', ...named, 'a'], { DATABASE_URL: kyc.database.url })).toMatchObject({
      code: 2,
      error: "nestjs-idenfy: IDENFY_API_KEY is not set; see 'nestjs-idenfy import --help'\n",
    });
  });
});

describe('SessionImport', () => {
  it('imports a session once when called concurrently', async () => {
    const scanRef = await sessionElsewhere('eve', 'APPROVED');
    const sessions = kyc.app.get(SessionImport);
    const session = { clientId: 'eve', scanRef, actor: { kind: 'staff', id: 'mary' } } as const;

    const brought = await Promise.all(Array.from({ length: 5 }, () => sessions.bring(session)));

    expect(brought.filter(({ imported }) => imported)).toHaveLength(1);
    expect(new Set(brought.map(({ verification }) => verification.id)).size).toBe(1);
  });
});
