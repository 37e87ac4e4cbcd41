import { randomBytes } from 'node:crypto';
import { assert as holds, asyncProperty, constantFrom, array } from 'fast-check';
import { Erasures, type IdenfyVerification, IdenfyVerifications, IdenfyWorkers } from 'nestjs-idenfy';
import { aWebhook, signWebhook, type WebhookTraits } from 'nestjs-idenfy/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Canaries } from '../support/canaries.js';
import { CapturedOutput } from '../support/captured-output.js';
import { dumpOf } from '../support/database.js';
import { type Answer, KycApp, type KycAppSetup } from '../support/kyc-app.js';

/** A person whose clientId says so is decided by one member of staff. */
const fourEyes = vi.fn<(verification: IdenfyVerification) => boolean>(
  ({ clientId }) => !clientId.startsWith('simple'),
);

const setup: KycAppSetup = {
  options: {
    decisions: { fourEyes },
    reconciliation: { enabled: false },
    webhooks: { worker: { enabled: false } },
  },
};

const ACCEPTED = { decision: 'ACCEPTED', reason: 'seen in person' } as const;

/** Officers at work on one suspicion after the other. */
class Office {
  #suspects = 0;

  constructor(readonly kyc: KycApp) {}

  get verifications(): IdenfyVerifications {
    return this.kyc.app.get(IdenfyVerifications);
  }

  async suspicion(clientId = `ada-${++this.#suspects}`): Promise<string> {
    const scanRef = await this.kyc.started(clientId);
    await this.report(scanRef, { overall: 'SUSPECTED', manual: true, finishTime: 1_000 });
    return scanRef;
  }

  async report(scanRef: string, traits: WebhookTraits): Promise<void> {
    const { clientId } = await this.row(scanRef);
    const { body, headers } = signWebhook(
      aWebhook({ ...traits, scanRef, clientId }),
      this.kyc.simulator.signingKey ?? '',
    );
    await this.kyc.request('POST', '/idenfy/webhooks', { body, headers });
    await this.kyc.app.get(IdenfyWorkers).drain();
  }

