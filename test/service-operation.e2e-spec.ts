import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLocalService, type LocalService } from './support/local-service.js';
import { Visitor } from './support/visitor.js';

let service: LocalService;
let anybody: Visitor;

beforeAll(async () => {
  service = await startLocalService();
  anybody = new Visitor(service.url);
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
    await vi.waitFor(async () => {
      await service.database.query('select pg_stat_clear_snapshot()'); // or all of a transaction sees the first one
      const ended = await service.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(ended).toHaveLength(1);
    });
    const { status, headers, body } = await asked;
    await service.database.query('rollback');

    expect({ status, body }).toMatchObject({ status: 503, body: { retryable: true, actor: 'operator' } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await ada.get('/accounts/me')).toMatchObject({ status: 200 });
  });
});

describe('/health', () => {
  it('says what works, and spends no session to find out', async () => {
    const { status, body } = await anybody.get('/health');

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

  it('says when each signing key last verified a callback, so that an old one can be dropped', async () => {
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

  it('is degraded, and still 200, while iDenfy cannot be reached', async () => {
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

  it('is degraded when callbacks are not applied', async () => {
    await service.database.query(`
      insert into idenfy_webhook (digest, attempts, received_at, next_try_at)
      values ('\\x00', 1, now() - interval '1 hour', now() + interval '1 hour')`);
    const { status, body } = await anybody.get('/health');
    await service.database.query('delete from idenfy_webhook');

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'degraded', details: { inbox: { unapplied: 1 } } });
  });
});

describe('/metrics', () => {
  it('adds up calls, callbacks and sessions, and names nobody', async () => {
    const ada = await service.visitor('ada-the-person');
    const { body } = await ada.post('/idenfy/verifications', {});
    await new Visitor(service.url).post('/idenfy/webhooks', { scanRef: body['scanRef'] });
    await new Visitor(service.url).post('/idenfy/webhooks/made-up-by-a-stranger', {});

    const metrics = String((await anybody.get('/metrics')).body['text']);

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
    const { body } = await anybody.get('/docs-json');

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

describe('pages that can be switched off', () => {
  it('are not there then', async () => {
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
  it('lets the browser frame iDenfy and nothing else, and nobody frame it', async () => {
    const { headers } = await anybody.get('/');
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

const fingerprint = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 8);
