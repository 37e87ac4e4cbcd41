import { Injectable } from '@nestjs/common';
import { DeadLetters, EvidenceCollector, FieldCipher, OnVerification } from 'nestjs-idenfy';
import { aWebhook, someData } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasingApp } from './erasing-app.js';

const PERSON = 'canary-person';
const CANARIES = /canary|CANARY/;

@Injectable()
class Failing {
  @OnVerification('*', { maxAttempts: 1 })
  open() {
    throw new Error('the bank is away');
  }
}

const host = { providers: [Failing] };
const options = {
  keep: 'evidence',
  decisions: { fourEyes: true },
  handlers: { logErrors: false, describeError: () => 'about CANARYNAME' },
  webhooks: { worker: { enabled: false } }, // the test says when evidence is collected
} as const;

describe.each(['express', 'fastify'] as const)(
  'after the erasure of everything about a person, on %s',
  (adapter) => {
    let app: ErasingApp;

    beforeAll(async () => {
      app = await ErasingApp.start(
        { startsAt: 'relationship-end', keepAtLeastDays: 10 },
        { adapter, host, options },
      );
    });
    afterAll(() => app.close());

    it('nothing in any table names them, sealed or not, and nothing that arrives later does', async () => {
      const scanRef = await app.kyc.started(PERSON, {
        externalRef: 'canary-reference',
        firstName: 'CANARYNAME',
      });
      const data = someData({
        docFirstName: 'CANARYNAME',
        docNumber: 'CANARYDOCUMENT',
        docExpiry: '2044-04-04',
      });
      await app.deliverSigned(
        aWebhook({ scanRef, clientId: PERSON, overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'], data }),
      );
      const path = `/idenfy/verifications/${scanRef}`;
      const secondPerson = { caller: 'staff:rasa', body: { reason: 'CANARYNAME again?' } };
      const proposal = { decision: 'REJECTED', reason: 'CANARYNAME is a fraud' };
      await app.staff('POST', `${path}/notes`, { text: 'CANARYNAME wrote to us' });
      await app.staff('POST', `${path}/decision`, proposal);
      await app.kyc.request('POST', `${path}/decision/return`, secondPerson);
      await app.staff('POST', `${path}/decision`, proposal);
      const confirmed = await app.kyc.request('POST', `${path}/decision/confirm`, { caller: 'staff:rasa' });
      expect(confirmed.body).toMatchObject({ decision: 'REJECTED' });
      await app.kyc.app.get(EvidenceCollector).run();
      expect(await keptPieces()).toBeGreaterThan(0);
      await namesThemElsewhere(scanRef);
      await app.staff('PUT', `/idenfy/clients/${PERSON}/retention`, {
        until: '2020-01-01',
        reason: 'the CANARYNAME case',
      });
      await app.kyc.app
        .get(DeadLetters)
        .retryAllSince(new Date(0), { actor: { kind: 'staff', id: 'grace' }, reason: 'CANARYNAME called' });
      await app.kyc.settled();
      const history = await app.kyc.request('GET', `/idenfy/verifications/${scanRef}/history`, {
        caller: 'staff:grace',
        headers: { 'x-access-reason': 'CANARYNAME asked' },
      });
      expect(history.text).toContain('CANARYNAME called');
      expect(await everything()).toMatch(CANARIES);

      app.clock.shift(11 * 24 * 60);
      app.kyc.simulator.advance(11 * 24 * 3600);
      await app.kyc.settled();
      const erased = await app.kyc.request('DELETE', `/idenfy/verifications/${scanRef}`, {
        caller: 'staff:grace',
        headers: { 'x-access-reason': 'CANARYNAME wants it' },
      });

      expect(erased).toMatchObject({ status: 202, body: { state: 'done', reason: null } });
      expect(await everything()).not.toMatch(CANARIES);
      expect(await everything()).not.toMatch(/FACE_BLACKLISTED|2044-04-04|fraud/);
      expect(await keptPieces()).toBe(0);
      await namesThemElsewhere(scanRef);
      app.clock.shift(11); // a webhook of an unknown session waits for ten minutes
      await app.kyc.settled();
      expect(await everything()).not.toMatch(CANARIES);
    });

    it('only these columns of the verification have a value', async () => {
      const [row] = await app.kyc.database.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(v) as row from idenfy_verification v where erased_at is not null`,
      );
      const set = Object.entries(row?.row ?? {}).filter(
        ([, value]) => value !== null && value !== false && value !== 0 && JSON.stringify(value) !== '[]',
      );

      expect(set.map(([name]) => name).toSorted()).toEqual([
        'account',
        'case_version',
        'client_id',
        'closed_at',
        'created_at',
        'decision',
        'decision_at',
        'decision_by',
        'erased_at',
        'external_ref',
        'final',
        'history_length',
        'history_mac',
        'id',
        'rank',
        'scan_ref',
        'started_by',
        'status',
        'updated_at',
        'version',
        'visible_at',
      ]);
    });

    it('webhooks about the clientId are kept again once the host gives it to someone', async () => {
      await app.kyc.started(PERSON);
      await app.deliverSigned(facialAuthentication('', 'again'), 'FACIAL_AUTHENTICATION');

      expect(await everything()).toContain('CANARYFACE-again');
    });

    /** Webhooks without a scanRef of the verification at their top, of a session that is not known here, or without JSON. */
    async function namesThemElsewhere(scanRef: string): Promise<void> {
      const at = String(app.clock.now().getTime());
      await app.deliverSigned(facialAuthentication(scanRef, at), 'FACIAL_AUTHENTICATION');
      await app.deliverSigned(facialAuthentication('', at), 'FACIAL_AUTHENTICATION');
      await app.deliverSigned({ deep: { client_id: PERSON, name: 'CANARYNAME', at } }, 'SOMETHING_NEW');
      await app.deliverSigned(
        aWebhook({
          scanRef: `other-${at}`,
          clientId: PERSON,
          data: someData({ docFirstName: 'CANARYNAME' }),
        }),
      );
      await app.deliverText(`{"broken": "CANARYNAME ${at}", "clientId": "${PERSON}", `);
    }

    const facialAuthentication = (scanRef: string, at: string) => ({
      id: `face-${at}`,
      status: 'SUCCESS',
      clientId: PERSON,
      name: `CANARYFACE-${at}`,
      ...(scanRef && { reference: { scanRef } }),
    });

    async function keptPieces(): Promise<number> {
      const [{ pieces } = { pieces: -1 }] = await app.kyc.database.query<{ pieces: number }>(
        `select (select count(*) from idenfy_evidence)::int + (select count(*) from idenfy_evidence_part)::int as pieces`,
      );
      return pieces;
    }

    /** All values as they are stored, and those that are sealed as they open. */
    async function everything(): Promise<string> {
      const cipher = app.kyc.app.get(FieldCipher);
      const sealed = await app.kyc.database.query<{ value: Buffer; bound: string }>(
        `select body as value, 'webhook:' || account || ':' || encode(digest, 'hex') as bound from idenfy_webhook
        where body is not null
        union all select content, 'free-text:' || digest from idenfy_free_text
        union all select personal_data, 'verification:' || id || ':personal_data' from idenfy_verification
        where personal_data is not null`,
      );
      const opened = sealed.map(({ value, bound }) => cipher.open(value, bound).toString());
      return [await app.dump(), ...opened].join('\n');
    }
  },
);
