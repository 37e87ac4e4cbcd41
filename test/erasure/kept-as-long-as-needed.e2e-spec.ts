import { Relationships } from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, ErasingApp } from './erasing-app.js';

const NOT_OVER = { status: 409, body: { identifier: 'RETENTION_NOT_OVER' } };

describe.each(['express', 'fastify'] as const)('what must be kept, on %s', (adapter) => {
  describe('from the end of each verification', () => {
    let app: ErasingApp;

    beforeAll(async () => {
      app = await ErasingApp.start({ keepAtLeastDays: 0, deleteAfterDays: 10 }, { adapter });
    });
    afterAll(() => app.close());

    it('includes an open suspicion, even with 0 days and after the time to delete', async () => {
      const scanRef = await app.finished('suspected', 'SUSPECTED');

      const refused = await app.erase(scanRef);
      expect(refused).toMatchObject(NOT_OVER);
      expect(refused.headers.get('retry-after')).toBeNull();
      await app.sweepLater(1_000);
      expect((await app.staff('GET', `/idenfy/verifications/${scanRef}/erasure`)).status).toBe(404);

      await app.staff('POST', `/idenfy/verifications/${scanRef}/decision`, {
        decision: 'REJECTED',
        reason: 'a fraud',
      });
      expect(await app.erase(scanRef)).toMatchObject({ status: 202, body: { state: 'done' } });
    });

    it('includes earlier verifications of a person under an open suspicion', async () => {
      const earlier = await app.finished('twice');
      await app.finished('twice', 'SUSPECTED');

      expect(await app.erase(earlier)).toMatchObject(NOT_OVER);
    });
  });

  describe('from the end of the relationship', () => {
    let app: ErasingApp;

    beforeAll(async () => {
      app = await ErasingApp.start(
        { startsAt: 'relationship-end', keepAtLeastDays: 30, deleteAfterDays: 60 },
        { adapter },
      );
    });
    afterAll(() => app.close());

    it('counts from the verdict, also where the session had expired before', async () => {
      const scanRef = await app.kyc.started('expired-first');
      await app.end(scanRef, 'EXPIRED');
      app.clock.shift(20 * DAY);
      const finishTime = Math.floor(app.clock.now().getTime() / 1_000);
      await app.deliverSigned(
        aWebhook({ scanRef, clientId: 'expired-first', overall: 'DENIED', final: true, finishTime }),
      );

      app.clock.shift(20 * DAY);
      expect(await app.erase(scanRef)).toMatchObject(NOT_OVER);
      app.clock.shift(11 * DAY);
      expect(await app.erase(scanRef)).toMatchObject({ status: 202 });
    });

    it('includes an approval that came after an erasure was requested', async () => {
      const scanRef = await app.kyc.started('hasty');
      expect(await app.erase(scanRef)).toMatchObject({ status: 202, body: { state: 'waiting' } });
      await app.end(scanRef, 'APPROVED');

      await app.later(1);

      expect(await app.receipt(scanRef)).toMatchObject({ state: 'waiting', lastError: 'RETENTION_NOT_OVER' });
      expect(app.kyc.simulator.verification(scanRef).status).toBe('APPROVED');
      expect(await app.dump()).toContain('hasty');
    });

    it('includes customers for as long as no end is recorded, and then the days from that end', async () => {
      const scanRef = await app.finished('customer', 'APPROVED');
      await app.sweepLater(4_000);
      const refused = await app.erase(scanRef);
      expect(refused).toMatchObject(NOT_OVER);
      expect(refused.headers.get('retry-after')).toBeNull();

      const endedAt = app.clock.now().toISOString();
      const recorded = await app.staff('PUT', '/idenfy/clients/customer/relationship', { endedAt });
      expect(recorded).toMatchObject({ status: 200, body: { clientId: 'customer', endedAt } });
      const early = await app.erase(scanRef);
      expect(early).toMatchObject(NOT_OVER);
      expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(29 * DAY * 60);

      await app.sweepLater(59);
      expect(await app.dump()).toContain('customer');
      await app.sweepLater(2);
      expect(await app.receipt(scanRef)).toMatchObject({ state: 'done', atIdenfy: 'DELETED' });
    });

    it('includes people who were refused, for the days from their last attempt', async () => {
      const first = await app.finished('refused-twice');
      app.clock.shift(40 * DAY);
      await app.finished('refused-twice');
      expect(await app.erase(first)).toMatchObject(NOT_OVER);

      await app.sweepLater(59);
      expect(await app.dump()).toContain('refused-twice');
      await app.sweepLater(2);
      expect(await app.dump()).not.toContain('refused-twice');
    });

    it('includes people whose retention an authority extended, until then', async () => {
      const scanRef = await app.finished('extended');
      const until = new Date(app.clock.now().getTime() + 100 * DAY * 60_000).toISOString();
      const act = { until, reason: 'order 17' };
      expect(await app.staff('PUT', '/idenfy/clients/extended/retention', act)).toMatchObject({
        status: 200,
        body: { retentionUntil: until },
      });

      await app.sweepLater(99);
      const refused = await app.erase(scanRef);
      expect(refused).toMatchObject(NOT_OVER);
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(DAY * 60);
      await app.sweepLater(2);
      expect(await app.receipt(scanRef)).toMatchObject({ state: 'done' });
      const audit = await app.staff('GET', `/idenfy/audit?scanRef=${scanRef}`);
      expect(audit.text).toContain('"action":"RETENTION"');
    });

    it('does not include a session that left no record', async () => {
      const scanRef = await app.kyc.started('looked-around');
      app.kyc.simulator.advance(3 * 3600);
      await app.end(scanRef, 'EXPIRED');

      expect(await app.erase(scanRef)).toMatchObject({ status: 202, body: { state: 'done' } });
    });

    it('takes an approval after the recorded end as the begin of another relationship', async () => {
      await app.finished('returning', 'APPROVED');
      const relationships = app.kyc.app.get(Relationships);
      await relationships.begun({ clientId: 'returning' }, app.clock.now());
      await relationships.ended({ clientId: 'returning' }, app.clock.now());
      app.clock.shift(1);
      const again = await app.finished('returning', 'APPROVED');

      await app.sweepLater(4_000);

      expect(await app.dump()).toContain('returning');
      expect(await app.erase(again)).toMatchObject(NOT_OVER);
    });

    it('is recorded once, however often the begin is reported', async () => {
      await app.finished('retried', 'APPROVED');
      const relationships = app.kyc.app.get(Relationships);
      const [begin, end] = [new Date('2026-01-05T10:00:00Z'), new Date('2026-02-05T10:00:00Z')];
      await relationships.begun({ clientId: 'retried' }, begin);
      await relationships.ended({ clientId: 'retried' }, end);

      expect(await relationships.begun({ clientId: 'retried' }, begin)).toMatchObject({
        begunAt: begin,
        endedAt: end,
      });
      expect(
        await relationships.begun({ clientId: 'retried' }, new Date('2026-03-05T10:00:00Z')),
      ).toMatchObject({ endedAt: null });
    });

    it.each([
      ['relationship', {}, 400, 'body'],
      ['relationship', { begunAt: 'yesterday' }, 400, 'begunAt'],
      ['relationship', { begunAt: '2026-02-01T00:00:00Z', endedAt: '2026-01-01T00:00:00Z' }, 400, 'endedAt'],
      ['retention', { until: '2030-01-01T00:00:00Z' }, 400, 'reason'],
      ['retention', { reason: 'order 17' }, 400, 'until'],
    ])('is not changed by a wrong %s: %j', async (what, body, status, field) => {
      await app.kyc.started('unchanged');
      expect(await app.staff('PUT', `/idenfy/clients/unchanged/${what}`, body)).toMatchObject({
        status,
        body: { field },
      });
    });

    it('is told with what else keeps the data of a person', async () => {
      await app.kyc.started('kept');
      const [begunAt, until] = ['2026-01-05T10:00:00.000Z', '2030-01-01T00:00:00.000Z'];
      await app.staff('PUT', '/idenfy/clients/kept/relationship', { begunAt });
      await app.staff('PUT', '/idenfy/clients/kept/retention', { until, reason: 'order 17' });
      await app.staff('PUT', '/idenfy/clients/kept/legal-hold', { reason: 'case 18' });

      expect(await app.staff('GET', '/idenfy/clients/kept/retention')).toMatchObject({
        status: 200,
        body: {
          clientId: 'kept',
          begunAt,
          endedAt: null,
          retentionUntil: until,
          retentionReason: 'order 17',
          legalHold: 'case 18',
        },
      });
    });

    it('is unknown for people without a verification', async () => {
      expect(await app.staff('GET', '/idenfy/clients/never-seen/retention')).toMatchObject({ status: 404 });
      expect(
        await app.staff('PUT', '/idenfy/clients/never-seen/relationship', { endedAt: '2026-01-01' }),
      ).toMatchObject({ status: 404 });
    });
  });
});
