import { describe, expect, it } from 'vitest';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { askedChecks, reportedClean, takeChecks, uncontradicted } from './checks.js';
import { reportOfWebhook } from './read-webhook.js';
import type { StatusReport } from './merge.js';

const CLEAN_SERVICE = {
  status: { overallStatus: 'NOT_SUSPECTED', serviceUsed: true, checkSuccessful: true },
};
const HIT = { status: { overallStatus: 'SUSPECTED' } };
const FAILED = { status: { overallStatus: 'NOT_SUSPECTED', checkSuccessful: false } };

describe('a check of the signed result', () => {
  it.each([
    [{ AML: [CLEAN_SERVICE, CLEAN_SERVICE] }, true],
    [{ AML: [CLEAN_SERVICE], amlCheck: { overallStatus: 'FALSE_POSITIVE' } }, true],
    [{ AML: [], amlCheck: { overallStatus: 'NO_FLAGS' }, status: { amlResultClass: null } }, true],
    [{ status: { amlResultClass: 'NO_FLAGS' } }, true],
    [{ AML: [CLEAN_SERVICE, HIT] }, false],
    [{ AML: [FAILED] }, false],
    [{ AML: [CLEAN_SERVICE], amlCheck: { overallStatus: 'FLAGS_FOUND' } }, false],
    [{ AML: [CLEAN_SERVICE], status: { amlResultClass: 'NOT_CHECKED' } }, false],
    [{ AML: null, amlCheck: null }, false],
    [{ AML: 'clean', amlCheck: 'clean' }, false],
    [{}, false],
  ])('of %j counts as clean AML: %s', (payload, clean) => {
    expect(reportedClean(payload).includes('checkAml')).toBe(clean);
  });

  it('is clean only where its section says so', () => {
    expect(
      reportedClean({
        LID: [CLEAN_SERVICE],
        CRIMINAL_CHECK: [HIT],
        driverLicenseCheck: { nameMatch: true, genderMatch: null },
        addressVerification: { status: 'PARTIALLY_VERIFIED' },
        emailVerification: { emailVerified: true },
        phoneVerification: { phoneVerified: false },
        status: { additionalSteps: 'VALID' },
        additionalSteps: { UTILITY_BILL: 'EXTRACT' },
      }),
    ).toEqual(['checkLid', 'checkDriverLicense', 'verifyEmail', 'additionalSteps.UTILITY_BILL']);
    expect(
      reportedClean({ status: { additionalSteps: 'INVALID' }, additionalSteps: { A: 'EXTRACT' } }),
    ).toEqual([]);
    expect(reportedClean({ driverLicenseCheck: { nameMatch: true, genderMatch: false } })).toEqual([]);
  });

  it.each([
    ['AML_SUSPECTION', 'checkAml'],
    ['FAKE_PHOTO', 'checkLiveness'],
    ['DUPLICATE_FACE', 'checkDuplicateFaces'],
    ['UTILITY_ADDRESS', 'additionalSteps.UTILITY_BILL'],
  ])('is contradicted by the tag %s: %s', (tag, check) => {
    const passed = {
      autoDocument: 'DOC_VALIDATED',
      autoFace: 'FACE_MATCH',
      manualDocument: 'DOC_NOT_ANALYSED',
      manualFace: null,
    };
    const all = [
      'document',
      'face',
      'checkAml',
      'checkLiveness',
      'checkDuplicateFaces',
      'additionalSteps.UTILITY_BILL',
    ];

    expect(uncontradicted(all, { ...passed, fraudTags: [], mismatchTags: [] })).toEqual(all);
    expect(uncontradicted(all, { ...passed, fraudTags: [tag], mismatchTags: [] })).toEqual(
      all.filter((one) => one !== check),
    );
    expect(
      uncontradicted(all, { ...passed, manualFace: 'FACE_MISMATCH', fraudTags: [], mismatchTags: [] }),
    ).toEqual(all.filter((one) => one !== 'face' && one !== 'checkLiveness'));
  });
});

describe('what a session asked for', () => {
  it('is what iDenfy answered, and what was sent where the answer leaves it open', () => {
    const request = { clientId: 'ada', checkAml: true, checkLid: true, checkLiveness: false };
    const answer = {
      authToken: 'token',
      scanRef: 'scan',
      checkAml: false,
      checkLiveness: true,
      checkLid: null,
    };

    expect(askedChecks(request, answer)).toEqual(['document', 'face', 'checkLid', 'checkLiveness']);
    expect(askedChecks(request, { ...answer, tokenType: 'VIDEO_CALL' })).toEqual([
      'checkLid',
      'checkLiveness',
    ]);
  });
});

describe('the checks of several signed results', () => {
  const report = (finishTime: number, overall = 'APPROVED', final = true): StatusReport =>
    reportOfWebhook(
      {
        about: 'result',
        scanRef: 'scan',
        clientId: 'ada',
        externalRef: null,
        odd: [],
        overall,
        final,
        finishTime,
        cleanChecks: [],
        amlHits: null,
        fraudTags: [],
        mismatchTags: [],
        autoDocument: null,
        autoFace: null,
        manualDocument: null,
        manualFace: null,
        data: null,
      },
      { eventType: null, receivedAt: new Date(), lateDuplicate: false },
    );

  const after = (...results: readonly (readonly [StatusReport, readonly string[]])[]): readonly string[] => {
    const row = Object.assign(new IdenfyVerification(), {
      status: 'APPROVED',
      checksAsked: ['checkAml', 'checkLid'],
      checksClean: [],
      checksRank: 0,
    });
    results.forEach(([one, reported]) => takeChecks(row, one, reported));
    return row.checksClean;
  };

  it('are those of the highest rank, in any order', () => {
    const early = [report(1_000), ['checkAml', 'checkLid']] as const;
    const late = [report(2_000), ['checkLid', 'verifyEmail']] as const;

    expect(after(early, late)).toEqual(['checkLid']);
    expect(after(late, early)).toEqual(['checkLid']);
  });

  it('are what both confirm, of two with equal rank', () => {
    const one = [report(1_000), ['checkAml', 'checkLid']] as const;
    const other = [report(1_000), ['checkAml']] as const;

    expect(after(one, other)).toEqual(['checkAml']);
    expect(after(other, one)).toEqual(['checkAml']);
  });

  it('are not those of a provisional verdict, nor of another one than the one that stands', () => {
    expect(after([report(1_000, 'APPROVED', false), ['checkAml']])).toEqual([]);
    expect(after([report(1_000, 'DENIED'), ['checkAml']])).toEqual([]);
  });
});
