import {
  createIdenfyClient,
  IdenfyRequestError,
  type PersonStanding,
  type PersonVerification,
  type Session,
  type Submitted,
} from '@nestjs-idenfy/browser';
import type { IdenfyVerificationProps, Verification } from '@nestjs-idenfy/browser/react';
import { createIdenfyStaffClient } from '@nestjs-idenfy/browser/staff';
import { sampleJpeg } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it, onTestFinished } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { Gateway } from './gateway.js';

const REASON = { reason: 'a test wants to know' };

/** What a person must not learn: why a verdict is what it is, and that there is a suspicion. */
type Telling = `${string}${'tag' | 'Tag' | 'eason' | 'uspic' | 'raud' | 'ecision' | 'ttention'}${string}`;

/** The names of a view, and of the views in it. */
type NamesOf<View> = View extends readonly (infer Item)[]
  ? NamesOf<Item>
  : View extends object
    ? keyof View | { [Name in keyof View]: NamesOf<NonNullable<View[Name]>> }[keyof View]
    : never;

describe.each(['express', 'fastify'] as const)('the client of a frontend, on %s', (adapter) => {
  let kyc: KycApp;
  let gateway: Gateway;

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      options: { csrf: true, decisions: { fourEyes: ({ clientId }) => clientId.startsWith('four-eyes') } },
    });
  });
  beforeEach(async () => {
    gateway = await Gateway.before(kyc.url);
    onTestFinished(() => gateway.close());
  });
  afterAll(() => kyc.close());

  const clientOf = (caller: string) =>
    createIdenfyClient({ baseUrl: `${gateway.url}/idenfy/`, headers: { 'x-caller': caller } });
  const staffClient = (name = 'grace') =>
    createIdenfyStaffClient({ baseUrl: `${gateway.url}/idenfy`, headers: { 'x-caller': `staff:${name}` } });
  const failureOf = (call: Promise<unknown>) =>
    call.then(
      () => expect.unreachable('the call should have failed'),
      (error: unknown) => error,
    );

  it('starts, resumes, reads and reports back', async () => {
    const ada = clientOf('ada');

    const started = await ada.start({ locale: 'lt' });
    const resumed = await ada.start();
    const scanRef = String(started.scanRef);

    expect(started).toMatchObject({ resumed: false, clientId: 'ada' });
    expect(resumed).toMatchObject({ resumed: true, scanRef, iframeUrl: started.iframeUrl });
    expect(await ada.get(scanRef)).toMatchObject({ scanRef, status: 'ACTIVE', nextStep: 'CONTINUE' });
    expect(await ada.me()).toMatchObject({ standing: 'PENDING', current: { scanRef }, nextStep: 'CONTINUE' });
    expect(await ada.finished(scanRef)).toMatchObject({ scanRef, final: false });
  });

  it('uploads images, of a verification that it starts where none is named', async () => {
    const bea = clientOf('bea');
    const image = new Blob([new Uint8Array(sampleJpeg(1_000))], { type: 'image/jpeg' });

    const submitted = await bea.upload({
      country: 'LT',
      documentType: 'PASSPORT',
      images: { FRONT: image, FACE: image, BACK: undefined },
    });
    await kyc.settled();

    expect(submitted.scanRef).toEqual(expect.any(String));
    expect((await bea.me()).current?.scanRef).toBe(submitted.scanRef);
  });

  it('turns every refusal into one error, with what the service says about it', async () => {
    const cleo = clientOf('cleo');

    const forbidden = await failureOf(cleo.start({ checkAml: true }));
    expect(forbidden).toBeInstanceOf(IdenfyRequestError);
    expect(forbidden).toMatchObject({
      name: 'IdenfyRequestError',
      status: 403,
      field: 'checkAml',
      retryable: false,
      hint: null,
      retryAfterSeconds: null,
    });

    const { scanRef } = await staffClient().start({ clientId: 'cleo' });
    const decision = { decision: 'ACCEPTED', reason: 'nothing to decide here' } as const;
    expect(await failureOf(staffClient().decide(String(scanRef), decision))).toMatchObject({
      status: 409,
      identifier: 'NOTHING_TO_DECIDE',
      hint: expect.stringContaining('SUSPECTED') as string,
    });

    gateway.treat(/./, { status: 503, headers: { 'retry-after': '30' } });
    expect(await failureOf(cleo.me())).toMatchObject({ status: 503, retryable: true, retryAfterSeconds: 30 });

    gateway.treat(/./, 'cut');
    expect(await failureOf(cleo.me())).toMatchObject({
      status: 0,
      retryable: true,
      message: 'No answer arrived.',
    });
  });

  it('says so when its base URL leads somewhere else', async () => {
    const page = 'data:text/html,<!doctype html><title>An application</title>';
    const lost = createIdenfyClient({ baseUrl: 'http://localhost/idenfy', fetch: () => fetch(page) });

    const failures = [await failureOf(lost.me()), await failureOf(lost.follow('a-scan-ref').next())];

    for (const failure of failures) {
      expect(failure).toMatchObject({ status: 0, retryable: false });
      expect(String(failure)).toContain('baseUrl');
    }
  });

  it('renews a refused login once, and sends the same request again', async () => {
    const asked: boolean[] = [];
    const dan = createIdenfyClient({
      baseUrl: `${gateway.url}/idenfy`,
      headers: ({ renew }): Record<string, string> => {
        asked.push(renew);
        return renew ? { 'x-caller': 'dan' } : {};
      },
    });

    expect(await dan.start({ locale: 'de' })).toMatchObject({ clientId: 'dan' });
    expect(asked).toEqual([false, true]);
    expect(kyc.simulator.requests('/api/v2/token').at(-1)?.body).toMatchObject({ locale: 'de' });
  });

  it('passes on what the function of the login throws', async () => {
    class SignedOut extends Error {}
    const eve = createIdenfyClient({
      baseUrl: `${gateway.url}/idenfy`,
      headers: () => Promise.reject(new SignedOut()),
    });

    expect(await failureOf(eve.me())).toBeInstanceOf(SignedOut);
    expect(await failureOf(eve.follow('a-scan-ref').next())).toBeInstanceOf(SignedOut);
    expect(gateway.requests).toEqual([]);
  });

  it('gives up a call when it is aborted', async () => {
    gateway.treat(/./, 'buffer');
    const leaving = new AbortController();

    const failure = failureOf(clientOf('fay').me({ signal: leaving.signal }));
    await expect.poll(() => gateway.openRequests).toBe(1);
    leaving.abort();

    expect(await failure).toMatchObject({ name: 'AbortError' });
  });

  it('has the calls of staff in an entry point of their own', async () => {
    const staff = staffClient();
    const { scanRef: started } = await staff.start({ clientId: 'gus' });
    const scanRef = String(started);
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['DUPLICATE_FACE'] });
    await kyc.settled();

    expect(await staff.get(scanRef)).toMatchObject({ status: 'SUSPECTED', fraudTags: ['DUPLICATE_FACE'] });
    expect((await staff.list({ clientId: 'gus', limit: 5 })).items).toHaveLength(1);
    expect((await staff.history(scanRef)).items.at(-1)).toMatchObject({ to: 'SUSPECTED' });
    expect(await staff.data(scanRef, REASON)).toMatchObject({ docType: expect.any(String) as string });
    const [name = ''] = await staff.files(scanRef, REASON);
    expect((await staff.file(scanRef, name, REASON)).size).toBeGreaterThan(0);
    expect((await staff.report(scanRef, {}, REASON)).type).toBe('application/pdf');
    expect(await staff.decide(scanRef, { decision: 'ACCEPTED', reason: 'checked by hand' })).toMatchObject({
      decision: 'ACCEPTED',
      shownToPerson: { status: 'APPROVED' },
    });
    expect(await staff.standing('gus')).toMatchObject({ current: { decision: 'ACCEPTED' } });
    expect((await staff.audit({ scanRef })).items.map(({ action }) => action)).toContain('DECISION');
    expect((await staff.me()).permissions).toContain('decide');
    expect((await staff.deadLetters()).items).toEqual([]);
    expect((await staff.orphans()).items).toEqual([]);
    expect(await failureOf(staff.deadLetter('run-1'))).toMatchObject({ status: 404 });
    expect(await staff.retryDeadLetters({ from: '2026-01-01', dryRun: true })).toMatchObject({
      total: 0,
      job: null,
    });
    const { job } = await staff.dropDeadLetters({ kind: 'run', reason: 'it is gone' });
    expect(await staff.job(job?.id ?? '')).toMatchObject({ act: 'drop', state: 'done' });
    expect(await staff.stopJob(job?.id ?? '')).toMatchObject({ state: 'done' });
    expect((await staff.deadLetterGroups()).items).toEqual([]);
    expect((await staff.inbox({ state: 'dead' })).items).toEqual([]);
    expect((await staff.operations()).accounts).toMatchObject([{ account: 'default' }]);
    expect((await staff.handlers()).items).toEqual(expect.any(Array));
    expect((await staff.overview({ by: 'country' })).total).toMatchObject({
      started: expect.any(Number) as number,
    });
    for await (const { decision } of staff.follow(scanRef)) expect(decision).toBe('ACCEPTED');
  });

  it('works through the queue: case, notes, assignment, and a decision of two people', async () => {
    const [grace, mary] = [staffClient('grace'), staffClient('mary')];
    const scanRef = String((await grace.start({ clientId: 'four-eyes' })).scanRef);
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['DUPLICATE_FACE'] });
    await kyc.settled();
    await Promise.all([grace.queue(), mary.queue()]); // both have acted, so that the directory lists them

    const { items, counts } = await grace.queue({ q: 'four-eyes', reason: 'DECISION' });
    expect([items, counts]).toMatchObject([[{ scanRef, assignee: null }], { DECISION: 1 }]);
    expect((await grace.directory()).items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['grace', 'mary']),
    );
    const id = String(items[0]?.id);
    expect(await grace.assignMany([id], 'mary')).toEqual({ assigned: [id], skipped: [] });
    expect(await grace.assign(scanRef, 'grace')).toMatchObject({ assignee: 'grace' });
    expect(await grace.addNote(scanRef, 'Same face as another customer.')).toMatchObject({ author: 'grace' });
    expect((await mary.notes(scanRef, { limit: 1 })).items).toHaveLength(1);
    expect((await grace.saveView({ name: 'Mine', assignee: 'grace' })).filters).toEqual({
      assignee: 'grace',
    });
    expect((await grace.views()).items).toHaveLength(1);
    expect((await grace.deleteView('Mine')).items).toEqual([]);

    const { caseVersion, tags } = await grace.case(scanRef);
    expect(tags).toMatchObject([{ tag: 'DUPLICATE_FACE' }]);
    expect(await grace.claims(scanRef, REASON)).toEqual({ kept: false, claims: null });
    const decision = { decision: 'REJECTED', reason: 'šis veidas priklauso kitam' } as const;
    const proposed = await grace.decide(scanRef, decision, { caseVersion });
    expect(proposed).toMatchObject({ state: 'WAITING', reason: decision.reason });
    expect(await failureOf(grace.confirmDecision(scanRef, REASON))).toMatchObject({
      identifier: 'SAME_PERSON',
    });
    expect(await failureOf(mary.confirmDecision(scanRef, { ...REASON, caseVersion }))).toMatchObject({
      status: 412,
      identifier: 'CASE_CHANGED',
    });
    expect(await mary.returnDecision(scanRef, 'look at the video')).toMatchObject({ proposalId: null });
    await grace.decide(scanRef, decision);
    await grace.withdrawDecision(scanRef, REASON);
    const again = await grace.decide(scanRef, decision);
    expect(await mary.confirmDecision(scanRef, { ...REASON, caseVersion: again.caseVersion })).toMatchObject({
      decision: 'REJECTED',
      decisionBy: 'mary',
    });
    expect(await failureOf(grace.settleAttention(scanRef, 'CLIENT_MISMATCH', 'seen'))).toMatchObject({
      identifier: 'NOTHING_TO_SETTLE',
    });
    expect((await grace.audit({ scanRef })).items).toContainEqual(
      expect.objectContaining({ action: 'DECISION', reason: decision.reason }),
    );
  });

  it('keeps and hands out what the law asks for', async () => {
    const staff = staffClient();
    const scanRef = String((await staff.start({ clientId: 'ida' })).scanRef);
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    expect(await staff.requestInformation(scanRef, { lifetime: 600 })).toMatchObject({
      informationUntil: expect.any(String) as string,
    });
    const pack = await staff.evidence(scanRef, REASON);
    expect(pack.type).toBe('application/zip');
    let streamed = 0;
    const reader = (await staff.evidenceStream(scanRef, REASON)).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      streamed += piece.value.byteLength;
    }
    expect(streamed).toBeGreaterThan(1_000);
    expect(await staff.setRelationship('ida', { begunAt: '2026-01-31' }, REASON)).toMatchObject({
      begunAt: '2026-01-31T00:00:00.000Z',
    });
    const extension = { until: '2040-01-01', reason: 'ordered by a court' };
    expect(await staff.extendRetention('ida', extension)).toMatchObject({ endedAt: null });
    expect(await staff.placeLegalHold('ida', 'case 4711')).toMatchObject({ legalHold: 'case 4711' });
    expect(await staff.liftLegalHold('ida', REASON)).toMatchObject({ legalHold: null });
    expect((await staff.exportPerson('ida', REASON)).verifications).toMatchObject([{ scanRef }]);
    expect(await staff.auditIntegrity()).toMatchObject({ whole: true });
    expect((await staff.contractDrift()).items).toEqual(expect.any(Array));
    expect(await staff.overviewCsv({ by: 'account' })).toMatch(/^\w[\w,]+\r?\n/);
    expect(await failureOf(staff.finishErasure(scanRef, REASON))).toMatchObject({ status: 409 });
  });

  it('follows the queue until it is aborted', async () => {
    const staff = staffClient();
    const scanRef = String((await staff.start({ clientId: 'jon' })).scanRef);
    const leaving = new AbortController();
    const changes = staff.followQueue({ signal: leaving.signal });

    expect((await changes.next()).value).toBe('reload');
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED' });
    await kyc.settled();
    let change = (await changes.next()).value;
    while (change !== undefined && (change === 'reload' || change.scanRef !== scanRef))
      change = (await changes.next()).value;
    expect(change).toMatchObject({ scanRef, reasons: ['DECISION'] });
    leaving.abort();
    expect(await changes.next()).toMatchObject({ done: true });
  });

  it('shows a person neither tags nor reasons', async () => {
    const staff = staffClient();
    const { scanRef: started } = await staff.start({ clientId: 'hal' });
    const scanRef = String(started);
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['DUPLICATE_FACE'] });
    await kyc.settled();

    const shown = JSON.stringify([await clientOf('hal').get(scanRef), await clientOf('hal').me()]);

    expect(shown).not.toMatch(/tag|reason|suspe|fraud|decision|duplicate/i);
    expectTypeOf<Extract<NamesOf<PersonVerification | PersonStanding>, Telling>>().toBeNever();
    expectTypeOf<Extract<NamesOf<Session | Submitted>, Telling>>().toBeNever();
    expectTypeOf<Extract<NamesOf<Verification['state'] | Verification['session']>, Telling>>().toBeNever();
    expectTypeOf<IdenfyVerificationProps['onDenied']>().toEqualTypeOf<
      ((verification: PersonVerification) => void) | undefined
    >();
  });
});
