import { type AttentionRaised, IdenfyVerifications, OnAttention } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpOf } from '../support/database.js';
import { type Answer, KycApp } from '../support/kyc-app.js';

const paged: string[] = [];

@Injectable()
class Pager {
  @OnAttention()
  page({ reasons }: AttentionRaised) {
    paged.push(...reasons);
  }
}

const FOUND = 'the agency sends its own number';

describe.each(['express', 'fastify'] as const)('a reason for attention settled by hand, on %s', (adapter) => {
  let kyc: KycApp;
  let deliveries = 0;

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      host: { providers: [Pager] },
      options: { reconciliation: { enabled: false }, webhooks: { worker: { enabled: false } } },
    });
  });
  afterAll(() => kyc.close());

  it('leaves the queue with what was found, and the next event of its kind brings it back', async () => {
    const scanRef = await kyc.started('ada');
    await mismatch(scanRef);
    expect(await queued()).toEqual(['CLIENT_MISMATCH']);
    const before = await theCase(scanRef);
    expect(before.body['open']).toMatchObject([{ reason: 'CLIENT_MISMATCH', canBeSettled: true }]);
    paged.length = 0;

    const answer = await settle(scanRef, 'CLIENT_MISMATCH', {
      headers: { 'if-match': before.headers.get('etag') ?? '' },
    });

    expect(answer).toMatchObject({ status: 200, body: { attention: [], status: 'ACTIVE' } });
    expect(answer.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(await queued()).toEqual([]);
    expect((await theCase(scanRef)).body).toMatchObject({
      open: [],
      timeline: expect.arrayContaining([
        expect.objectContaining({
          kind: 'CHANGE',
          cause: 'ATTENTION_SETTLED',
          actor: 'mary',
          reportedStatus: 'CLIENT_MISMATCH',
          text: FOUND,
        }),
      ]) as unknown,
    });
    const audit = await staff('GET', `/idenfy/audit?scanRef=${scanRef}`);
    expect(audit.body['items']).toContainEqual(
      expect.objectContaining({ action: 'ATTENTION_SETTLE', detail: 'CLIENT_MISMATCH', staff: 'mary' }),
    );
    expect(await dumpOf(kyc.database)).not.toContain(FOUND);
    expect(paged).toEqual([]);

    await mismatch(scanRef);
    expect(await queued()).toEqual(['CLIENT_MISMATCH']);
    expect(paged).toEqual(['CLIENT_MISMATCH']);
    await settle(scanRef, 'CLIENT_MISMATCH');
  });

  it('changes nothing that the person sees', async () => {
    const scanRef = await kyc.started('bob');
    await mismatch(scanRef);
    const asPerson = () => kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'bob' });
    const before = await asPerson();

    await settle(scanRef, 'CLIENT_MISMATCH');

    expect((await asPerson()).text).toBe(before.text);
  });

  it('of a lost token is refused while the session may be used, and settled once it has ended', async () => {
    const scanRef = await kyc.started('cleo');
    // the state that a lost answer to /token leaves: test/reconciliation has the whole way there
    await kyc.database.query(
      `update idenfy_verification set attention = '{TOKEN_LOST}', auth_token = null where scan_ref = $1`,
      [scanRef],
    );
    expect(await settle(scanRef, 'TOKEN_LOST')).toMatchObject({
      status: 409,
      body: { identifier: 'SETTLED_BY_RESULT', hint: expect.any(String) },
    });

    await kyc.database.query(
      `update idenfy_verification set status = 'EXPIRED', final = true, closed_at = now() where scan_ref = $1`,
      [scanRef],
    );
    expect(await settle(scanRef, 'TOKEN_LOST')).toMatchObject({ status: 200, body: { attention: [] } });
  });

  it('of two results that contradict each other is refused: a lookup says which one stands', async () => {
    const scanRef = await kyc.started('dora');
    for (const overall of ['APPROVED', 'DENIED'] as const) {
      await deliver(aWebhook({ scanRef, clientId: 'dora', overall, manual: true, finishTime: 1_000 }));
    }
    expect((await theCase(scanRef)).body['open']).toMatchObject([
      { reason: 'CONFLICT', canBeSettled: false },
    ]);

    expect(await settle(scanRef, 'CONFLICT')).toMatchObject({ status: 409 });
    expect(await queued()).toEqual(['CONFLICT']);
  });

  it('is refused where it is not raised, for another version, without a reason, and without the permission', async () => {
    const scanRef = await kyc.started('eve');
    expect(await settle(scanRef, 'CLIENT_MISMATCH')).toMatchObject({
      status: 409,
      body: { identifier: 'NOTHING_TO_SETTLE' },
    });
    await mismatch(scanRef);

    expect(await settle(scanRef, 'CLIENT_MISMATCH', { headers: { 'if-match': '"99"' } })).toMatchObject({
      status: 412,
    });
    expect(await settle(scanRef, 'CLIENT_MISMATCH', { reason: '' })).toMatchObject({ status: 400 });
    expect(await settle(scanRef, 'NO_SUCH_REASON')).toMatchObject({ status: 400 });
    expect(
      await settle(scanRef, 'CLIENT_MISMATCH', { headers: { 'x-permissions': 'review,operate' } }),
    ).toMatchObject({ status: 403 });
    const verifications = kyc.app.get(IdenfyVerifications);
    const row = await verifications.find({ account: 'default', scanRef });
    expect(row?.attention).toEqual(['CLIENT_MISMATCH']);
    const byService = await verifications.settleAttention(
      { id: row?.id ?? '' },
      { attention: 'CLIENT_MISMATCH', reason: FOUND, actor: { kind: 'staff', id: 'rasa' } },
    );
    expect(byService.attention).toEqual([]);
  });

  const staff = (method: string, path: string) => kyc.request(method, path, { caller: 'staff:mary' });
  const theCase = (scanRef: string) => staff('GET', `/idenfy/verifications/${scanRef}/case`);

  function settle(
    scanRef: string,
    attention: string,
    { reason = FOUND, headers = {} }: { reason?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return kyc.request('POST', `/idenfy/verifications/${scanRef}/attention/settle`, {
      caller: 'staff:mary',
      body: { attention, reason },
      headers,
    });
  }

  async function queued(): Promise<unknown[]> {
    const { body } = await staff('GET', '/idenfy/queue');
    return (body['items'] as { reason: string }[]).map(({ reason }) => reason);
  }

  /** A webhook that names someone else; each one is another. */
  async function mismatch(scanRef: string): Promise<void> {
    deliveries += 1;
    await deliver(aWebhook({ scanRef, clientId: `agency-${deliveries}`, overall: 'APPROVED' }));
  }

  async function deliver(webhook: object): Promise<void> {
    await kyc.request('POST', '/idenfy/webhooks', signWebhook(webhook, kyc.simulator.signingKey ?? ''));
    await kyc.settled();
  }
});
