import { Injectable, Logger, type Type } from '@nestjs/common';
import {
  IdenfyClock,
  type IdenfyOptions,
  type IdenfyWebhookReceived,
  IdenfyWorkers,
  OnIdenfyWebhook,
  Orphans,
  WebhookEvents,
  WebhookReceiver,
} from 'nestjs-idenfy';
import { aDocumentExpiration, anExpiry, aWebhook, FakeClock, signWebhook } from 'nestjs-idenfy/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const MINUTE_MS = 60_000;

let kyc: KycApp;
const clock = new FakeClock();
afterEach(async () => {
  vi.restoreAllMocks();
  await kyc.close();
});

async function start(webhooks: IdenfyOptions['webhooks'] = {}, providers: Type[] = []): Promise<void> {
  kyc = await KycApp.start({
    options: {
      webhooks: { signingKeys: [KEY], worker: { enabled: false }, ...webhooks },
      reconciliation: { enabled: false },
    },
    extras: { replace: [{ provide: IdenfyClock, useValue: clock }] },
    host: { providers },
  });
}

async function deliver(payload: object | string, eventType?: string | null): Promise<void> {
  const { body, headers } = signWebhook(payload, KEY, eventType === undefined ? {} : { eventType });
  await kyc.app.get(WebhookReceiver).receive({
    body,
    signature: headers['Idenfy-Signature'],
    eventType: headers['Idenfy-Event-Type'],
  });
}

const drain = () => kyc.app.get(IdenfyWorkers).drain();

async function verification(scanRef: string) {
  const [row] = await kyc.database.query(
    'select status, final, attention, verified_until from idenfy_verification where scan_ref = $1',
    [scanRef],
  );
  return row;
}

function inbox() {
  return kyc.database.query(
    'select state, attempts, deliveries, late_duplicate, last_error, body is not null as kept from idenfy_webhook order by id',
  );
}

