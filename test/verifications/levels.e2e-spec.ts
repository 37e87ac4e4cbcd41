import { Controller, Get } from '@nestjs/common';
import { type IdenfyOptions, IdenfyClock, IdenfyVerifications, RequireVerified } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

@Controller('vault')
class Vault {
  @Get('any')
  @RequireVerified()
  any(): string {
    return 'open';
  }

  @Get('full')
  @RequireVerified({ level: 'full' })
  full(): string {
    return 'open';
  }

  @Get('resident')
  @RequireVerified({ level: 'resident' })
  resident(): string {
    return 'open';
  }

  @Get('recent')
  @RequireVerified({ level: 'full', maxAgeDays: 365 })
  recent(): string {
    return 'open';
  }
}

const UTILITY_BILL = { ALL: { ALL: { UTILITY_BILL: { type: 'EXTRACT' } } } } as const;

const OPTIONS = {
  reconciliation: { enabled: false },
  defaults: { tokenType: 'IDENTIFICATION', checkDuplicateFaces: true },
  personMaySet: ['locale', 'level', 'checkAml'],
  levels: {
    basic: {},
    full: { tokenType: 'IDENTIFICATION', checkLiveness: true, checkAml: true },
    resident: { additionalSteps: UTILITY_BILL },
    paper: { tokenType: 'DOCUMENT' },
  },
} as const satisfies Partial<IdenfyOptions>;

