import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { RequireVerified } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { DataSource, type QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LoadBalancer } from '../deployment/support/load-balancer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStream } from '../support/event-stream.js';
import { type Answer, KycApp } from '../support/kyc-app.js';

@Controller('vault')
class VaultController {
  @Get()
  @RequireVerified()
  open() {
    return { open: true };
  }

  @Post()
  @HttpCode(200)
  shut() {
    return {};
  }
}

const ROUTES: readonly [method: string, path: string, body?: object][] = [
  ['POST', '/verifications', { clientId: 'grace' }],
  ['GET', '/verifications'],
  ['GET', '/verifications/:scanRef'],
  ['GET', '/verifications/:scanRef/events'],
  ['POST', '/verifications/:scanRef/finished'],
  ['POST', '/verifications/:scanRef/documents', { country: 'LT', documentType: 'PASSPORT', images: {} }],
  ['GET', '/verifications/:scanRef/history'],
  ['POST', '/verifications/:scanRef/decision', { decision: 'ACCEPTED', reason: 'seen in person' }],
  ['POST', '/verifications/:scanRef/refresh'],
  ['GET', '/verifications/:scanRef/data'],
  ['GET', '/verifications/:scanRef/files'],
  ['GET', '/verifications/:scanRef/files/FRONT'],
  ['GET', '/verifications/:scanRef/report'],
  ['GET', '/verifications/:scanRef/evidence'],
  ['DELETE', '/verifications/:scanRef'],
  ['GET', '/verifications/:scanRef/erasure'],
  ['GET', '/clients/ada'],
  ['GET', '/clients/ada/export'],
  ['GET', '/audit'],
  ['GET', '/orphans'],
  ['GET', '/dead-letters'],
  ['GET', '/dead-letters/run-1'],
  ['POST', '/dead-letters/run-1/retry', { reason: 'the bank is back' }],
  ['POST', '/dead-letters/retry', { reason: 'the bank is back', from: '2026-01-01' }],
  ['GET', '/dead-letters/groups'],
  ['GET', '/jobs/00000000-0000-4000-8000-000000000000'],
  ['GET', '/inbox'],
  ['GET', '/handlers'],
  ['GET', '/operations'],
  ['GET', '/overview'],
];

const AWAY = {
  statusCode: 503,
  error: 'Service Unavailable',
  message: 'This is not available at the moment; try again later.',
  identifier: null,
  retryable: true,
  actor: 'operator',
};

describe.each(['express', 'fastify'] as const)('a database outage, on %s', (adapter) => {
  let database: TestDatabase;
  let door: LoadBalancer;
  let kyc: KycApp;
  let scanRef: string;
  let port: number;
  const ask = (method: string, path: string, body?: object) =>
    kyc.request(method, `/idenfy${path.replace(':scanRef', scanRef)}`, { caller: 'staff:mary', body });

  beforeAll(async () => {
    database = await createTestDatabase();
    door = await LoadBalancer.open();
    const url = new URL(database.url);
    port = Number(url.port);
    url.port = String(door.port);
    door.routeTo([port]);
    kyc = await KycApp.start({
      adapter,
      database: { ...database, url: url.href },
      dataSource: { poolSize: 5, connectTimeoutMS: 300 },
      host: { controllers: [VaultController] },
    });
    scanRef = await kyc.started('ada');
  });
  afterAll(async () => {
    await kyc.close();
    await door.close();
  });

  function expectAway({ status, headers, body, text }: Answer, route: string): void {
    expect({ status, body }, route).toEqual({ status: 503, body: AWAY });
    expect(Number(headers.get('retry-after')), route).toBeGreaterThan(0);
    expect(text, route).not.toMatch(/select|insert|idenfy_|127\.0\.0\.1|ECONN/i);
  }

  it('is answered with 503 and Retry-After on every route', async () => {
    door.routeTo([]);
    door.cut();
    for (const [method, path, body] of ROUTES) {
      expectAway(await ask(method, path, body), `${method} ${path}`);
    }
    const { body, headers } = signWebhook(
      aWebhook({ scanRef, clientId: 'ada' }),
      kyc.simulator.signingKey ?? '',
    );
    expectAway(await kyc.request('POST', '/idenfy/webhooks', { body, headers }), 'webhooks');
    expectAway(await kyc.request('GET', '/vault', { caller: 'ada' }), '@RequireVerified()');

    door.routeTo([port]);
    expect(await ask('GET', '/verifications/:scanRef')).toMatchObject({ status: 200 });
    expect(await kyc.request('GET', '/vault', { caller: 'ada' })).toMatchObject({ status: 403 });
  });

  it('is answered with 503 when no connection is free in time', async () => {
    const taken = await everyConnection();
    const answer = await ask('GET', '/verifications/:scanRef');
    await Promise.all(taken.map((runner) => runner.release()));

    expectAway(answer, 'no connection');
  });

  it('is answered with 503 when PostgreSQL ends the connection that a request waits for', async () => {
    await database.query('begin');
    await database.query('lock table idenfy_client in access exclusive mode');
    const asked = ask('GET', '/clients/ada');
    await expect.poll(() => endWaiting()).toBe(1);
    const answer = await asked;
    await database.query('rollback');

    expectAway(answer, 'terminated');
  });

  it.each(['57P01', '57P03', '53300', '08006'])(
    'withholds personal data when the audit record fails, and answers 503: %s',
    async (code) => {
      await database.query(`create or replace function away() returns trigger language plpgsql as
        $$ begin raise exception 'not now' using errcode = '${code}'; end $$`);
      await database.query(
        'create or replace trigger away before insert on idenfy_access execute function away()',
      );
      const history = await ask('GET', '/verifications/:scanRef/history');
      const decision = await ask('POST', '/verifications/:scanRef/decision', {
        decision: 'ACCEPTED',
        reason: 'seen in person',
      });
      await database.query('drop trigger away on idenfy_access');

      expectAway(history, code);
      expectAway(decision, code);
    },
  );

  it('does not lose events of an open event stream', async () => {
    const events = `${kyc.url}/idenfy/verifications/${scanRef}/events`;
    const page = await EventStream.open<{ status: string }>(events, { 'x-caller': 'ada' });
    expect(await page.next()).toMatchObject({ data: { status: 'ACTIVE' } });

    door.routeTo([]);
    door.cut();
    await door.emptied();
    await database.query(
      `update idenfy_verification set status = 'EXPIRED', final = true, closed_at = now(), version = version + 1
        where scan_ref = $1`,
      [scanRef],
    );
    door.routeTo([port]);

    expect(await page.next()).toMatchObject({ data: { status: 'EXPIRED', final: true } });
    page.leave();
  });

  async function everyConnection(): Promise<QueryRunner[]> {
    const taken: QueryRunner[] = [];
    for (;;) {
      const runner = kyc.app.get(DataSource).createQueryRunner();
      try {
        await runner.connect();
        taken.push(runner);
      } catch {
        return taken;
      }
    }
  }

  /** Ends connections that wait for a lock. Answers how many. */
  async function endWaiting(): Promise<number> {
    await database.query('select pg_stat_clear_snapshot()'); // or all of a transaction sees the first one
    const ended = await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return ended.length;
  }
});