describe('the webhook worker', () => {
  it('applies each webhook once, duplicates included, and the result of the highest rank stands', async () => {
    await start();
    const scanRef = await kyc.started('ada');
    const provisional = aWebhook({ scanRef, clientId: 'ada', overall: 'APPROVED', final: false });
    const manual = aWebhook({ scanRef, clientId: 'ada', overall: 'DENIED', manual: true });

    for (const payload of [manual, provisional, manual, provisional]) await deliver(payload);
    await drain();

    expect(await verification(scanRef)).toMatchObject({ status: 'DENIED', final: true });
    expect(await inbox()).toMatchObject([
      { state: 'applied', deliveries: 2, attempts: 1 },
      { state: 'applied', deliveries: 2, attempts: 1 },
    ]);
    const history = await kyc.database.query(
      'select effect from idenfy_verification_event where inbox_id is not null order by id',
    );
    expect(history).toEqual([{ effect: 'applied' }, { effect: 'superseded' }]);
  });

  it('trusts the signed body and records a contradicting unsigned header', async () => {
    await start();
    const scanRef = await kyc.started('ada');
    const provisional = aWebhook({ scanRef, clientId: 'ada', overall: 'APPROVED', final: false });
    await deliver(provisional, 'IDENTIFICATION_MANUAL_FINISHED');
    await deliver(
      aWebhook({ scanRef, clientId: 'ada', overall: 'SUSPECTED', final: false, finishTime: 2e9 }),
    );
    await drain();

    expect(await verification(scanRef)).toMatchObject({ status: 'SUSPECTED', final: false });
    expect(
      await kyc.database.query(
        'select reported_status, note from idenfy_verification_event where inbox_id is not null',
      ),
    ).toEqual([
      { reported_status: 'APPROVED', note: 'HEADER_CONTRADICTS' },
      { reported_status: 'SUSPECTED', note: null },
    ]);
  });

  it.each([
    ['DOCUMENT_EXPIRATION', null, ['* null'], 'HEADER_CONTRADICTS'],
    [
      'ID_VERIFICATION_AUTO_FINISHED',
      'IDENTIFICATION_AUTO_FINISHED',
      ['* IDENTIFICATION_AUTO_FINISHED', 'auto'],
      null,
    ],
  ])(
    'stores the event type that fits the body in place of the header %s, and calls handlers by it',
    async (header, stored, called, note) => {
      const calls: string[] = [];
      @Injectable()
      class Host {
        @OnIdenfyWebhook('*')
        every({ eventType }: IdenfyWebhookReceived) {
          calls.push(`* ${eventType}`);
        }

        @OnIdenfyWebhook('DOCUMENT_EXPIRATION')
        expires() {
          calls.push('expires');
        }

        @OnIdenfyWebhook('IDENTIFICATION_AUTO_FINISHED')
        auto() {
          calls.push('auto');
        }
      }
      await start({}, [Host]);
      const scanRef = await kyc.started('ada');
      await deliver(aWebhook({ scanRef, clientId: 'ada' }), header);
      await drain();

      expect(calls.toSorted()).toEqual(called);
      expect(await kyc.database.query('select event_type, state from idenfy_webhook')).toEqual([
        { event_type: stored, state: 'applied' },
      ]);
      expect(
        await kyc.database.query('select note from idenfy_verification_event where inbox_id is not null'),
      ).toEqual([{ note }]);
    },
  );

  it('takes a final text, a numeric clientId and a number as text for what they mean, and notes it', async () => {
    await start();
    const scanRef = await kyc.started('17');
    await deliver({ ...aWebhook({ scanRef }), clientId: 17, final: 'true', finishTime: '1700000000' });
    await drain();

    expect(await verification(scanRef)).toMatchObject({ status: 'APPROVED', final: true, attention: [] });
    expect(
      await kyc.database.query('select note from idenfy_verification_event where inbox_id is not null'),
    ).toEqual([{ note: 'ODD_VALUES: clientId, final, finishTime' }]);
  });

  it.each(['IDENTIFICATION_CANCELLED', 'ID_VERIFICATION_CANCELLED'])(
    'distinguishes a cancellation from an expiry: %s',
    async (header) => {
      await start();
      const scanRef = await kyc.started('ada');
      await deliver(anExpiry({ scanRef, clientId: 'ada' }), header);
      await drain();

      expect(await verification(scanRef)).toMatchObject({ status: 'CANCELLED', final: true });
    },
  );

  it('keeps a verdict under review while a resubmission is open', async () => {
    await start();
    const scanRef = await kyc.started('ada');
    const heard = async (finishTime: number, traits: object, eventType?: string) => {
      await deliver(aWebhook({ scanRef, clientId: 'ada', finishTime, ...traits }), eventType);
      await drain();
      return kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'staff:grace' });
    };

    expect((await heard(1_000, {})).body).toMatchObject({ status: 'APPROVED', underReview: false });
    expect(
      (await heard(2_000, { overall: 'DENIED', final: false }, 'IDENTIFICATION_RESUBMITTED')).body,
    ).toMatchObject({ status: 'APPROVED', final: true, underReview: true });
    expect((await heard(2_000, { overall: 'DENIED' })).body).toMatchObject({
      status: 'DENIED',
      final: true,
      underReview: false,
    });
  });

  it('removes the session token when a verification ends, and stores no extracted data by default', async () => {
    await start();
    const scanRef = await kyc.started('ada');
    const kept = async () => {
      const [row] = await kyc.database.query(
        `select array_remove(array[auth_token, redirect_url, digit_string, personal_data], null) as sealed
           from idenfy_verification where scan_ref = $1`,
        [scanRef],
      );
      return row?.['sealed'];
    };
    expect(await kept()).toHaveLength(2);

    await deliver(aWebhook({ scanRef, clientId: 'ada' }));
    await drain();

    expect(await kept()).toEqual([]);
  });

  it('updates the validity of an approval on DOCUMENT_EXPIRATION', async () => {
    await start();
    const scanRef = await kyc.started('ada');
    await deliver(aWebhook({ scanRef, clientId: 'ada' }));
    await deliver(aDocumentExpiration({ scanRef, clientId: 'ada', documentExpiration: '2031-05-06' }));
    await drain();

    expect(await verification(scanRef)).toMatchObject({
      status: 'APPROVED',
      verified_until: new Date('2031-05-06T23:59:59.999Z'),
    });
  });

  it('waits for the row of a session when the webhook arrives first', async () => {
    await start();
    const early = aWebhook({ scanRef: 'early-bird', clientId: 'ada' });
    await deliver(early);
    await drain();
    expect(await inbox()).toMatchObject([{ state: 'waiting' }]);

    const scanRef = await kyc.started('ada');
    await kyc.database.query(`update idenfy_verification set scan_ref = 'early-bird' where scan_ref = $1`, [
      scanRef,
    ]);
    await clock.advance(2_000);
    await drain();

    expect(await verification('early-bird')).toMatchObject({ status: 'APPROVED' });
    expect(await inbox()).toMatchObject([{ state: 'applied' }]);
  });

  it('marks a webhook without a row as an orphan after ten minutes and lists it for staff', async () => {
    await start();
    await deliver(aWebhook({ scanRef: 'not-ours', clientId: 'ada' }));
    await deliver('<html>', 'IDENTIFICATION');
    await drain();
    await clock.advance(10 * MINUTE_MS);
    await drain();

    const orphans = kyc.app.get(Orphans);
    await expect(orphans.list({ before: 'the last one' })).rejects.toMatchObject({ field: 'before' });
    expect(await orphans.list()).toMatchObject([
      { state: 'unreadable', scanRef: null, reason: 'not a JSON object' },
      { state: 'orphan', scanRef: 'not-ours', eventType: 'IDENTIFICATION_AUTO_FINISHED', deliveries: 1 },
    ]);
  });

  it('adopts an orphan as a verification when configured, but never beside a live one', async () => {
    await start({ adoptUnknown: true });
    await kyc.started('grace');
    await deliver(aWebhook({ scanRef: 'theirs', clientId: 'ada', overall: 'DENIED' }));
    await deliver(anExpiry({ scanRef: 'theirs', clientId: 'ada' }));
    await deliver(aWebhook({ scanRef: 'in-the-way', clientId: 'grace' }));
    await drain();
    expect(await verification('theirs')).toBeUndefined();

    await clock.advance(10 * MINUTE_MS);
    await drain();

    expect(await verification('theirs')).toMatchObject({ status: 'DENIED', final: true });
    expect(await inbox()).toMatchObject([{ state: 'applied' }, { state: 'applied' }, { state: 'orphan' }]);
  });

  it('looks up the status instead of applying a late duplicate', async () => {
    await start();
    const scanRef = await kyc.started('ada');
    const approval = aWebhook({ scanRef, clientId: 'ada', overall: 'APPROVED' });
    await deliver(approval);
    await deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'DENIED', manual: true }));
    await drain();

    await clock.advance(14 * MINUTE_MS);
    await deliver(approval);
    await drain();
    expect(await verification(scanRef)).toMatchObject({ status: 'DENIED', attention: [] });

    await kyc.database.query('update idenfy_webhook set body = null, purged_at = now()');
    await clock.advance(2 * MINUTE_MS);
    await deliver(approval);
    expect(await inbox()).toMatchObject([
      { state: 'received', late_duplicate: true, kept: true },
      { state: 'applied' },
    ]);
    await drain();

    expect(await verification(scanRef)).toMatchObject({ status: 'DENIED', attention: ['LATE_DUPLICATE'] });
    expect(await inbox()).toMatchObject([
      { state: 'applied', late_duplicate: false, deliveries: 3 },
      { state: 'applied' },
    ]);
  });

  it('applies the rest of a batch when one webhook fails, and retries that one later', async () => {
    await start();
    const outcomes: string[] = [];
    kyc.app.get(WebhookEvents).on('processed', ({ outcome, count }) => outcomes.push(`${outcome} ${count}`));
    const scanRefs = [await kyc.started('ada'), await kyc.started('grace'), await kyc.started('linus')];
    await kyc.database.query(
      `alter table idenfy_verification add constraint poisoned check (client_id <> 'grace' or status <> 'APPROVED')`,
    );
    for (const [index, clientId] of ['ada', 'grace', 'linus'].entries()) {
      await deliver(aWebhook({ scanRef: scanRefs[index] ?? '', clientId }));
    }
    await drain();

    const rows = await kyc.database.query(
      'select client_id, status from idenfy_verification order by client_id',
    );
    expect(rows).toEqual([
      { client_id: 'ada', status: 'APPROVED' },
      { client_id: 'grace', status: 'ACTIVE' },
      { client_id: 'linus', status: 'APPROVED' },
    ]);
    expect(await inbox()).toMatchObject([
      { state: 'applied' },
      { state: 'received', attempts: 0, last_error: 'QueryFailedError 23514' },
      { state: 'applied' },
    ]);
    expect(outcomes).toEqual(['applied 1', 'applied 1', 'failed 1']);

    await kyc.database.query('alter table idenfy_verification drop constraint poisoned');
    await clock.advance(60_000);
    await drain();
    expect(await verification(scanRefs[1] ?? '')).toMatchObject({ status: 'APPROVED' });
  });

  it('keeps a webhook when its encryption key is missing, tries it every minute, and logs that once', async () => {
    const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
    await start();
    await deliver(aWebhook({ scanRef: 'sealed', clientId: 'ada' }));
    await kyc.database.query(
      `update idenfy_webhook set body = overlay(body placing 'otherkey'::bytea from 3)`,
    );
    await drain();
    await clock.advance(60_000);
    await drain();

    expect(await inbox()).toMatchObject([
      { state: 'received', kept: true, attempts: 0, last_error: 'MissingKeyError' },
    ]);
    expect(log.mock.calls).toEqual([
      [
        'Webhooks wait for the encryption key "otherkeyult", which is not in the key ring: add it to encryptionKeys.',
      ],
    ]);
  });

  it('applies small batches while it receives webhooks, and large ones a second later', async () => {
    await start();
    const batches: number[] = [];
    kyc.app.get(WebhookEvents).on('processed', ({ count }) => batches.push(count));
    const receiveMany = (round: string) =>
      Promise.all(
        Array.from({ length: 150 }, (_, number) => deliver({ round, number }, 'FACIAL_AUTHENTICATION')),
      );

    await receiveMany('first');
    await drain();
    expect(batches.splice(0)).toEqual([100, 50]);

    await receiveMany('second');
    await clock.advance(1_000);
    await drain();
    expect(batches).toEqual([150]);
  });

  it('runs in the background and is woken by each webhook', async () => {
    await start({ worker: { enabled: true, pollMs: 3_600_000 } });
    const applied = new Promise<void>((resolve) => {
      kyc.app.get(WebhookEvents).on('processed', ({ outcome }) => outcome === 'applied' && resolve());
    });
    const scanRef = await kyc.started('ada');
    await deliver(aWebhook({ scanRef, clientId: 'ada' }));

    await applied;
    expect(await verification(scanRef)).toMatchObject({ status: 'APPROVED' });
  });
});
