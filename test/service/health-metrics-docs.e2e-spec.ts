import { ConfigService } from '@nestjs/config';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bearer, BearerTokens } from '../../src/auth/bearer-tokens.js';
import { KeyRing, parseEncryptionKeys } from 'nestjs-idenfy';
import { ENCRYPTION_KEY, startLocalService, type LocalService } from '../support/local-service.js';
import { Visitor } from '../support/visitor.js';

let service: LocalService;
let visitor: Visitor;

beforeAll(async () => {
  service = await startLocalService();
  visitor = new Visitor(service.url);
});

afterAll(async () => {
  await service.close();
});

describe("the service's own routes", () => {
  it('answer 503 with Retry-After when the database ends the connection they wait for', async () => {
    const ada = await service.visitor('ada');
    await service.database.query('begin');
    await service.database.query('lock table account in access exclusive mode');
    const asked = ada.get('/accounts/me');
    await vi.waitFor(
      async () => {
        await service.database.query('select pg_stat_clear_snapshot()'); // or all of a transaction sees the first one
        const ended = await service.database.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(ended).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
    const { status, headers, body } = await asked;
    await service.database.query('rollback');

    expect({ status, body }).toMatchObject({ status: 503, body: { retryable: true, actor: 'operator' } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await ada.get('/accounts/me')).toMatchObject({ status: 200 });
  });
});

describe('/health', () => {
  it('reports every part without starting a session', async () => {
    const { status, body } = await visitor.get('/health');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      details: {
        database: { status: 'up' },
        idenfy: { status: 'up', accounts: { default: 'reachable' } },
        circuit: { status: 'up', accounts: { default: 'closed' } },
        inbox: { status: 'up', unapplied: 0, oldestSeconds: 0 },
      },
    });
    expect(service.simulator.requests('/api/*')).toEqual([]);
  });

  it('shows when each signing key last verified a webhook', async () => {
    const rotating = await startLocalService({
      IDENFY_WEBHOOK_SIGNING_KEYS: 'a-signing-key-of-enough-length,the-one-that-goes-away',
    });
    const grace = await rotating.visitor('grace');
    const { body } = await grace.post('/idenfy/verifications', {});
    rotating.simulator.outcome(String(body['scanRef']), { overall: 'APPROVED' });
    await rotating.simulator.settled();
    const health = await new Visitor(rotating.url).get('/health');
    await rotating.close();

    expect(health.body).toMatchObject({
      details: {
        signingKeys: {
          status: 'up',
          accounts: {
            default: {
              [fingerprint('a-signing-key-of-enough-length')]: {
                lastVerifiedAt: expect.any(String) as string,
              },
              [fingerprint('the-one-that-goes-away')]: { lastVerifiedAt: null },
            },
          },
        },
      },
    });
  });

  it('tells in production nothing but the status, except to operators with the permission', async () => {
    const deployed = await startLocalService({ NODE_ENV: 'production' });
    const tokens = new BearerTokens(
      new ConfigService({ AUTH_JWT_SECRET: 'a-secret-of-at-least-thirty-two-characters' }),
    );
    const health = async (caller?: Bearer) => {
      const token = caller && (await tokens.issue(caller, '1h'));
      return new Visitor(deployed.url, token).get('/health');
    };
    const operator = { subject: 'grace', staff: true };

    const answers = [
      await health(),
      await health({ subject: 'ada', staff: false }),
      await health({ ...operator, permissions: ['review', 'audit'] }),
    ];
    const detailed = [await health({ ...operator, permissions: ['operate'] }), await health(operator)];
    await deployed.close();

    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [200, { status: 'ok' }]),
    );
    expect(detailed.map(({ body }) => Object.keys(body['details'] as object))).toEqual(
      detailed.map(() => ['database', 'idenfy', 'circuit', 'inbox', 'signingKeys']),
    );
  });

  it('is degraded with status 200 while iDenfy cannot be reached', async () => {
    const alone = await startLocalService();
    await alone.simulator.close();
    const { status, body } = await new Visitor(alone.url).get('/health');
    await alone.close();

    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'degraded',
      details: { idenfy: { accounts: { default: 'unreachable' } } },
    });
  });

  it('is degraded while webhooks are not applied', async () => {
    await service.database.query(`
      insert into idenfy_webhook (digest, attempts, received_at, next_try_at)
      values ('\\x00', 1, now() - interval '1 hour', now() + interval '1 hour')`);
    const { status, body } = await visitor.get('/health');
    await service.database.query('delete from idenfy_webhook');

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'degraded', details: { inbox: { unapplied: 1 } } });
  });
});

describe('/metrics', () => {
  it('counts calls, webhooks and sessions without naming a person', async () => {
    const ada = await service.visitor('ada-the-person');
    const { body } = await ada.post('/idenfy/verifications', {});
    await new Visitor(service.url).post('/idenfy/webhooks', { scanRef: body['scanRef'] });
    await new Visitor(service.url).post('/idenfy/webhooks/made-up-by-a-stranger', {});

    const metrics = String((await visitor.get('/metrics')).body['text']);

    expect(metrics).toContain(
      'idenfy_requests_total{account="default",operation="createToken",outcome="success"} 1',
    );
    expect(metrics).toContain('idenfy_webhooks_rejected_total{account="default",reason="missing"} 1');
    expect(metrics).toContain('idenfy_webhooks_rejected_total{account="unknown"');
    expect(metrics).toContain('idenfy_sessions{account="default",status="ACTIVE"} 1');
    expect(metrics).toContain('idenfy_inbox_oldest_seconds 0');
    expect(metrics).toMatch(/idenfy_budget_remaining\{account="default"\} \d+/);
    expect(metrics).not.toContain('ada-the-person');
    expect(metrics).not.toContain('stranger');
    expect(metrics).not.toContain(String(body['scanRef']));
  });
});

describe('/docs', () => {
  it('describes the routes of the library and of this service', async () => {
    const { body } = await visitor.get('/docs-json');

    expect(Object.keys(body['paths'] as object)).toEqual(
      expect.arrayContaining([
        '/idenfy/verifications',
        '/idenfy/clients/me',
        '/accounts/me',
        '/payouts',
        '/health',
      ]),
    );
  });
});

describe('/docs and /metrics when switched off', () => {
  it('answer 404', async () => {
    const closed = await startLocalService({ SERVE_DOCS: 'off', SERVE_METRICS: 'off' });
    const visitor = new Visitor(closed.url);
    const statuses = await Promise.all(
      ['/docs', '/docs-json', '/metrics', '/health', '/'].map(
        async (path) => (await visitor.get(path)).status,
      ),
    );
    await closed.close();

    expect(statuses).toEqual([404, 404, 404, 200, 200]);
  });
});

describe('the page', () => {
  it('lets the browser frame iDenfy only, and forbids framing of itself', async () => {
    const { headers } = await visitor.get('/');
    const policy = headers.get('content-security-policy') ?? '';

    expect(policy).toContain(`frame-src ${new URL(service.simulator.uiUrl).origin};`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('permissions-policy')).toContain(
      `camera=(self "${new URL(service.simulator.uiUrl).origin}")`,
    );
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

/** Under the encryption key of the local service. */
const fingerprint = (key: string) =>
  new KeyRing(parseEncryptionKeys([ENCRYPTION_KEY])).fingerprintsOf(key)[0] ?? '';
