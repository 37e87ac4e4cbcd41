import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const STEPS = { ALL: { ALL: { UTILITY_BILL: { type: 'UPLOAD' } } } };

describe.each(['express', 'fastify'] as const)('the start of a verification, on %s', (adapter) => {
  let kyc: KycApp;
  const start = (caller: string | undefined, body: unknown, headers = {}) =>
    kyc.request('POST', '/idenfy/verifications', { ...(caller && { caller }), body, headers });
  const sent = () => kyc.simulator.requests('/api/v2/token').map(({ body }) => body);

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      options: {
        personMaySet: ['locale', 'successUrl'],
        redirectOrigins: ['https://app.example.com'],
        callbackUrls: ['https://api.example.com/idenfy/webhooks'],
        defaults: (caller) =>
          'staff' in caller ? {} : { checkAml: true, reviewFailed: true, country: 'LT' },
        http: { maxRetries: 0 },
      },
    });
  });
  afterAll(() => kyc.close());

  it("answers with the redirect and the token, and sends the host's defaults to iDenfy", async () => {
    const { status, body, headers } = await start('ada', { locale: 'lt' });

    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(body).sort()).toEqual(
      [
        'authToken',
        'clientId',
        'expiresAt',
        'iframeUrl',
        'redirectUrl',
        'resumed',
        'scanRef',
        'status',
      ].sort(),
    );
    expect(body).toMatchObject({ clientId: 'ada', status: 'ACTIVE', resumed: false });
    expect(body['iframeUrl']).toContain(`authToken=${String(body['authToken'])}`);
    expect(sent().at(-1)).toMatchObject({
      clientId: 'ada',
      locale: 'lt',
      checkAml: true,
      reviewFailed: true,
    });
  });

  it("resumes the live session, and names only the person's own fields as ignored", async () => {
    const { body: first } = await start('grace', {});
    const asked = sent().length;

    const { status, body } = await start('grace', { locale: 'de', clientId: 'grace' });

    expect(status).toBe(200);
    expect(body).toEqual({ ...first, resumed: true, ignored: ['locale'] });
    expect(sent()).toHaveLength(asked);
  });

  it('lets staff start for any person, with every field', async () => {
    const body = {
      clientId: 'alan',
      tokenType: 'DOCUMENT',
      country: ['LT', 'XK'],
      dummyStatus: 'APPROVED',
      sex: null,
    };

    expect((await start('staff:mary', body)).status).toBe(201);
    expect(sent().at(-1)).toMatchObject(body);
  });

  it.each([
    ['clientId', { clientId: 'ada' }],
    ['clientId', { clientId: null }],
    ['account', { account: 'eu' }],
    ['force', { force: true }],
    ['callbackUrl', { callbackUrl: 'https://evil.example' }],
    ['dummyStatus', { dummyStatus: 'APPROVED' }],
    ['reviewFailed', { reviewFailed: false }],
    ['checkAml', { checkAml: false, nonsense: true, country: 'XX' }],
  ])('does not let a person set %s: %j', async (field, body) => {
    const asked = sent().length;

    const answer = await start('mallory', body);

    expect(answer.body).toMatchObject({
      statusCode: 403,
      error: 'Forbidden',
      identifier: null,
      actor: 'user',
      field,
    });
    expect(sent()).toHaveLength(asked);
  });

  it.each<[field: string, body: unknown]>([
    ['clientId', {}],
    ['clientId', { clientId: ' ' }],
    ['clientId', { clientId: 'x'.repeat(101) }],
    ['clientId', { clientId: 'žmogus' }],
    ['country', { clientId: 'x', country: 'XX' }],
    ['country', { clientId: 'x', country: 'LTU' }],
    ['successUrl', { clientId: 'x', successUrl: 'http://app.example.com/back' }],
    ['successUrl', { clientId: 'x', successUrl: 'https://evil.example/back' }],
    ['expiryTime', { clientId: 'x', expiryTime: 0 }],
    ['expiryTime', { clientId: 'x', expiryTime: 2_592_001 }],
    ['sessionLength', { clientId: 'x', sessionLength: 59 }],
    ['dateOfBirth', { clientId: 'x', dateOfBirth: '2025-02-30' }],
    [
      'address',
      {
        clientId: 'x',
        address: 'a',
        additionalData: { UTILITY_BILL: { address: 'a' } },
        additionalSteps: STEPS,
      },
    ],
    ['account', { clientId: 'x', account: 'nowhere' }],
    ['nonsense', { clientId: 'x', nonsense: 1 }],
    ['__proto__', '{"clientId":"x","__proto__":{"force":true}}'],
    ['body', []],
    ['body', '"x"'],
    ['body', 'null'],
    ['body', ''],
    ['body', '{"clientId":"x"'],
    ['body', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])('refuses %s, and asks iDenfy nothing: %j', async (field, body) => {
    const asked = sent().length;

    const answer = await start('staff:mary', body);

    expect(answer.body).toMatchObject({
      statusCode: 400,
      error: 'Bad Request',
      retryable: false,
      actor: 'user',
      field,
    });
    expect(sent()).toHaveLength(asked);
  });

  it('refuses a megabyte of nested brackets by its size', async () => {
    const { body } = await start('staff:mary', '['.repeat(1_000_000));

    expect(body).toMatchObject({ statusCode: 413, field: 'body' });
  });

  it('allows a redirect to a listed origin', async () => {
    expect((await start('edsger', { successUrl: 'https://app.example.com/back' })).status).toBe(201);
  });

  it.each(['https://evil.example/', 'https://api.example.com/idenfy/webhooks?to=evil', null])(
    'does not let staff have the result sent to %s',
    async (callbackUrl) => {
      const asked = sent().length;

      const { body } = await start('staff:mallory', { clientId: 'barbara', callbackUrl });

      expect(body).toMatchObject({ statusCode: 403, field: 'callbackUrl' });
      expect(sent()).toHaveLength(asked);
    },
  );

  it('lets staff choose a webhook address that the host lists', async () => {
    const callbackUrl = 'https://api.example.com/idenfy/webhooks';

    expect((await start('staff:mary', { clientId: 'barbara', callbackUrl })).status).toBe(201);
    expect(sent().at(-1)).toMatchObject({ callbackUrl });
  });

  it('answers 429 with Retry-After when a person starts too often', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const { status, body, headers } = await start('impatient', {});
      statuses.push(status);
      if (status === 201) kyc.simulator.outcome(String(body['scanRef']), { overall: 'DENIED' });
      else expect(Number(headers.get('retry-after'))).toBeGreaterThan(80_000);
      await kyc.settled();
    }

    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  });
});
