import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type DecisionMade,
  IdenfyClock,
  IdenfyVerifications,
  KeyRotation,
  OnDecision,
  type IdenfyVerification,
} from 'nestjs-idenfy';
import { aWebhook, signWebhook, type WebhookTraits } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Canaries } from '../support/canaries.js';
import { dumpOf } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('base64')}`;

const heard: (string | null)[] = [];

@Injectable()
class Accounts {
  @OnDecision()
  settle({ reason }: DecisionMade) {
    heard.push(reason);
  }
}

describe.each(['express', 'fastify'] as const)('the reason of a decision, on %s', (adapter) => {
  const canaries = new Canaries();
  const clock = new ShiftableClock();
  let kyc: KycApp;

  const start = (encryptionKeys: string[], beside?: KycApp) =>
    KycApp.start({
      adapter,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      ...(beside && { beside }),
      host: { providers: [Accounts] },
      options: {
        encryptionKeys,
        reconciliation: { enabled: false },
        webhooks: { worker: { enabled: false } },
        retention: { startsAt: 'verification-end', keepAtLeastDays: 0 },
      },
    });

  beforeAll(async () => {
    kyc = await start([OLD]);
  });
  afterAll(() => kyc.close());

  it('is sealed in every table, and told to staff, to handlers and in the export of the person', async () => {
    const why = canaries.add('reason');
    const scanRef = await suspected('ada');

    const decided = await decide(scanRef, why);

    expect(decided).toMatchObject({ status: 200, body: { decision: 'ACCEPTED', decisionReason: why } });
    expect(canaries.in(await dumpOf(kyc.database))).toEqual([]);
    expect(await shown(scanRef)).toBe(why);
    expect((await staff(`/idenfy/verifications?clientId=ada`)).body['items']).toMatchObject([
      { decisionReason: why },
    ]);
    expect((await staff(`/idenfy/clients/ada`)).body).toMatchObject({ current: { decisionReason: why } });
    expect((await staff(`/idenfy/verifications/${scanRef}/case`)).body).toMatchObject({
      verification: { decisionReason: why },
      timeline: expect.arrayContaining([expect.objectContaining({ kind: 'DECISION', text: why })]) as unknown,
    });
    expect((await staff('/idenfy/clients/ada/export')).body['verifications']).toMatchObject([
      { decision: { decision: 'ACCEPTED', reason: why } },
    ]);
    const asPerson = await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'ada' });
    expect(canaries.in(asPerson.text)).toEqual([]);
    expect(heard).toContain(why);
  });

  it('of a decision that was overtaken stays in the history, and the row tells the reason of the next one', async () => {
    const [first, second] = ['documents were seen', 'a court told us'];
    const scanRef = await suspected('bob');
    await decide(scanRef, first);
    await report(scanRef, 'bob', { overall: 'DENIED', manual: true, finishTime: 2_000 });
    expect(await shown(scanRef)).toBeNull();

    await report(scanRef, 'bob', { overall: 'SUSPECTED', manual: true, finishTime: 3_000 });
    await decide(scanRef, second);

    expect(await shown(scanRef)).toBe(second);
    const { items } = (await staff(`/idenfy/verifications/${scanRef}/history`)).body as {
      items: { cause: string; note: string | null }[];
    };
    expect(items.filter(({ cause }) => cause === 'DECISION').map(({ note }) => note)).toEqual([
      first,
      second,
    ]);
  });

  it('that a process of an earlier state left in clear is read, and emptied by the next decision', async () => {
    const scanRef = await suspected('cleo');
    await decide(scanRef, 'sealed');
    // what a replica that is not replaced yet does: it knows of no digest
    await kyc.database.query(
      `update idenfy_verification set decision_reason = 'in clear' where scan_ref = $1`,
      [scanRef],
    );
    expect(await shown(scanRef)).toBe('in clear');

    await report(scanRef, 'cleo', { overall: 'DENIED', manual: true, finishTime: 2_000 });
    await report(scanRef, 'cleo', { overall: 'SUSPECTED', manual: true, finishTime: 3_000 });
    await decide(scanRef, 'sealed again');

    expect(await shown(scanRef)).toBe('sealed again');
    expect(await dumpOf(kyc.database)).not.toContain('in clear');
  });

  it('goes with the erasure', async () => {
    const scanRef = await suspected('eve');
    await decide(scanRef, 'to be forgotten');

    clock.shift(24 * 60); // the session has ended
    kyc.simulator.advance(24 * 60 * 60);
    const path = `/idenfy/verifications/${scanRef}`;
    const erased = await kyc.request('DELETE', path, { caller: 'staff:mary' });
    expect(erased).toMatchObject({ status: 202, body: { state: 'done' } });

    const left = await kyc.database.query<{ decision: string; reasons: number }>(
      `select v.decision, (select count(*)::int from idenfy_free_text t where t.verification_id = v.id) as reasons
         from idenfy_verification v where v.scan_ref = $1 and v.erased_at is not null`,
      [scanRef],
    );
    expect(left).toEqual([{ decision: 'ACCEPTED', reasons: 0 }]);
    expect(await shown(scanRef)).toBeNull();
  });

  it('opens under the new key alone after a rotation', async () => {
    const scanRef = await suspected('dora');
    await decide(scanRef, 'before the rotation');
    const rotating = await start([NEW, OLD], kyc);
    await rotating.app.get(KeyRotation).rotate();
    const rotated = await start([NEW], kyc);

    const [reason] = await rotated.app.get(IdenfyVerifications).decisionReasons([await row(scanRef)]);

    expect(reason).toBe('before the rotation');
    await rotating.app.close();
    await rotated.app.close();
  });

  async function suspected(clientId: string): Promise<string> {
    const scanRef = await kyc.started(clientId);
    await report(scanRef, clientId, { overall: 'SUSPECTED', manual: true, finishTime: 1_000 });
    return scanRef;
  }

  async function report(scanRef: string, clientId: string, traits: WebhookTraits): Promise<void> {
    const signed = signWebhook(aWebhook({ ...traits, scanRef, clientId }), kyc.simulator.signingKey ?? '');
    await kyc.request('POST', '/idenfy/webhooks', signed);
    await kyc.settled();
  }

  async function decide(scanRef: string, reason: string) {
    const decided = await kyc.request('POST', `/idenfy/verifications/${scanRef}/decision`, {
      caller: 'staff:mary',
      body: { decision: 'ACCEPTED', reason },
    });
    await kyc.settled();
    return decided;
  }

  const staff = (path: string) => kyc.request('GET', path, { caller: 'staff:mary' });

  async function shown(scanRef: string): Promise<unknown> {
    return (await staff(`/idenfy/verifications/${scanRef}`)).body['decisionReason'];
  }

  async function row(scanRef: string): Promise<IdenfyVerification> {
    const found = await kyc.app.get(IdenfyVerifications).find({ account: 'default', scanRef });
    if (!found) throw new Error('There is no such verification.');
    return found;
  }
});