describe.each(['express', 'fastify'] as const)('levels on %s', (adapter) => {
  let kyc: KycApp;
  let clock: ShiftableClock;
  beforeAll(async () => {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      adapter,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: OPTIONS,
      host: { controllers: [Vault] },
    });
  });
  afterAll(() => kyc.close());

  const start = (caller: string, body: object = {}) =>
    kyc.request('POST', '/idenfy/verifications', { caller, body });
  const approve = async (scanRef: unknown, outcome: object = {}) => {
    kyc.simulator.outcome(String(scanRef), { overall: 'APPROVED', ...outcome });
    await kyc.settled();
  };
  const approved = async (caller: string, body: object = {}, outcome: object = {}) => {
    const { body: session } = await start(caller, body);
    await approve(session['scanRef'], outcome);
    return String(session['scanRef']);
  };
  const me = async (caller: string, level?: string) =>
    (await kyc.request('GET', `/idenfy/clients/me${level ? `?level=${level}` : ''}`, { caller })).body;
  const vault = (caller: string, room: string) => kyc.request('GET', `/vault/${room}`, { caller });
  const asStaff = async (scanRef: string) =>
    (await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'staff:grace' })).body;
  const sent = () => kyc.simulator.requests('/api/v2/token').at(-1)?.body;

  it('let an approval through whose checks were asked for and came back clean', async () => {
    const scanRef = await approved('ada', { level: 'full' });

    expect(sent()).toMatchObject({ checkLiveness: true, checkAml: true, checkDuplicateFaces: true });
    expect(await vault('ada', 'full')).toMatchObject({ status: 200, text: 'open' });
    expect(await me('ada', 'full')).toMatchObject({
      standing: 'VERIFIED',
      nextStep: 'NONE',
      current: { scanRef },
    });
    expect(await asStaff(scanRef)).toMatchObject({
      checksAsked: ['document', 'face', 'checkAml', 'checkLiveness', 'checkDuplicateFaces'],
      checksClean: ['document', 'face', 'checkAml', 'checkLiveness', 'checkDuplicateFaces'],
      verdictAt: expect.any(String),
    });
    expect(
      (await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'ada' })).text,
    ).not.toMatch(/check|verdictAt/);
  });

  it('send to a renewal who was approved for less', async () => {
    await approved('barbara');

    expect(await vault('barbara', 'any')).toMatchObject({ status: 200 });
    expect(await vault('barbara', 'full')).toMatchObject({
      status: 403,
      body: { identifier: 'NOT_VERIFIED', nextStep: 'RENEW' },
    });
    expect(await me('barbara')).toMatchObject({ standing: 'VERIFIED', nextStep: 'NONE' });
    expect(await me('barbara', 'basic')).toMatchObject({ standing: 'VERIFIED', nextStep: 'NONE' });
    expect(await me('barbara', 'full')).toMatchObject({ standing: 'NONE', nextStep: 'RENEW' });

    const { body } = await start('barbara', { level: 'full' });
    expect(await me('barbara', 'full')).toMatchObject({ standing: 'PENDING', nextStep: 'CONTINUE' });
    expect(await vault('barbara', 'any')).toMatchObject({ status: 200 });
    await approve(body['scanRef']);
    expect(await vault('barbara', 'full')).toMatchObject({ status: 200 });
  });

  it('do not count a check that iDenfy reports as anything but clean, decided or not', async () => {
    const { body } = await start('clara', { level: 'full' });
    kyc.simulator.outcome(String(body['scanRef']), { overall: 'SUSPECTED', checks: { aml: 'PEP' } });
    await kyc.settled();
    expect(await me('clara', 'full')).toMatchObject({ standing: 'PENDING', nextStep: 'WAIT' });

    const decided = await kyc.request('POST', `/idenfy/verifications/${String(body['scanRef'])}/decision`, {
      caller: 'staff:grace',
      body: { decision: 'ACCEPTED', reason: 'Mayor of a village' },
    });

    expect(decided.status).toBe(200);
    expect(await me('clara')).toMatchObject({ standing: 'VERIFIED' });
    expect(await me('clara', 'full')).toMatchObject({ standing: 'NONE', nextStep: 'RENEW' });
    expect(await asStaff(String(body['scanRef']))).toMatchObject({
      checksClean: ['document', 'face', 'checkLiveness', 'checkDuplicateFaces'],
    });
  });

  it('demand steps that the result holds and calls valid', async () => {
    await approved('dorothy', { level: 'resident' }, { checks: { steps: 'VALID' } });
    await approved('edith', { level: 'full' });

    expect(sent()).not.toHaveProperty('additionalSteps');
    expect(await vault('dorothy', 'resident')).toMatchObject({ status: 200 });
    expect(await vault('edith', 'resident')).toMatchObject({ status: 403, body: { nextStep: 'RENEW' } });
  });

  it('count the age of an approval from the verdict', async () => {
    await approved('frances', { level: 'full' });
    expect(await vault('frances', 'recent')).toMatchObject({ status: 200 });
    expect(
      await kyc.app.get(IdenfyVerifications).person('default', 'frances', { level: 'full', maxAgeDays: 365 }),
    ).toMatchObject({ verifiedUntil: new Date((await verdict('frances')) + 365 * 24 * 60 * 60 * 1_000) });

    await kyc.database.query(
      `update idenfy_verification set verdict_at = verdict_at - interval '366 days' where client_id = 'frances'`,
    );

    expect(await vault('frances', 'recent')).toMatchObject({ status: 403, body: { nextStep: 'RENEW' } });
    expect(await vault('frances', 'full')).toMatchObject({ status: 200 });
    expect(
      await kyc.app.get(IdenfyVerifications).standing('frances', { level: 'full', maxAgeDays: 365 }),
    ).toBe('EXPIRED');
  });

  const verdict = async (clientId: string): Promise<number> => {
    const [row] = await kyc.database.query<{ at: Date }>(
      `select verdict_at as at from idenfy_verification where client_id = '${clientId}'`,
    );
    return row?.at.getTime() ?? 0;
  };

  it('count no approval from before a denial, and none that has ended', async () => {
    await approved('gertrude', { level: 'full' });
    const { body } = await start('gertrude');
    kyc.simulator.outcome(String(body['scanRef']), { overall: 'DENIED' });
    await kyc.settled();
    await approved('gertrude');
    expect(await me('gertrude')).toMatchObject({ standing: 'VERIFIED' });
    expect(await me('gertrude', 'full')).toMatchObject({ standing: 'NONE', nextStep: 'RENEW' });

    await approved('hedy', { level: 'full' });
    await approved('hedy');
    expect(await me('hedy', 'full')).toMatchObject({ standing: 'VERIFIED' });
    await kyc.database.query(
      `update idenfy_verification set verified_until = now() - interval '1 day'
        where client_id = 'hedy' and 'checkAml' = any(checks_asked)`,
    );
    expect(await me('hedy', 'full')).toMatchObject({ standing: 'EXPIRED', nextStep: 'RENEW' });
    expect(await me('hedy')).toMatchObject({ standing: 'VERIFIED', nextStep: 'NONE' });
  });

  it('know of no checks of rows that were written before there were levels', async () => {
    await approved('ida', { level: 'full' });
    await kyc.database.query(
      `update idenfy_verification set checks_asked = '{}', checks_clean = '{}', verdict_at = null where client_id = 'ida'`,
    );

    expect(await vault('ida', 'any')).toMatchObject({ status: 200 });
    expect(await vault('ida', 'full')).toMatchObject({ status: 403, body: { nextStep: 'RENEW' } });
    expect(await kyc.app.get(IdenfyVerifications).standing('ida', { maxAgeDays: 36_500 })).not.toBe(
      'VERIFIED',
    );
  });

  it('take what was asked for from the answer of iDenfy', async () => {
    kyc.simulator.fault({ path: '/api/v2/token', status: 200, body: tokenAnswer('jean-1') });
    const { body } = await start('jean', { level: 'full' });

    expect(await asStaff(String(body['scanRef']))).toMatchObject({
      checksAsked: ['document', 'checkLiveness'],
    });
  });

  const tokenAnswer = (scanRef: string) => ({
    authToken: 'a'.repeat(40),
    scanRef,
    tokenType: 'DOCUMENT',
    checkAml: false,
    checkLiveness: true,
    checkDuplicateFaces: false,
    expiryTime: 3600,
    sessionLength: 1800,
  });

  it('are never below the defaults, nor lowered by the request', async () => {
    await start('katherine', { level: 'paper' });
    expect(sent()).toMatchObject({ tokenType: 'IDENTIFICATION', checkDuplicateFaces: true });

    await start('lise', { level: 'full', checkAml: false });
    expect(sent()).toMatchObject({ checkAml: true });
  });

  it('say that a session is resumed which asks for less', async () => {
    await start('maria');
    const resumed = await start('maria', { level: 'full' });
    expect(resumed).toMatchObject({ status: 200, body: { resumed: true, ignored: ['level'] } });

    await start('nettie', { level: 'full' });
    const again = await start('nettie', { level: 'full' });
    expect(again.status).toBe(200);
    expect(again.body).not.toHaveProperty('ignored');
  });

  it('are refused by name where the host has no such level', async () => {
    for (const refused of [
      await start('olga', { level: 'platinum' }),
      await kyc.request('GET', '/idenfy/clients/me?level=platinum', { caller: 'olga' }),
      await kyc.request('GET', '/idenfy/clients/olga?level=platinum', { caller: 'staff:grace' }),
    ]) {
      expect(refused).toMatchObject({
        status: 400,
        body: {
          field: 'level',
          message: "Field 'level' must be one of the levels of this service: basic, full, resident, paper.",
        },
      });
    }
    expect(await kyc.request('GET', '/idenfy/clients/me?level=a&level=b', { caller: 'olga' })).toMatchObject({
      status: 400,
      body: { field: 'level' },
    });
  });
});

