import { Injectable } from '@nestjs/common';
import {
  DueErasures,
  OnIdenfyWebhook,
  OnVerification,
  OverdueSweep,
  type VerificationChange,
} from 'nestjs-idenfy';
import { expect, vi } from 'vitest';
import { EventStream } from '../../support/event-stream.js';
import type { KycApp } from '../../support/kyc-app.js';

const PATIENCE = { timeout: 20_000, interval: 50 };

/** The host's handlers: what each person's verifications became, and how many webhooks came. */
@Injectable()
export class LifeHandlers {
  readonly changes: string[] = [];
  webhooks = 0;

  @OnVerification('APPROVED', 'DENIED')
  changed({ verification }: VerificationChange): void {
    this.changes.push(`${verification.clientId} ${verification.status}`);
  }

  @OnIdenfyWebhook('*')
  received(): void {
    this.webhooks += 1;
  }
}

/**
 * The life of one verification over HTTP, with everything in it that has failed in an environment: two starts at once, an
 * open stream, a result, handlers, a sweep, a revoked approval, the history and an erasure.
 */
export async function liveAWholeLife(kyc: KycApp, clientId: string): Promise<void> {
  const handlers = kyc.app.get(LifeHandlers);
  const ask = (method: string, path: string, caller = clientId, body?: unknown) =>
    kyc.request(method, `/idenfy${path}`, { caller, body });

  const starts = await Promise.all([1, 2].map(() => ask('POST', '/verifications', clientId, {})));
  expect(starts.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 201]);
  const [scanRef] = [...new Set(starts.map(({ body }) => String(body['scanRef'])))];

  const page = await EventStream.open<{ status: string }>(
    `${kyc.url}/idenfy/verifications/${scanRef}/events`,
    { 'x-caller': clientId },
  );
  expect(await page.next()).toMatchObject({ data: { status: 'ACTIVE' } });
  kyc.simulator.outcome(scanRef ?? '', { overall: 'APPROVED' });
  expect(await nextStatus(page)).toBe('APPROVED');
  expect(await ask('GET', '/clients/me')).toMatchObject({ status: 200, body: { standing: 'VERIFIED' } });
  await vi.waitFor(() => expect(handlers.changes).toContain(`${clientId} APPROVED`), PATIENCE);

  await kyc.app.get(OverdueSweep).run();
  await kyc.app.get(DueErasures).run();

  kyc.simulator.outcome(scanRef ?? '', { overall: 'DENIED' });
  await vi.waitFor(() => expect(handlers.changes).toContain(`${clientId} DENIED`), PATIENCE);
  expect(await ask('GET', '/clients/me')).toMatchObject({ status: 200, body: { standing: 'REJECTED' } });
  await vi.waitFor(() => expect(handlers.webhooks).toBeGreaterThanOrEqual(2), PATIENCE);
  page.leave();

  const list = await ask('GET', '/verifications');
  expect(list).toMatchObject({ status: 200, body: { items: [{ scanRef, status: 'DENIED' }] } });
  for (const path of [`/verifications/${scanRef}/history`, '/audit', '/dead-letters', '/orphans']) {
    expect(await ask('GET', path, 'staff:mary'), path).toMatchObject({ status: 200 });
  }
  expect(await ask('DELETE', `/verifications/${scanRef}`, 'staff:mary')).toMatchObject({
    status: 202,
    body: { state: 'done' },
  });
  expect(await ask('GET', `/verifications/${scanRef}/erasure`, 'staff:mary')).toMatchObject({
    status: 200,
    body: { state: 'done' },
  });
}

/** The status in the next event that has one; a comment keeps the connection open. */
async function nextStatus(page: EventStream<{ status: string }>): Promise<string | undefined> {
  for (;;) {
    const event = await page.next();
    if (event === null || event.data !== undefined) return event?.data?.status;
  }
}