  ask(
    officer: string,
    method: string,
    scanRef: string,
    path: string,
    { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return this.kyc.request(method, `/idenfy/verifications/${scanRef}${path}`, {
      caller: `staff:${officer}`,
      body,
      ...(headers && { headers }),
    });
  }

  propose(officer: string, scanRef: string, headers?: Record<string, string>): Promise<Answer> {
    return this.ask(officer, 'POST', scanRef, '/decision', { body: ACCEPTED, ...(headers && { headers }) });
  }

  confirm(officer: string, scanRef: string, headers?: Record<string, string>): Promise<Answer> {
    return this.ask(officer, 'POST', scanRef, '/decision/confirm', { ...(headers && { headers }) });
  }

  async row(scanRef: string): Promise<IdenfyVerification> {
    const row = await this.verifications.find({ account: 'default', scanRef });
    if (!row) throw new Error('There is no such verification.');
    return row;
  }

  async history(scanRef: string): Promise<string[]> {
    const { items } = await this.verifications.history(await this.row(scanRef));
    return items
      .filter(({ cause }) => cause === 'PROPOSAL' || cause === 'DECISION')
      .map(({ cause, actor, note, reportedStatus }) =>
        [cause, actor, cause === 'DECISION' ? reportedStatus : note].join(' '),
      );
  }

  async states(scanRef: string): Promise<string[]> {
    return (await this.verifications.proposals(await this.row(scanRef))).map(({ state }) => state);
  }

  async standing(scanRef: string): Promise<string> {
    return this.verifications.standing((await this.row(scanRef)).clientId);
  }
}

describe.each(['express', 'fastify'] as const)('a decision that needs a second person, on %s', (adapter) => {
  let office: Office;

  beforeAll(async () => {
    office = new Office(await KycApp.start({ ...setup, adapter }));
  });
  afterAll(() => office.kyc.close());

  it('waits as a proposal until another person confirms it', async () => {
    const scanRef = await office.suspicion();

    const proposed = await office.propose('mary', scanRef);
    expect(proposed).toMatchObject({
      status: 202,
      body: {
        proposalId: expect.any(String),
        state: 'WAITING',
        decision: 'ACCEPTED',
        reason: 'seen in person',
        proposedBy: 'mary',
        decidedBy: null,
      },
    });
    expect(proposed.headers.get('etag')).toBe(`"${String(proposed.body['caseVersion'])}"`);
    expect(await office.row(scanRef)).toMatchObject({
      decision: null,
      closedAt: null,
      proposalId: proposed.body['proposalId'],
    });
    expect(await office.standing(scanRef)).toBe('PENDING');

    const confirmed = await office.confirm('rasa', scanRef, {
      'if-match': String(proposed.headers.get('etag')),
    });
    expect(confirmed).toMatchObject({
      status: 200,
      body: {
        status: 'SUSPECTED',
        decision: 'ACCEPTED',
        decisionBy: 'rasa',
        decisionReason: 'seen in person',
        proposalId: null,
        shownToPerson: { status: 'APPROVED' },
      },
    });
    expect(await office.standing(scanRef)).toBe('VERIFIED');
    expect(await office.history(scanRef)).toEqual(['PROPOSAL mary PROPOSED', 'DECISION rasa ACCEPTED']);
  });

  it('is answered by no one but another person, and taken back by no one but its proposer', async () => {
    const scanRef = await office.suspicion();
    await office.propose('mary', scanRef);

    for (const path of ['/decision/confirm', '/decision/return']) {
      const refused = await office.ask('mary', 'POST', scanRef, path, { body: { reason: 'my own' } });
      expect(refused).toMatchObject({ status: 403, body: { identifier: 'SAME_PERSON', actor: 'user' } });
    }
    expect(await office.ask('rasa', 'DELETE', scanRef, '/decision')).toMatchObject({
      status: 403,
      body: { identifier: 'NOT_PROPOSER' },
    });
    expect(await office.row(scanRef)).toMatchObject({ decision: null, proposalId: expect.any(String) });
  });

  it('can be returned with a reason, and withdrawn', async () => {
    const scanRef = await office.suspicion();
    await office.propose('mary', scanRef);

    expect(await office.propose('rasa', scanRef)).toMatchObject({
      status: 409,
      body: { identifier: 'PROPOSAL_WAITING', hint: expect.any(String) },
    });
    expect(
      await office.ask('rasa', 'POST', scanRef, '/decision/return', { body: { reason: 'look at the face' } }),
    ).toMatchObject({ status: 200, body: { decision: null, proposalId: null } });
    expect((await office.propose('rasa', scanRef)).status).toBe(202);
    expect((await office.ask('rasa', 'DELETE', scanRef, '/decision')).status).toBe(200);

    expect(await office.confirm('mary', scanRef)).toMatchObject({
      status: 409,
      body: { identifier: 'NO_PROPOSAL' },
    });
    expect(await office.verifications.proposals(await office.row(scanRef))).toMatchObject([
      { state: 'WITHDRAWN', proposedBy: 'rasa', decidedBy: 'rasa' },
      { state: 'RETURNED', proposedBy: 'mary', decidedBy: 'rasa', answer: 'look at the face' },
    ]);
    expect(await office.history(scanRef)).toEqual([
      'PROPOSAL mary PROPOSED',
      'PROPOSAL rasa RETURNED',
      'PROPOSAL rasa PROPOSED',
      'PROPOSAL rasa WITHDRAWN',
    ]);
  });

  it('is asked for once, and the answer is stored', async () => {
    fourEyes.mockClear();
    const scanRef = await office.suspicion();
    await office.propose('mary', scanRef);
    await office.ask('mary', 'DELETE', scanRef, '/decision');
    await office.propose('mary', scanRef);
    expect(fourEyes).toHaveBeenCalledTimes(1);

    const simple = await office.suspicion(`simple-${adapter}`);
    expect(await office.propose('mary', simple)).toMatchObject({
      status: 200,
      body: { decision: 'ACCEPTED', decisionBy: 'mary', fourEyes: false },
    });
    expect(fourEyes).toHaveBeenCalledTimes(2);
  });

  it('is refused on a state that has changed since it was read', async () => {
    const scanRef = await office.suspicion();
    const read = await office.ask('mary', 'GET', scanRef, '');
    const tag = String(read.headers.get('etag'));
    expect(tag).toBe(`"${String(read.body['caseVersion'])}"`);
    await office.report(scanRef, {
      overall: 'SUSPECTED',
      manual: true,
      finishTime: 2_000,
      fraudTags: ['AML_SUSPECTION'],
    });

    const stale = await office.propose('mary', scanRef, { 'if-match': tag });
    expect(stale).toMatchObject({
      status: 412,
      body: { identifier: 'CASE_CHANGED', retryable: false, hint: expect.any(String) },
    });
    expect(await office.propose('mary', scanRef, { 'if-match': 'seven' })).toMatchObject({
      status: 400,
      body: { field: 'If-Match' },
    });
    expect(await office.states(scanRef)).toEqual([]);
    expect((await office.propose('mary', scanRef, { 'if-match': '*' })).status).toBe(202);
  });

  it('needs the permission and a reason, also to answer it', async () => {
    const scanRef = await office.suspicion();
    await office.propose('mary', scanRef);

    for (const [method, path] of [
      ['POST', '/decision/confirm'],
      ['POST', '/decision/return'],
      ['DELETE', '/decision'],
    ] as const) {
      const reviewing = { 'x-permissions': 'review,read-data' };
      expect((await office.ask('rasa', method, scanRef, path, { headers: reviewing })).status).toBe(403);
      expect(
        (await office.ask('rasa', method, scanRef, path, { headers: { 'x-access-reason': '' } })).body,
      ).toMatchObject({ statusCode: 400, field: 'X-Access-Reason' });
    }
    expect((await office.ask('rasa', 'POST', scanRef, '/decision/return', { body: {} })).body).toMatchObject({
      statusCode: 400,
      field: 'reason',
    });
  });
});

describe('a proposed decision', () => {
  let office: Office;
  const canaries = new Canaries();

  beforeAll(async () => {
    office = new Office(await KycApp.start(setup));
  });
  afterAll(() => office.kyc.close());

  it('is confirmed once, however many people confirm it at the same time', async () => {
    const scanRef = await office.suspicion();
    await office.propose('mary', scanRef);

    const answers = await Promise.all(
      ['rasa', 'jonas', 'ona'].map((officer) => office.confirm(officer, scanRef)),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await office.history(scanRef)).toHaveLength(2);
    expect(await office.states(scanRef)).toEqual(['CONFIRMED']);
  });

  it.each<[string, WebhookTraits]>([
    ['another verdict', { overall: 'APPROVED', manual: true, finishTime: 2_000 }],
    ['another tag', { overall: 'SUSPECTED', manual: true, finishTime: 2_000, fraudTags: ['AML_SUSPECTION'] }],
  ])('lapses with %s', async (_what, report) => {
    const scanRef = await office.suspicion();
    const { body } = await office.propose('mary', scanRef);

    await office.report(scanRef, report);

    expect(await office.states(scanRef)).toEqual(['LAPSED']);
    const row = await office.row(scanRef);
    expect(row).toMatchObject({ proposalId: null, decision: null });
    expect(row.caseVersion).toBe(Number(body['caseVersion']) + 1);
    expect(await office.confirm('rasa', scanRef)).toMatchObject({ body: { identifier: 'NO_PROPOSAL' } });
    expect(await office.history(scanRef)).toEqual(['PROPOSAL mary PROPOSED', 'PROPOSAL system LAPSED']);
  });

  it('outlives a report without news, and so does its version', async () => {
    const scanRef = await office.suspicion();
    const { body } = await office.propose('mary', scanRef);

    await office.report(scanRef, { overall: 'SUSPECTED', manual: true, finishTime: 2_000 });
    await office.ask('mary', 'POST', scanRef, '/finished');
    await office.ask('mary', 'GET', scanRef, '/history');

    expect(await office.row(scanRef)).toMatchObject({
      proposalId: body['proposalId'],
      caseVersion: body['caseVersion'],
    });
  });

  it("follows the stored answer where the host's own code decides", async () => {
    const { verifications } = office;
    const verification = await office.row(await office.suspicion());
    const mary = { kind: 'staff', id: 'mary' } as const;

    expect(await verifications.decide(verification, { ...ACCEPTED, actor: mary })).toMatchObject({
      outcome: 'proposed',
      proposal: { state: 'WAITING', reason: 'seen in person' },
    });
    await expect(verifications.confirmDecision(verification, { actor: mary })).rejects.toMatchObject({
      identifier: 'SAME_PERSON',
      httpStatus: 403,
    });
    const simple = await office.row(await office.suspicion('simple-service'));
    expect(await verifications.decide(simple, { ...ACCEPTED, actor: mary })).toMatchObject({
      outcome: 'decided',
      verification: { decisionBy: 'mary' },
    });
  });

  it('is not decided by one person, whatever they try in whatever order', async () => {
    const { verifications } = office;
    const actor = { kind: 'staff', id: 'mary' } as const;
    const step = constantFrom('accept', 'reject', 'confirm', 'return', 'withdraw', 'news');
    const verification = await office.row(await office.suspicion());
    let waits = false;
    let reports = 2;
    const attempts = {
      accept: () => verifications.decide(verification, { ...ACCEPTED, actor }),
      reject: () => verifications.decide(verification, { decision: 'REJECTED', reason: 'not them', actor }),
      confirm: () => verifications.confirmDecision(verification, { actor }),
      return: () => verifications.returnDecision(verification, { reason: 'once more', actor }),
      withdraw: () => verifications.withdrawDecision(verification, { actor }),
      news: () =>
        office.report(String(verification.scanRef), {
          overall: 'SUSPECTED',
          manual: true,
          finishTime: ++reports * 1_000,
          fraudTags: [reports % 2 === 0 ? 'AML_SUSPECTION' : 'FACE_SUSPECTED'],
        }),
    };
    const works = (tried: keyof typeof attempts) =>
      tried === 'news' ||
      (tried === 'withdraw' ? waits : !waits && (tried === 'accept' || tried === 'reject'));

    await holds(
      asyncProperty(array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        for (const tried of steps) {
          const outcome = await attempts[tried]().then(
            () => 'done',
            () => 'refused',
          );
          expect([tried, outcome]).toEqual([tried, works(tried) ? 'done' : 'refused']);
          if (tried === 'accept' || tried === 'reject') waits = true;
          if (tried === 'withdraw' || tried === 'news') waits = false;
        }
        const row = await office.row(String(verification.scanRef));
        expect(row).toMatchObject({ decision: null, decisionBy: null, closedAt: null });
        expect(row.proposalId !== null).toBe(waits);
        expect(await office.states(String(verification.scanRef))).not.toContain('CONFIRMED');
      }),
      { numRuns: 25, endOnFailure: true }, // the state stays from run to run, so a shorter one proves nothing
    );
  });

  it("is not decided by the SQL of the application's role either", async () => {
    const scanRef = await office.suspicion();
    const { id, proposalId } = await office.propose('mary', scanRef).then(() => office.row(scanRef));
    const { database } = office.kyc;
    const role = `app-${randomBytes(6).toString('hex')}`;
    await database.query(`create role "${role}" login password 'a-password-of-this-test'`);
    await database.query(`grant select, insert, update, delete on all tables in schema public to "${role}"`);
    const url = new URL(database.url);
    url.username = role;
    url.password = 'a-password-of-this-test';
    const client = new Client({ connectionString: url.href });
    await client.connect();
    try {
      for (const [sql, values] of [
        [
          `update idenfy_proposal set state = 'CONFIRMED', decided_by = 'mary', decided_at = now() where id = $1`,
          [proposalId],
        ],
        [`update idenfy_proposal set state = 'CONFIRMED', decided_at = now() where id = $1`, [proposalId]],
        [`update idenfy_proposal set proposed_by = 'jonas' where id = $1`, [proposalId]],
        [`update idenfy_proposal set decision = 'REJECTED' where id = $1`, [proposalId]],
        [
          `insert into idenfy_proposal (id, verification_id, decision, state, proposed_by, proposed_at, reason_digest, decided_by, decided_at)
           values (gen_random_uuid(), $1, 'ACCEPTED', 'CONFIRMED', 'jonas', now(), '', 'mary', now())`,
          [id],
        ],
        [
          `update idenfy_verification set decision = 'ACCEPTED', decision_by = 'mary', closed_at = now() where id = $1`,
          [id],
        ],
        [`update idenfy_verification set four_eyes = false where id = $1`, [id]],
        [
          `update idenfy_verification set four_eyes = null, decision = 'ACCEPTED', decision_by = 'mary' where id = $1`,
          [id],
        ],
      ] as const) {
        await expect(client.query(sql, [...values]), sql).rejects.toMatchObject({
          code: expect.stringMatching(/^23/),
        });
      }
    } finally {
      await client.end();
      await database.query(`drop owned by "${role}"`);
      await database.query(`drop role "${role}"`);
    }
    expect(await office.row(scanRef)).toMatchObject({ decision: null, fourEyes: true, proposalId });
  });

  it('keeps its reasons sealed, out of logs, and only until the erasure', async () => {
    const said = canaries.add('reason');
    const answered = canaries.add('answer');
    const scanRef = await office.kyc.started('erased');
    office.kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED' });
    await office.kyc.settled();
    const output = CapturedOutput.start();
    await office.ask('mary', 'POST', scanRef, '/decision', { body: { decision: 'REJECTED', reason: said } });
    await office.ask('rasa', 'POST', scanRef, '/decision/return', { body: { reason: answered } });
    output.stop();

    expect(canaries.in(output.text)).toEqual([]);
    expect(canaries.in(await dumpOf(office.kyc.database))).toEqual([]);
    const row = await office.row(scanRef);
    expect(await office.verifications.proposals(row)).toMatchObject([{ reason: said, answer: answered }]);

    await office.ask('mary', 'POST', scanRef, '/decision', {
      body: { decision: 'REJECTED', reason: 'not who they say' },
    });
    await office.confirm('rasa', scanRef);
    const actor = { kind: 'staff', id: 'mary' } as const;
    expect(await office.kyc.app.get(Erasures).request(row, { actor })).toMatchObject({ state: 'done' });
    expect(await office.verifications.proposals(row)).toMatchObject([
      { state: 'CONFIRMED', decidedBy: 'rasa', reason: null, answer: null },
      { state: 'RETURNED', decidedBy: 'rasa', reason: null, answer: null },
    ]);
  });
});