describe('the option levels', () => {
  const boots = (options: Partial<IdenfyOptions>, controllers: (typeof Vault)[] = []) =>
    KycApp.start({ options, host: { controllers } });

  it('keeps a person from choosing one unless personMaySet lists it', async () => {
    const kyc = await boots({ levels: { full: { checkAml: true } } });

    expect(
      await kyc.request('POST', '/idenfy/verifications', { caller: 'ada', body: { level: 'full' } }),
    ).toMatchObject({ status: 403, body: { field: 'level' } });
    await kyc.close();
  });

  it.each([
    [{ Full: {} }, 'levels.Full'],
    [{ full: { country: 'LT' } }, 'levels.full.country'],
    [{ full: { checkAml: false } }, 'levels.full.checkAml'],
    [{ full: { tokenType: 'PASSPORT' } }, 'levels.full.tokenType'],
    [{ full: true }, 'levels.full'],
  ])('refuses %j at boot', async (levels, option) => {
    await expect(boots({ levels } as never)).rejects.toMatchObject({ option });
  });

  it('refuses a gate whose level does not exist, and levels without results', async () => {
    await expect(boots({ levels: { basic: {} } }, [Vault])).rejects.toMatchObject({ option: 'levels' });
    await expect(boots({ levels: { basic: {} }, keep: 'nothing' })).rejects.toMatchObject({ option: 'keep' });
  });
});
