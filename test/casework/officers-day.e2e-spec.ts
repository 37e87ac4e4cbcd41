import { Injectable } from '@nestjs/common';
import { BulkJobs, OnVerification, STAFF_PERMISSIONS, type StaffPermission } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Canaries } from '../support/canaries.js';
import { CapturedOutput } from '../support/captured-output.js';
import { dumpOf } from '../support/database.js';
import { EventStream } from '../support/event-stream.js';
import { type Answer, KycApp } from '../support/kyc-app.js';

@Injectable()
class Bank {
  isOpen = true;
  readonly opened: string[] = [];

  @OnVerification('APPROVED', { maxAttempts: 1 })
  open({ verification: { clientId } }: { verification: { clientId: string } }): void {
    if (!this.isOpen) throw new Error('the bank is closed');
    this.opened.push(clientId);
  }
}

/** Who works here, and what each of them may do. */
const STAFF = {
  rita: ['review'],
  dan: ['review', 'decide', 'read-data'],
  sven: ['review', 'decide'],
  ada: ['audit'],
  otto: ['operate'],
} as const satisfies Record<string, readonly StaffPermission[]>;

type Officer = keyof typeof STAFF;

interface Items {
  items: Record<string, unknown>[];
}

describe.each(['express', 'fastify'] as const)("an officer's day, on %s", (adapter) => {
  let kyc: KycApp;
  const bank = new Bank();
  const canaries = new Canaries();

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      host: { providers: [{ provide: Bank, useValue: bank }] },
      options: {
        keep: 'data',
        decisions: { fourEyes: true },
        handlers: { logErrors: false },
        reconciliation: { enabled: false },
        webhooks: { worker: { enabled: false } },
      },
    });
  });
  afterAll(() => kyc.close());

  function as<T = Record<string, unknown>>(
    officer: Officer,
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const permissions = { 'x-permissions': STAFF[officer].join(',') };
    const sent = { caller: `staff:${officer}`, body, headers: { ...permissions, ...headers } };
    return kyc.request<T>(method, `/idenfy${path}`, sent);
  }

  async function suspicion(clientId: string, claims: Record<string, string> = {}): Promise<string> {
    const scanRef = await kyc.started(clientId, claims);
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });
    await kyc.settled();
    return scanRef;
  }

  /** A request for each permission, which is refused for staff without it. */
  const needing = (scanRef: string, clientId: string) =>
    ({
      review: ['GET', '/queue'],
      decide: ['POST', `/verifications/${scanRef}/decision`],
      start: ['POST', '/verifications'],
      'read-data': ['GET', `/verifications/${scanRef}/data`],
      erase: ['DELETE', `/verifications/${scanRef}`],
      retain: ['PUT', `/clients/${clientId}/retention`],
      audit: ['GET', '/audit'],
      operate: ['GET', '/dead-letters'],
    }) as const satisfies Record<StaffPermission, readonly [string, string]>;

  it('brings a suspicion from the queue to a decision of two people, whom the person never hears of', async () => {
    const [clientId, person] = ['paula', { caller: 'paula' }];
    const [claimed, noted] = [canaries.add('claim'), canaries.add('note')];
    const reason = new Canaries(); // it stands with the verification, so it is kept out of logs only
    const proposed = reason.add('proposal');
    const output = CapturedOutput.start();
    try {
      const scanRef = await suspicion(clientId, { address: claimed });
      const path = `/verifications/${scanRef}`;
      const seenByPerson = async () => (await kyc.request('GET', `/idenfy${path}`, person)).body;
      const before = await seenByPerson();
      await as('sven', 'GET', '/queue'); // he is at work, so that cases can be handed to him

      // the reviewer finds the case, looks at it, and hands it over
      const stream = await EventStream.open<{ scanRef: string; reasons: string[] }>(
        `${kyc.url}/idenfy/events`,
        {
          'x-caller': 'staff:rita',
          'x-permissions': 'review',
        },
      );
      expect(await stream.next()).toMatchObject({ event: 'reload' });
      const [row] = (await as<Items>('rita', 'GET', `/queue?q=${scanRef}&reason=DECISION`)).body.items;
      expect(row).toMatchObject({ scanRef, reasons: ['DECISION'], assignee: null, overdue: false });
      expect((await as('rita', 'GET', `${path}/case`)).body).toMatchObject({
        tags: [{ tag: 'FACE_BLACKLISTED', meaning: expect.any(String) }],
        kept: { data: true, claims: true },
      });
      expect((await as('rita', 'POST', `${path}/notes`, { body: { text: noted } })).status).toBe(201);
      const handed = { body: { ids: [row?.['id']], staff: 'sven' } };
      expect((await as('rita', 'PUT', '/queue/assignee', handed)).body).toMatchObject({ skipped: [] });
      let change = (await stream.next())?.data;
      while (change?.scanRef !== scanRef) change = (await stream.next())?.data;
      expect(change).toEqual({ id: row?.['id'], account: 'default', scanRef, reasons: ['DECISION'] });
      stream.leave();

      // the decider reads what was claimed and found, and proposes on that
      const read = await as('dan', 'GET', `${path}/case`);
      expect((await as('dan', 'GET', `${path}/claims`)).body).toMatchObject({ claims: { address: claimed } });
      expect((await as('dan', 'GET', `${path}/data`)).status).toBe(200);
      const headers = { 'if-match': String(read.headers.get('etag')) };
      const body = { decision: 'ACCEPTED', reason: proposed };
      expect((await as('dan', 'POST', `${path}/decision`, { body, headers })).status).toBe(202);
      expect((await as('dan', 'POST', `${path}/decision/confirm`)).body).toMatchObject({
        identifier: 'SAME_PERSON',
      });
      expect(await seenByPerson()).toEqual(before);

      // the second person finds it under their own name, not on the version that the first one read
      const mine = await as<Items>('sven', 'GET', '/queue?assignee=sven&reason=SECOND_PERSON');
      expect(mine.body.items).toMatchObject([{ scanRef }]);
      expect((await as('sven', 'POST', `${path}/decision/confirm`, { headers })).status).toBe(412);
      expect((await as('sven', 'POST', `${path}/decision/confirm`)).body).toMatchObject({
        decision: 'ACCEPTED',
        decisionBy: 'sven',
      });
      expect((await as<Items>('sven', 'GET', '/queue?assignee=sven')).body.items).toEqual([]);

      expect(await seenByPerson()).toMatchObject({ status: 'APPROVED', nextStep: 'NONE' });
      const toldToPerson = JSON.stringify([
        await seenByPerson(),
        (await kyc.request('GET', '/idenfy/clients/me', person)).body,
      ]);
      expect(toldToPerson).not.toMatch(/rita|dan|sven|BLACKLISTED|SUSPECTED|proposal|assignee/);
    } finally {
      output.stop();
    }
    expect([...canaries.in(output.text), ...reason.in(output.text)]).toEqual([]);
    expect(canaries.in(await dumpOf(kyc.database))).toEqual([]);
  });

  it('can be retraced by the auditor, who sees no case', async () => {
    const scanRef = await suspicion('quinn');
    const why = { headers: { 'x-access-reason': 'compare the names' } };
    await as('dan', 'GET', `/verifications/${scanRef}/data`, why);
    const body = { decision: 'REJECTED', reason: 'not who they say' };
    await as('dan', 'POST', `/verifications/${scanRef}/decision`, { body });
    await as('sven', 'POST', `/verifications/${scanRef}/decision/return`, { body: { reason: 'look again' } });

    const { body: page } = await as<Items>('ada', 'GET', `/audit?scanRef=${scanRef}`);
    expect(page.items.map(({ staff, action }) => [staff, action])).toEqual([
      ['sven', 'PROPOSAL_RETURN'],
      ['dan', 'DECISION'],
      ['dan', 'DATA'],
      ['grace', 'START'],
    ]);
    expect(page.items[2]).toMatchObject({ reason: 'compare the names' });
    expect((await as('ada', 'GET', '/audit/integrity')).body).toMatchObject({ whole: true });
    for (const path of ['', '/case', '/history', '/notes', '/claims', '/evidence']) {
      expect((await as('ada', 'GET', `/verifications/${scanRef}${path}`)).status, path).toBe(403);
    }
  });

  it('leaves stuck work to the operator, who sees no person', async () => {
    bank.isOpen = false;
    const scanRef = await kyc.started('rosa');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    bank.isOpen = true;

    const body = { handler: 'Bank.open', reason: 'the bank is open again' };
    const dryRun = await as('otto', 'POST', '/dead-letters/retry', { body: { ...body, dryRun: true } });
    expect(dryRun).toMatchObject({ status: 200, body: { total: 1, job: null } });
    const { body: started } = await as<{ job: { id: string } }>('otto', 'POST', '/dead-letters/retry', {
      body,
    });
    while (await kyc.app.get(BulkJobs).workOff());
    await kyc.settled();

    expect((await as('otto', 'GET', `/jobs/${started.job.id}`)).body).toMatchObject({
      state: 'done',
      done: 1,
    });
    expect(bank.opened).toEqual(['rosa']);
    for (const path of ['/operations', '/handlers', '/inbox', '/orphans', '/dead-letters']) {
      const { status, text } = await as('otto', 'GET', path);
      expect([path, status, /rosa|Rosa/.test(text)]).toEqual([path, 200, false]);
    }
  });

  it('ends for each of them where their permissions end, for the person and for no one at once', async () => {
    const scanRef = await suspicion('theo');
    const requests = needing(scanRef, 'theo');

    for (const officer of Object.keys(STAFF) as Officer[]) {
      const held: readonly StaffPermission[] = STAFF[officer];
      for (const permission of STAFF_PERMISSIONS.filter((one) => !held.includes(one))) {
        const [method, path] = requests[permission];
        expect([officer, permission, (await as(officer, method, path)).status]).toEqual([
          officer,
          permission,
          403,
        ]);
      }
    }
    for (const [permission, [method, path]] of Object.entries(requests)) {
      const ofNoOne = await kyc.request(method, `/idenfy${path}`);
      expect([permission, ofNoOne.status]).toEqual([permission, 401]);
      if (permission === 'start') continue; // a person may start their own
      const ofPerson = await kyc.request(method, `/idenfy${path}`, { caller: 'theo' });
      expect([permission, ofPerson.status]).toEqual([permission, 403]);
      expect(ofPerson.text).not.toMatch(/SUSPECTED|BLACKLISTED|suspic/i);
    }
  });
});
