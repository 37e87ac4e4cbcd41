import { ConsoleLogger } from '@nestjs/common';
import { IdenfyAccess, type IdenfyCaller, type IdenfyHttpRequest } from 'nestjs-idenfy';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KycApp, type KycAppSetup } from '../support/kyc-app.js';

interface Report {
  readonly status: string;
  readonly checks: readonly { check: string; status: string; detail: string; hint: string | null }[];
}

class Access extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    switch (headers['x-caller']) {
      case 'ada':
        return { clientId: 'ada' };
      case 'staff:grace':
        return { staff: true, id: 'grace', permissions: ['operate'] };
      case 'staff:reader':
        return { staff: true, id: 'reader', permissions: ['review'] };
      case 'staff:eu':
        return { staff: true, id: 'eu', account: 'eu', permissions: ['operate'] };
      default:
        return null;
    }
  }
}

class Warnings extends ConsoleLogger {
  readonly lines: string[] = [];

  constructor() {
    super({ logLevels: ['warn'] });
  }

  override warn(line: string, context?: string): void {
    if (context === 'IdenfyDoctor') this.lines.push(line);
  }
}

async function started(setup: KycAppSetup = {}) {
  const logger = new Warnings();
  const kyc = await KycApp.start({
    ...setup,
    simulator: { signingKey: 'a-signing-key-of-32-characters-or-more', ...setup.simulator },
    extras: { access: Access, ...setup.extras },
    testing: (builder) => builder.setLogger(logger),
  });
  onTestFinished(() => kyc.close());
  const { body } = await kyc.request<Report>('GET', '/idenfy/doctor', { caller: 'staff:grace' });
  const wrong = body.checks
    .filter(({ status }) => status !== 'ok')
    .map(({ check, status }) => [check, status]);
  return { kyc, report: body, wrong: Object.fromEntries(wrong) as object, warnings: logger.lines };
}

/** What every host of this file has: no handler, and keys for development. */
const USUAL = { 'encryption keys: given': 'warning', 'handlers: announced': 'warning' };

describe.each(['express', 'fastify'] as const)('GET /idenfy/doctor on %s', (adapter) => {
  it('tells what is wrong to staff of all accounts who may operate, and to no other caller', async () => {
    const { kyc, report, wrong, warnings } = await started({ adapter });
    const statusFor = async (caller?: string) =>
      (await kyc.request('GET', '/idenfy/doctor', caller === undefined ? {} : { caller })).status;

    expect(wrong).toEqual(USUAL);
    expect(report.status).toBe('warning');
    expect(report.checks).toContainEqual({
      check: 'iDenfy: credentials',
      status: 'ok',
      detail: 'those of default are accepted',
      hint: null,
      found: [{ code: 'CREDENTIALS_ACCEPTED', values: { account: 'default' } }],
    });
    expect(kyc.simulator.requests('/kyc/identifications/')).toHaveLength(1);
    expect(kyc.simulator.requests('/api/v2/token')).toEqual([]);
    expect(warnings).toEqual([]);
    expect(await Promise.all(['ada', 'staff:reader', 'staff:eu', undefined].map(statusFor))).toEqual([
      403, 403, 403, 401,
    ]);
  });
});

describe('a running service', () => {
  it('finds its pool larger than the server allows, at its start as well', async () => {
    const { wrong, warnings } = await started({ dataSource: { poolSize: 500 } });

    expect(wrong).toEqual({ ...USUAL, 'database: pool size': 'warning' });
    expect(warnings).toEqual([
      expect.stringMatching(/^database: pool size: 500 connections .*; lower dataSource\.poolSize, .*\.$/),
    ]);
  });

  it('finds an account without a signing key, and one with a short one', async () => {
    const credentials = { apiKey: 'key', apiSecret: 'secret' };
    const { wrong, warnings } = await started({
      options: {
        accounts: {
          eu: { ...credentials, signingKeys: ['short'] },
          us: { ...credentials, signingKeys: [] },
        },
      },
    });

    expect(wrong).toMatchObject({
      'signing keys: given': 'warning',
      'signing keys: length': 'warning',
    });
    expect(warnings).toEqual([
      expect.stringContaining('us has none, so its webhooks are refused'),
      expect.stringContaining('a key of eu is shorter than 32 bytes'),
    ]);
  });

  it('finds that it accepts webhooks without a signature', async () => {
    const { wrong, warnings } = await started({ options: { webhooks: { requireSignature: false } } });

    expect(wrong).toEqual({ ...USUAL, 'signing keys: required': 'warning' });
    expect(warnings).toEqual([expect.stringContaining('anyone who reaches the route can approve anyone')]);
  });
});
