import { Injectable } from '@nestjs/common';
import {
  IdenfyAccess,
  IdenfyBudgetError,
  type IdenfyCaller,
  IdenfyClock,
  type IdenfyHttpRequest,
  IdenfyRandom,
  OnVerification,
  RateBudget,
  StaffDirectory,
  type StaffMember,
} from 'nestjs-idenfy';
import { FakeClock } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

/** Every caller is the person, or the member of staff, whom the query parameter names. */
@Injectable()
class QueryAccess extends IdenfyAccess {
  identify({ query }: IdenfyHttpRequest): IdenfyCaller | null {
    const { person, staff } = query as Record<string, unknown>;
    if (typeof staff === 'string') return { staff: true, id: staff };
    return typeof person === 'string' ? { clientId: person } : null;
  }
}

/** One request for everything, and the next ones in an hour. */
@Injectable()
class OneRequest extends RateBudget {
  readonly accounts: string[] = [];

  async take(account: string): Promise<void> {
    if (this.accounts.length > 0) throw new IdenfyBudgetError({ retryAfterSeconds: 3_600 });
    this.accounts.push(account);
  }

  async remaining(): Promise<number> {
    return 1 - this.accounts.length;
  }
}

class NoJitter extends IdenfyRandom {
  next(): number {
    return 0.5;
  }
}

class Officers extends StaffDirectory {
  async list(): Promise<readonly StaffMember[]> {
    return [{ id: 'mary', name: 'Mary Jones' }];
  }
}

@Injectable()
class Host {
  @OnVerification('APPROVED')
  open() {
    throw new Error('not today');
  }
}

/** One test for each row of the table of ports in docs/extending.md, but for EvidenceStore: see evidence/evidence. */
describe('a host that replaces every port', () => {
  const clock = new FakeClock(new Date('2031-02-03T04:05:06.000Z'));
  let kyc: KycApp;

  beforeAll(async () => {
    kyc = await KycApp.start({
      host: { providers: [Host] },
      options: { handlers: { retryDelayMs: 8_000, logErrors: false }, reconciliation: { enabled: false } },
      extras: {
        access: QueryAccess,
        replace: [
          { provide: RateBudget, useClass: OneRequest },
          { provide: IdenfyClock, useValue: clock },
          { provide: IdenfyRandom, useClass: NoJitter },
          { provide: StaffDirectory, useClass: Officers },
        ],
      },
    });
  });
  afterAll(() => kyc.close());

  it('identifies callers with its IdenfyAccess', async () => {
    expect((await kyc.request('GET', '/idenfy/clients/me')).status).toBe(401);
    expect((await kyc.request('GET', '/idenfy/clients/me?person=ada')).body).toMatchObject({
      clientId: 'ada',
    });
  });

  it('lists the staff of its StaffDirectory', async () => {
    expect((await kyc.request('GET', '/idenfy/staff?staff=grace')).body).toEqual({
      items: [{ id: 'mary', name: 'Mary Jones' }],
    });
  });

  it('counts requests in its RateBudget', async () => {
    const first = await kyc.request('POST', '/idenfy/verifications?person=ada', { body: {} });
    const second = await kyc.request('POST', '/idenfy/verifications?person=grace', { body: {} });

    expect(first.status).toBe(201);
    expect(second).toMatchObject({ status: 503, headers: expect.objectContaining({}) });
    expect(second.headers.get('retry-after')).toBe('3600');
    expect(kyc.app.get<OneRequest>(RateBudget).accounts).toEqual(['default']);
  });

  it('takes the time from its IdenfyClock', async () => {
    const [row] = await kyc.database.query<{ at: Date }>(
      `select expires_at as at from idenfy_verification where client_id = 'ada'`,
    );

    expect(row?.at.getTime()).toBe(clock.now().getTime() + 3_600_000);
  });

  it('takes the jitter from its IdenfyRandom', async () => {
    const [row] = await kyc.database.query<{ scan_ref: string }>(
      `select scan_ref from idenfy_verification where client_id = 'ada'`,
    );
    kyc.simulator.outcome(row?.scan_ref ?? '', { overall: 'APPROVED' });
    await kyc.settled();

    const [run] = await kyc.database.query<{ at: Date }>('select next_try_at as at from idenfy_handler_run');
    expect(run?.at.getTime()).toBe(clock.now().getTime() + 8_000);
  });
});
